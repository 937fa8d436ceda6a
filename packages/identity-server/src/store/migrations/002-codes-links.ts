import type { Migration } from "../migrations.js";

export const codesAndLinks: Migration = {
  version: 2,
  name: "codes and links",
  sql: `
    -- Codes that were sent. Six digits can be guessed from a plain hash; these are digests under a secret.
    CREATE TABLE codes (
      id TEXT PRIMARY KEY,
      flow_id TEXT NOT NULL REFERENCES flows (id) ON DELETE CASCADE,
      digest BLOB NOT NULL,
      identity_id TEXT NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
      -- What the code proves. Neither is set for a code that the admin API made.
      verifiable_address_id TEXT REFERENCES verifiable_addresses (id) ON DELETE CASCADE,
      recovery_address_id TEXT REFERENCES recovery_addresses (id) ON DELETE CASCADE,
      expires_at INTEGER NOT NULL,
      used_at INTEGER,
      created_at INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX codes_by_flow ON codes (flow_id);
    CREATE INDEX codes_by_identity ON codes (identity_id);
    CREATE INDEX codes_by_verifiable_address ON codes (verifiable_address_id) WHERE verifiable_address_id IS NOT NULL;
    CREATE INDEX codes_by_recovery_address ON codes (recovery_address_id) WHERE recovery_address_id IS NOT NULL;

    -- How many codes were tried in a flow, right or wrong.
    CREATE TABLE code_attempts (
      flow_id TEXT PRIMARY KEY REFERENCES flows (id) ON DELETE CASCADE,
      count INTEGER NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE link_tokens (
      id TEXT PRIMARY KEY,
      flow_id TEXT NOT NULL REFERENCES flows (id) ON DELETE CASCADE,
      digest BLOB NOT NULL,
      identity_id TEXT NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
      verifiable_address_id TEXT REFERENCES verifiable_addresses (id) ON DELETE CASCADE,
      recovery_address_id TEXT REFERENCES recovery_addresses (id) ON DELETE CASCADE,
      expires_at INTEGER NOT NULL,
      used_at INTEGER,
      created_at INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX link_tokens_by_flow ON link_tokens (flow_id);
    CREATE INDEX link_tokens_by_identity ON link_tokens (identity_id);
    CREATE INDEX link_tokens_by_verifiable_address ON link_tokens (verifiable_address_id)
      WHERE verifiable_address_id IS NOT NULL;
    CREATE INDEX link_tokens_by_recovery_address ON link_tokens (recovery_address_id)
      WHERE recovery_address_id IS NOT NULL;

    -- Somebody asked for a code or link to an address. Whether the address is known is looked up after the answer.
    CREATE TABLE mail_requests (
      id TEXT PRIMARY KEY,
      flow_id TEXT NOT NULL REFERENCES flows (id) ON DELETE CASCADE,
      flow_kind TEXT NOT NULL,
      method TEXT NOT NULL,
      address TEXT NOT NULL,
      transient_payload TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX mail_requests_by_flow ON mail_requests (flow_id);
  `,
};
