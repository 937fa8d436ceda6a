import type { Migration } from "../migrations.js";

export const tokenExchanges: Migration = {
  version: 7,
  name: "token exchanges",
  sql: `
    -- A native client that sends a person to a browser fetches the session afterwards, by two codes: one that it got at
    -- the start, one that the browser brought back. Of both only digests are kept.
    CREATE TABLE token_exchanges (
      flow_id TEXT PRIMARY KEY REFERENCES flows (id) ON DELETE CASCADE,
      init_digest BLOB NOT NULL UNIQUE,
      return_digest BLOB,
      -- The session's token, encrypted; sessions themselves keep a hash of it alone.
      sealed_token TEXT
    ) WITHOUT ROWID;
  `,
};
