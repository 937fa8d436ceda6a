// Flows: one row each, as JSON. The form has a column of its own, since a page is shown it as it stands there.
import type { Flow, FlowByKind, FlowKind, ShownFlow } from "../flows/flow.js";
import { uiOfText, uiText } from "../flows/json.js";
import type { Timestamp } from "../time.js";
import type { Changes } from "./changes.js";
import type { Database } from "./database.js";
import { createRecentFlows } from "./recent-flows.js";

export interface FlowStore {
  /** @returns undefined for an unknown id and for a flow of another kind; expired flows are returned */
  find<K extends FlowKind>(kind: K, id: string): FlowByKind[K] | undefined;
  /** As `find`, for who only looks: mostly the same object again, until something about the flow changes. */
  findToShow<K extends FlowKind>(kind: K, id: string): ShownFlow<K> | undefined;
  /** Within a write. */
  insert(flow: Flow): void;
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
  /** All but the form. */
  body: string;
  ui: string;
  completed_at: number | null;
}

/** @param changes tells what another process, or a change to an identity, may have done to flows */
export function createFlowStore(database: Database, changes: Changes): FlowStore {
  const find = database.prepare<FlowRow>(
    "SELECT body, ui, completed_at FROM flows WHERE id = :id AND kind = :kind",
  );
  const insert = database.prepare(
    `INSERT INTO flows (id, kind, identity_id, expires_at, completed_at, body, ui)
     VALUES (:id, :kind, :identityId, :expiresAt, :completedAt, :body, :ui)`,
  );
  const update = database.prepare(
    "UPDATE flows SET identity_id = :identityId, expires_at = :expiresAt, body = :body, ui = :ui WHERE id = :id",
  );
  const complete = database.prepare(
    "UPDATE flows SET completed_at = :completedAt, body = :body, ui = :ui WHERE id = :id AND completed_at IS NULL",
  );
  const deleteExpired = database.prepare(
    "DELETE FROM flows WHERE rowid IN (SELECT rowid FROM flows WHERE expires_at < :before LIMIT :limit)",
  );
  const recent = createRecentFlows(changes);

  /** @param form what the form becomes of its text */
  function read<K extends FlowKind, Ui>(
    kind: K,
    id: string,
    form: (ui: string) => Ui,
  ): FlowByKind<Ui>[K] | undefined {
    const row = find.get({ id, kind });
    if (!row) return undefined;
    const flow = JSON.parse(row.body) as FlowByKind<Ui>[K];
    flow.completedAt = row.completed_at;
    flow.ui = form(row.ui);
    return flow;
  }
  const readToShow = <K extends FlowKind>(kind: K, id: string) => read(kind, id, (ui) => ui);

  return {
    find: (kind, id) => read(kind, id, uiOfText),
    findToShow: (kind, id) => recent.get(kind, id, readToShow),
    insert: (flow) => {
      insert.run({
        id: flow.id,
        kind: flow.kind,
        identityId: owner(flow),
        expiresAt: flow.expiresAt,
        completedAt: flow.completedAt,
        ...serialize(flow),
      });
    },
    update: (flow) => {
      recent.forget(flow.id);
      update.run({
        id: flow.id,
        identityId: owner(flow),
        expiresAt: flow.expiresAt,
        ...serialize(flow),
      });
    },
    complete: (flow, at) => {
      recent.forget(flow.id);
      return complete.run({ id: flow.id, completedAt: at, ...serialize(flow) }) === 1;
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

function serialize(flow: Flow): Pick<FlowRow, "body" | "ui"> {
  // What is given away once, in the answer that it belongs to, is not kept.
  const stored = { ...flow, ui: undefined, transientPayload: undefined, sessionTokenExchangeCode: undefined };
  return { body: JSON.stringify(stored), ui: uiText(flow.ui) };
}
