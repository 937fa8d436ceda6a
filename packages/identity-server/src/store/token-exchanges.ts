// What native clients need to fetch the session that began in a browser.
import type { Database } from "./database.js";

export interface TokenExchange {
  flowId: string;
  initDigest: Buffer;
  /** Null until somebody has signed in. */
  returnDigest: Buffer | null;
  sealedToken: string | null;
}

export interface TokenExchangeStore {
  findByFlow(flowId: string): TokenExchange | undefined;
  findByInitDigest(digest: Buffer): TokenExchange | undefined;
  /** Within a write. */
  insert(flowId: string, initDigest: Buffer): void;
  /** Within a write: another flow takes the place of the one that it began with. */
  move(fromFlowId: string, toFlowId: string): void;
  /** Within a write: somebody has signed in. */
  complete(flowId: string, returnDigest: Buffer, sealedToken: string): void;
  /** Within a write. @returns false when somebody else was faster */
  delete(flowId: string): boolean;
}

interface Row {
  flow_id: string;
  init_digest: Uint8Array;
  return_digest: Uint8Array | null;
  sealed_token: string | null;
}

export function createTokenExchangeStore(database: Database): TokenExchangeStore {
  const findByFlow = database.prepare<Row>("SELECT * FROM token_exchanges WHERE flow_id = :flowId");
  const findByInitDigest = database.prepare<Row>("SELECT * FROM token_exchanges WHERE init_digest = :digest");
  const insert = database.prepare(
    "INSERT INTO token_exchanges (flow_id, init_digest) VALUES (:flowId, :initDigest)",
  );
  const move = database.prepare("UPDATE token_exchanges SET flow_id = :toFlowId WHERE flow_id = :fromFlowId");
  const complete = database.prepare(
    "UPDATE token_exchanges SET return_digest = :returnDigest, sealed_token = :sealedToken WHERE flow_id = :flowId",
  );
  const remove = database.prepare("DELETE FROM token_exchanges WHERE flow_id = :flowId");
  return {
    findByFlow: (flowId) => toExchange(findByFlow.get({ flowId })),
    findByInitDigest: (digest) => toExchange(findByInitDigest.get({ digest })),
    insert: (flowId, initDigest) => {
      insert.run({ flowId, initDigest });
    },
    move: (fromFlowId, toFlowId) => {
      move.run({ fromFlowId, toFlowId });
    },
    complete: (flowId, returnDigest, sealedToken) => {
      complete.run({ flowId, returnDigest, sealedToken });
    },
    delete: (flowId) => remove.run({ flowId }) === 1,
  };
}

function toExchange(row: Row | undefined): TokenExchange | undefined {
  if (!row) return undefined;
  return {
    flowId: row.flow_id,
    initDigest: Buffer.from(row.init_digest),
    returnDigest: row.return_digest && Buffer.from(row.return_digest),
    sealedToken: row.sealed_token,
  };
}
