import type { Migration } from "../migrations.js";

export const usedTotpSteps: Migration = {
  version: 5,
  name: "used TOTP steps",
  sql: `
    -- The time steps whose code an identity has used: a code is good once (RFC 6238, section 5.2).
    CREATE TABLE used_totp_steps (
      identity_id TEXT NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
      step INTEGER NOT NULL,
      PRIMARY KEY (identity_id, step)
    ) WITHOUT ROWID;
  `,
};
