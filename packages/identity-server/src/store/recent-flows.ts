// Flows that were begun or shown lately, as they are stored: a page asks for the flow that was begun for it a moment ago,
// and is shown again, or in several parts. Every statement that changes a flow says so here; what another process does,
// and a change to the identity that a flow goes with, shows in the counts of changes.ts.
import type { Flow, FlowByKind, FlowKind } from "../flows/flow.js";
import type { Changes } from "./changes.js";
import { createGenerations } from "./generations.js";

export interface RecentFlows {
  /** @param read reads the flow when it is not known; outside of a write, so that what is kept is committed */
  get<K extends FlowKind>(
    kind: K,
    id: string,
    read: (kind: K, id: string) => FlowByKind[K] | undefined,
  ): Readonly<FlowByKind[K]> | undefined;
  /**
   * Takes note of a flow that was just stored, after the commit, when nobody knows its id yet. Those that go with an
   * identity are passed over: it may have been deleted with them in the same transaction.
   *
   * @param body as it was stored
   */
  keep(flow: Flow, body: string): void;
  forget(id: string): void;
  forgetAll(): void;
}

/** Flows that were shown, as objects: some hundred kilobytes. */
const MAX_SHOWN = 200;
/** Flows that were begun, as text: some three kilobytes each. */
const MAX_BEGUN = 1000;

export function createRecentFlows(changes: Pick<Changes, "count" | "countElsewhere">): RecentFlows {
  const shown = createGenerations<Readonly<Flow>>(MAX_SHOWN);
  const begun = createGenerations<string>(MAX_BEGUN);
  let count = -1;
  let countElsewhere = -1;

  /** Flows go with their identity when it is deleted: any change to an identity forgets those that have one. */
  function forgetChanged(): void {
    const nowElsewhere = changes.countElsewhere();
    const now = changes.count();
    if (nowElsewhere !== countElsewhere) forgetAll();
    else if (now !== count) shown.deleteWhere((flow) => !isEntry(flow));
    countElsewhere = nowElsewhere;
    count = now;
  }

  function forgetAll(): void {
    shown.clear();
    begun.clear();
  }

  function find(id: string): Readonly<Flow> | undefined {
    const known = shown.get(id);
    if (known) return known;
    const body = begun.get(id);
    if (body === undefined) return undefined;
    begun.delete(id);
    return show(JSON.parse(body) as Flow);
  }

  function show<F extends Flow>(flow: F): Readonly<F> {
    shown.set(flow.id, Object.freeze(flow));
    return flow;
  }

  return {
    get: <K extends FlowKind>(
      kind: K,
      id: string,
      read: (kind: K, id: string) => FlowByKind[K] | undefined,
    ) => {
      forgetChanged();
      const known = find(id);
      if (known) return known.kind === kind ? (known as Readonly<FlowByKind[K]>) : undefined;
      const flow = read(kind, id);
      return flow && show<FlowByKind[K]>(flow);
    },
    keep: (flow, body) => {
      forgetChanged();
      if (isEntry(flow)) begun.set(flow.id, body);
    },
    forget: (id) => {
      shown.delete(id);
      begun.delete(id);
    },
    forgetAll,
  };
}

/** Sign-in and sign-up belong to nobody yet. */
function isEntry({ kind }: Readonly<Flow>): boolean {
  return kind === "login" || kind === "registration";
}
