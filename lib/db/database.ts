/** The app's database, opened once a process. */
import "server-only";
import { env } from "@/lib/env";
import { type Database, openDatabase } from "./open";

export function database(): Database {
  // In development Next loads this module anew with each change; the connection outlives that.
  const shared = globalThis as { foyerDatabase?: Database };
  return (shared.foyerDatabase ??= openDatabase(env().database));
}
