import { type Kysely, sql } from "kysely";

/** The setting gives a role once for each identity, however many requests and replicas come to it at the same time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create unique index audit_log_granted_once on audit_log (subject_id)
    where action = 'role.granted' and actor_id is null`.execute(db);
}
