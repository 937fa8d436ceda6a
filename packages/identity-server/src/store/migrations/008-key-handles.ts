import type { Migration } from "../migrations.js";

/** A passkey's answer names the account: security keys, which keep that name in their config, are found by it. */
export const keyHandles: Migration = {
  version: 8,
  name: "key handles",
  sql: `
    CREATE INDEX key_handles ON identity_credentials (json_extract(config, '$.user_handle'))
      WHERE type = 'webauthn';
  `,
};
