/** Whether the app's own database answers, with all its tables. */
import "server-only";
import { log } from "@/lib/log";
import { database } from "./database";
import { pendingMigrations } from "./migrate";

export async function isDatabaseReady(): Promise<boolean> {
  try {
    return (await pendingMigrations(database())).length === 0;
  } catch (error) {
    log().error(
      { problem: error instanceof Error ? error.message : String(error) },
      "the database does not answer",
    );
    return false;
  }
}
