import type { Migration } from "../migrations.js";

/**
 * The form of a flow apart from the rest of it: a page is shown it as it stands here. And a table with row ids: in one
 * without, rows of several kilobytes are searched through on the way to one of them.
 *
 * @see https://www.sqlite.org/withoutrowid.html#when_to_use_without_rowid
 */
export const formsOfFlows: Migration = {
  version: 10,
  name: "forms of flows",
  sql: `
    CREATE TABLE flows_with_forms (
      id TEXT NOT NULL PRIMARY KEY,
      kind TEXT NOT NULL,
      identity_id TEXT REFERENCES identities (id) ON DELETE CASCADE,
      expires_at INTEGER NOT NULL,
      completed_at INTEGER,
      body TEXT NOT NULL,
      ui TEXT NOT NULL
    );
    INSERT INTO flows_with_forms
      SELECT id, kind, identity_id, expires_at, completed_at, json_remove(body, '$.ui'), json_extract(body, '$.ui')
      FROM flows;
    DROP TABLE flows;
    ALTER TABLE flows_with_forms RENAME TO flows;
    CREATE INDEX flows_by_expiry ON flows (expires_at);
    CREATE INDEX flows_by_identity ON flows (identity_id) WHERE identity_id IS NOT NULL;
  `,
};
