/** Whether the app's own database answers, with all its tables. */
import "server-only";
import { sql } from "kysely";
import { log } from "@/lib/log";
import { database } from "./database";
import { pendingMigrations } from "./migrate";

/** Tables don't go while the process runs: once they were seen, an answer is enough. */
let hasTables = false;

export async function isDatabaseReady(): Promise<boolean> {
  try {
    if (hasTables) await sql`select 1`.execute(database());
    else hasTables = (await pendingMigrations(database())).length === 0;
    return hasTables;
  } catch (error) {
    log().error(
      { problem: error instanceof Error ? error.message : String(error) },
      "the database does not answer",
    );
    return false;
  }
}
