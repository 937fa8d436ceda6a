// Flows: one row each, the body as JSON.
import type { Flow, FlowByKind, FlowKind } from "../flows/flow.js";
import type { Timestamp } from "../time.js";
import type { Changes } from "./changes.js";
import type { Database } from "./database.js";
import { createRecentFlows } from "./recent-flows.js";

export interface FlowStore {
  /** @returns undefined for an unknown id and for a flow of another kind; expired flows are returned */
  find<K extends FlowKind>(kind: K, id: string): FlowByKind[K] | undefined;
  /** As `find`, for who only looks: the same object again, not to be changed, until something about the flow changes. */
  findToShow<K extends FlowKind>(kind: K, id: string): Readonly<FlowByKind[K]> | undefined;
  /** Within a write. */
  insert(flow: Flow): void;
  /** After the write in which a flow was inserted, before its id is given away: its page will ask for it next. */
  remember(flow: Flow): void;
  /** Within a write. Leaves `completedAt` alone. */
  update(flow: Flow): void;
  /**
   * Within a write: stores the flow as completed. Of several submissions at once, one gets `true`.
   *
   * @returns false when the flow was completed before, or is gone
   */
  complete(flow: Flow, at: Timestamp): boolean;
  /** Within a write. @returns how many were deleted, at most `limit` */
  deleteExpired(before: Timestamp, limit: number): number;
}

interface FlowRow {
  body: string;
  completed_at: number | null;
}

/** @param changes tells what another process, or a change to an identity, may have done to flows */
export function createFlowStore(database: Database, changes: Changes): FlowStore {
  const find = database.prepare<FlowRow>(
    "SELECT body, completed_at FROM flows WHERE id = :id AND kind = :kind",
  );
  const insert = database.prepare(
    `INSERT INTO flows (id, kind, identity_id, expires_at, completed_at, body)
     VALUES (:id, :kind, :identityId, :expiresAt, :completedAt, :body)`,
  );
  const update = database.prepare(
    "UPDATE flows SET identity_id = :identityId, expires_at = :expiresAt, body = :body WHERE id = :id",
  );
  const complete = database.prepare(
    "UPDATE flows SET completed_at = :completedAt, body = :body WHERE id = :id AND completed_at IS NULL",
  );
  const deleteExpired = database.prepare(
    "DELETE FROM flows WHERE id IN (SELECT id FROM flows WHERE expires_at < :before LIMIT :limit)",
  );
  const recent = createRecentFlows(changes);
  const insertedBodies = new WeakMap<Flow, string>();

  function read<K extends FlowKind>(kind: K, id: string): FlowByKind[K] | undefined {
    const row = find.get({ id, kind });
    if (!row) return undefined;
    const flow = JSON.parse(row.body) as FlowByKind[K];
    flow.completedAt = row.completed_at;
    return flow;
  }

  return {
    find: read,
    findToShow: (kind, id) => recent.get(kind, id, read),
    insert: (flow) => {
      const body = serialize(flow);
      insert.run({
        id: flow.id,
        kind: flow.kind,
        identityId: owner(flow),
        expiresAt: flow.expiresAt,
        completedAt: flow.completedAt,
        body,
      });
      insertedBodies.set(flow, body);
    },
    remember: (flow) => {
      const body = insertedBodies.get(flow);
      if (body !== undefined) recent.keep(flow, body);
    },
    update: (flow) => {
      recent.forget(flow.id);
      insertedBodies.delete(flow);
      update.run({
        id: flow.id,
        identityId: owner(flow),
        expiresAt: flow.expiresAt,
        body: serialize(flow),
      });
    },
    complete: (flow, at) => {
      recent.forget(flow.id);
      insertedBodies.delete(flow);
      return complete.run({ id: flow.id, completedAt: at, body: serialize(flow) }) === 1;
    },
    deleteExpired: (before, limit) => {
      const count = deleteExpired.run({ before, limit });
      if (count > 0) recent.forgetAll();
      return count;
    },
  };
}

/** The identity that the flow goes with when it is deleted. */
function owner(flow: Flow): string | null {
  switch (flow.kind) {
    case "settings":
    case "verification":
      return flow.identityId;
    case "recovery":
      return flow.recoveredIdentityId;
    case "login":
    case "registration":
      return null;
  }
}

function serialize(flow: Flow): string {
  const stored: Flow & { sessionTokenExchangeCode?: string } = { ...flow };
  // What is given away once, in the answer that it belongs to, is not kept.
  delete stored.transientPayload;
  delete stored.sessionTokenExchangeCode;
  return JSON.stringify(stored);
}
