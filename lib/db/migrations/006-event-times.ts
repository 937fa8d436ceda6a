import type { Kysely } from "kysely";

/** What is old is forgotten, whosever it is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex("security_events_by_time").on("security_events").columns(["at"]).execute();
}
