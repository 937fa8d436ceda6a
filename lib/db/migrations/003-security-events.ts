import { type Kysely, PostgresAdapter, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("security_events")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("identity_id", "text", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("ways", "text")
    .addColumn("browser", "text")
    .addColumn("system", "text")
    .addColumn("address", "text")
    .execute();
  // A list is always one person's, the newest first.
  await db.schema
    .createIndex("security_events_of_identity")
    .on("security_events")
    .columns(["identity_id", "at", "id"])
    .execute();
  await refuseChanges(db);
}

/** What is written there is never changed. It goes as a whole, with the account that it is of. */
async function refuseChanges(db: Kysely<unknown>): Promise<void> {
  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    await sql`
      create function security_events_refuse() returns trigger language plpgsql as
      $$ begin raise exception 'security_events is append only'; end $$`.execute(db);
    await sql`
      create trigger security_events_append_only before update on security_events
      for each statement execute function security_events_refuse()`.execute(db);
    return;
  }
  await sql`
    create trigger security_events_no_update before update on security_events
    begin select raise(abort, 'security_events is append only'); end`.execute(db);
}
