// Wishes for a code or link to an address, until they are looked into. Written with the answer, so that none is lost;
// looked into after it, so that its time doesn't tell whether the address is known.
import type { JsonObject } from "../json.js";
import type { Timestamp } from "../time.js";
import type { Database } from "./database.js";

export interface MailRequest {
  id: string;
  flowId: string;
  flowKind: "recovery" | "verification" | "login";
  method: "code" | "link";
  /** Normalised. */
  address: string;
  transientPayload: JsonObject;
  /** Of the request that asked for it. */
  requestHeaders: JsonObject;
  createdAt: Timestamp;
}

export interface MailRequestStore {
  find(id: string): MailRequest | undefined;
  /** What an earlier process left undone. */
  listAll(): MailRequest[];
  /** Within a write. */
  insert(request: MailRequest): void;
  /** Within a write. Of several at once, one gets `true`. */
  delete(id: string): boolean;
  /** Within a write. */
  deleteByFlow(flowId: string): void;
}

interface Row {
  id: string;
  flow_id: string;
  flow_kind: MailRequest["flowKind"];
  method: MailRequest["method"];
  address: string;
  transient_payload: string;
  request_headers: string;
  created_at: number;
}

const COLUMNS = "id, flow_id, flow_kind, method, address, transient_payload, request_headers, created_at";

export function createMailRequestStore(database: Database): MailRequestStore {
  const find = database.prepare<Row>(`SELECT ${COLUMNS} FROM mail_requests WHERE id = :id`);
  const listAll = database.prepare<Row>(`SELECT ${COLUMNS} FROM mail_requests ORDER BY created_at`);
  const insert = database.prepare(
    `INSERT INTO mail_requests (${COLUMNS})
     VALUES (:id, :flowId, :flowKind, :method, :address, :transientPayload, :requestHeaders, :createdAt)`,
  );
  const deleteOne = database.prepare("DELETE FROM mail_requests WHERE id = :id");
  const deleteByFlow = database.prepare("DELETE FROM mail_requests WHERE flow_id = :flowId");
  return {
    find: (id) => {
      const row = find.get({ id });
      return row && toRequest(row);
    },
    listAll: () => listAll.all().map(toRequest),
    insert: (request) => {
      insert.run({
        ...request,
        transientPayload: JSON.stringify(request.transientPayload),
        requestHeaders: JSON.stringify(request.requestHeaders),
      });
    },
    delete: (id) => deleteOne.run({ id }) === 1,
    deleteByFlow: (flowId) => {
      deleteByFlow.run({ flowId });
    },
  };
}

function toRequest(row: Row): MailRequest {
  return {
    id: row.id,
    flowId: row.flow_id,
    flowKind: row.flow_kind,
    method: row.method,
    address: row.address,
    transientPayload: JSON.parse(row.transient_payload) as JsonObject,
    requestHeaders: JSON.parse(row.request_headers) as JsonObject,
    createdAt: row.created_at,
  };
}
