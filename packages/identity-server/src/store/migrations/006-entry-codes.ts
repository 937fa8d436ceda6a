import type { Migration } from "../migrations.js";

export const entryCodes: Migration = {
  version: 6,
  name: "codes of sign-in and sign-up",
  sql: `
    -- Codes that sign in, are a second factor, or sign up: then there is no identity yet. As digests, each good once.
    CREATE TABLE entry_codes (
      id TEXT PRIMARY KEY,
      flow_id TEXT NOT NULL REFERENCES flows (id) ON DELETE CASCADE,
      digest BLOB NOT NULL,
      identity_id TEXT REFERENCES identities (id) ON DELETE CASCADE,
      -- Where it was sent: whoever has the code has shown that this is theirs.
      channel TEXT NOT NULL,
      address TEXT NOT NULL,
      expires_at INTEGER NOT NULL,
      used_at INTEGER,
      created_at INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX entry_codes_by_flow ON entry_codes (flow_id);
    CREATE INDEX entry_codes_by_identity ON entry_codes (identity_id) WHERE identity_id IS NOT NULL;
  `,
};
