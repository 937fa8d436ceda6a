// Codes that were sent to sign in or up with. Kept as digests; each is good once.
import type { AddressChannel } from "../identities/identity.js";
import type { Timestamp } from "../time.js";
import type { Database } from "./database.js";

export interface EntryCode {
  id: string;
  flowId: string;
  digest: Uint8Array;
  /** Whom it signs in; null at sign-up. */
  identityId: string | null;
  channel: AddressChannel;
  /** Where it was sent, normalised. */
  address: string;
  expiresAt: Timestamp;
  createdAt: Timestamp;
}

export interface EntryCodeStore {
  /** Those of the flow that have not been used; some may have expired. */
  listUnused(flowId: string): EntryCode[];
  /** Within a write. */
  insert(code: EntryCode): void;
  /** Within a write: uses it up. Of several at once, one gets `true`. */
  use(id: string, at: Timestamp): boolean;
  /** Within a write. */
  deleteByFlow(flowId: string): void;
}

interface Row {
  id: string;
  flow_id: string;
  digest: ArrayBuffer;
  identity_id: string | null;
  channel: AddressChannel;
  address: string;
  expires_at: number;
  created_at: number;
}

const COLUMNS = "id, flow_id, digest, identity_id, channel, address, expires_at, created_at";

export function createEntryCodeStore(database: Database): EntryCodeStore {
  const listUnused = database.prepare<Row>(
    `SELECT ${COLUMNS} FROM entry_codes WHERE flow_id = :flowId AND used_at IS NULL`,
  );
  const insert = database.prepare(
    `INSERT INTO entry_codes (${COLUMNS})
     VALUES (:id, :flowId, :digest, :identityId, :channel, :address, :expiresAt, :createdAt)`,
  );
  const use = database.prepare(
    "UPDATE entry_codes SET used_at = :at WHERE id = :id AND used_at IS NULL AND expires_at > :at",
  );
  const deleteByFlow = database.prepare("DELETE FROM entry_codes WHERE flow_id = :flowId");
  return {
    listUnused: (flowId) => listUnused.all({ flowId }).map(toCode),
    insert: (code) => {
      insert.run({ ...code });
    },
    use: (id, at) => use.run({ id, at }) === 1,
    deleteByFlow: (flowId) => {
      deleteByFlow.run({ flowId });
    },
  };
}

function toCode(row: Row): EntryCode {
  return {
    id: row.id,
    flowId: row.flow_id,
    digest: new Uint8Array(row.digest),
    identityId: row.identity_id,
    channel: row.channel,
    address: row.address,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
  };
}
