// Codes and link tokens that were sent to people. Both are kept as digests, and each is good once.
import type { Timestamp } from "../time.js";
import type { Database, Statement } from "./database.js";

export interface SentSecret {
  id: string;
  flowId: string;
  digest: Uint8Array;
  identityId: string;
  /** The address that it proves; both are null when the admin API made it. */
  verifiableAddressId: string | null;
  recoveryAddressId: string | null;
  expiresAt: Timestamp;
  createdAt: Timestamp;
}

export interface SentSecretStore {
  /** Those of the flow that have not been used; some may have expired. */
  listUnused(flowId: string): SentSecret[];
  /** Within a write. */
  insert(secret: SentSecret): void;
  /** Within a write: uses it up. Of several at once, one gets `true`. */
  use(id: string, at: Timestamp): boolean;
  /** Within a write. */
  deleteByFlow(flowId: string): void;
}

export interface CodeStore extends SentSecretStore {
  /** Within a write. @returns how many codes were tried in the flow, with this one */
  countAttempt(flowId: string): number;
}

interface Row {
  id: string;
  flow_id: string;
  digest: ArrayBuffer;
  identity_id: string;
  verifiable_address_id: string | null;
  recovery_address_id: string | null;
  expires_at: number;
  created_at: number;
}

const COLUMNS =
  "id, flow_id, digest, identity_id, verifiable_address_id, recovery_address_id, expires_at, created_at";
const VALUES =
  ":id, :flowId, :digest, :identityId, :verifiableAddressId, :recoveryAddressId, :expiresAt, :createdAt";

export function createCodeStore(database: Database): CodeStore {
  const countAttempt = database.prepare<{ count: number }>(
    `INSERT INTO code_attempts (flow_id, count) VALUES (:flowId, 1)
     ON CONFLICT (flow_id) DO UPDATE SET count = count + 1 RETURNING count`,
  );
  return {
    ...storeOf({
      listUnused: database.prepare<Row>(
        `SELECT ${COLUMNS} FROM codes WHERE flow_id = :flowId AND used_at IS NULL`,
      ),
      insert: database.prepare(`INSERT INTO codes (${COLUMNS}) VALUES (${VALUES})`),
      use: database.prepare(
        "UPDATE codes SET used_at = :at WHERE id = :id AND used_at IS NULL AND expires_at > :at",
      ),
      deleteByFlow: database.prepare("DELETE FROM codes WHERE flow_id = :flowId"),
    }),
    countAttempt: (flowId) => countAttempt.get({ flowId })?.count ?? 0,
  };
}

export function createLinkTokenStore(database: Database): SentSecretStore {
  return storeOf({
    listUnused: database.prepare<Row>(
      `SELECT ${COLUMNS} FROM link_tokens WHERE flow_id = :flowId AND used_at IS NULL`,
    ),
    insert: database.prepare(`INSERT INTO link_tokens (${COLUMNS}) VALUES (${VALUES})`),
    use: database.prepare(
      "UPDATE link_tokens SET used_at = :at WHERE id = :id AND used_at IS NULL AND expires_at > :at",
    ),
    deleteByFlow: database.prepare("DELETE FROM link_tokens WHERE flow_id = :flowId"),
  });
}

interface Statements {
  listUnused: Statement<Row>;
  insert: Statement<never>;
  use: Statement<never>;
  deleteByFlow: Statement<never>;
}

function storeOf(statements: Statements): SentSecretStore {
  return {
    listUnused: (flowId) => statements.listUnused.all({ flowId }).map(toSecret),
    insert: (secret) => {
      statements.insert.run({ ...secret });
    },
    use: (id, at) => statements.use.run({ id, at }) === 1,
    deleteByFlow: (flowId) => {
      statements.deleteByFlow.run({ flowId });
    },
  };
}

function toSecret(row: Row): SentSecret {
  return {
    id: row.id,
    flowId: row.flow_id,
    digest: new Uint8Array(row.digest),
    identityId: row.identity_id,
    verifiableAddressId: row.verifiable_address_id,
    recoveryAddressId: row.recovery_address_id,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
  };
}
