import type { Migration } from "../migrations.js";

// Times are milliseconds since the epoch. JSON stands in TEXT columns.
export const identitiesSessionsFlows: Migration = {
  version: 1,
  name: "identities, sessions, flows",
  sql: `
    CREATE TABLE identities (
      id TEXT PRIMARY KEY,
      schema_id TEXT NOT NULL,
      state TEXT NOT NULL,
      state_changed_at INTEGER,
      traits TEXT NOT NULL,
      metadata_public TEXT NOT NULL,
      metadata_admin TEXT NOT NULL,
      external_id TEXT UNIQUE,
      organization_id TEXT,
      available_aal TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    );

    CREATE TABLE identity_credentials (
      identity_id TEXT NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
      type TEXT NOT NULL,
      config TEXT NOT NULL,
      version INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      PRIMARY KEY (identity_id, type)
    ) WITHOUT ROWID;

    -- The primary key is what keeps an identifier from belonging to two identities.
    CREATE TABLE credential_identifiers (
      type TEXT NOT NULL,
      identifier TEXT NOT NULL,
      identity_id TEXT NOT NULL,
      PRIMARY KEY (type, identifier),
      FOREIGN KEY (identity_id, type) REFERENCES identity_credentials (identity_id, type) ON DELETE CASCADE
    ) WITHOUT ROWID;
    CREATE INDEX credential_identifiers_by_identity ON credential_identifiers (identity_id, type);

    CREATE TABLE verifiable_addresses (
      id TEXT PRIMARY KEY,
      identity_id TEXT NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
      via TEXT NOT NULL,
      value TEXT NOT NULL,
      verified INTEGER NOT NULL,
      verified_at INTEGER,
      status TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      UNIQUE (via, value)
    );
    CREATE INDEX verifiable_addresses_by_identity ON verifiable_addresses (identity_id);

    CREATE TABLE recovery_addresses (
      id TEXT PRIMARY KEY,
      identity_id TEXT NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
      via TEXT NOT NULL,
      value TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL,
      UNIQUE (via, value)
    );
    CREATE INDEX recovery_addresses_by_identity ON recovery_addresses (identity_id);

    -- Only a hash of the token is kept: the file does not hand out sessions.
    CREATE TABLE sessions (
      id TEXT PRIMARY KEY,
      token_hash BLOB NOT NULL UNIQUE,
      identity_id TEXT NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
      active INTEGER NOT NULL,
      aal TEXT NOT NULL,
      authentication_methods TEXT NOT NULL,
      devices TEXT NOT NULL,
      issued_at INTEGER NOT NULL,
      authenticated_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL
    );
    CREATE INDEX sessions_by_identity ON sessions (identity_id, issued_at);
    CREATE INDEX sessions_by_issue ON sessions (issued_at);
    CREATE INDEX sessions_by_expiry ON sessions (expires_at);

    -- One row a flow; what a client sees of it is rendered from the body.
    CREATE TABLE flows (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      identity_id TEXT REFERENCES identities (id) ON DELETE CASCADE,
      expires_at INTEGER NOT NULL,
      completed_at INTEGER,
      body TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX flows_by_expiry ON flows (expires_at);
    CREATE INDEX flows_by_identity ON flows (identity_id) WHERE identity_id IS NOT NULL;

    -- Actions paused for a sign-in or a provider, named by the continuity cookie.
    CREATE TABLE continuity_containers (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      identity_id TEXT REFERENCES identities (id) ON DELETE CASCADE,
      payload TEXT NOT NULL,
      expires_at INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX continuity_containers_by_expiry ON continuity_containers (expires_at);

    -- What the error page shows, fetched by id.
    CREATE TABLE errors (
      id TEXT PRIMARY KEY,
      body TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX errors_by_creation ON errors (created_at);
  `,
};
