// Flows that were begun or shown lately, as they are stored: a page asks for the flow that was begun for it a moment ago,
// and is shown again, or in several parts. Every statement that changes a flow says so here; what another process does,
// and a change to the identity that a flow goes with, shows in the counts of changes.ts.
import type { Flow, FlowByKind, FlowKind } from "../flows/flow.js";
import type { UiNode } from "../ui/node.js";
import type { Changes } from "./changes.js";

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
   */
  keep(flow: Flow): void;
  forget(id: string): void;
  forgetAll(): void;
}

/** Of each of two generations. A flow takes one or two kilobytes, as flows share the nodes of their forms. */
const MAX_RECENT = 2000;
/** Forms of flows that nobody has filled in are alike; others are many, and seldom shown. */
const MAX_FORMS = 100;

export function createRecentFlows(changes: Pick<Changes, "count" | "countElsewhere">): RecentFlows {
  // The younger generation takes in what is new or asked for; when it is full, the older one is dropped.
  let younger = new Map<string, Readonly<Flow>>();
  let older = new Map<string, Readonly<Flow>>();
  const forms = new Map<string, UiNode[]>();
  let count = -1;
  let countElsewhere = -1;

  /** Flows go with their identity when it is deleted: any change to an identity forgets those that have one. */
  function forgetChanged(): void {
    const nowElsewhere = changes.countElsewhere();
    const now = changes.count();
    if (nowElsewhere !== countElsewhere) forgetAll();
    else if (now !== count) {
      for (const flows of [younger, older]) {
        for (const [id, flow] of flows) if (!isEntry(flow)) flows.delete(id);
      }
    }
    countElsewhere = nowElsewhere;
    count = now;
  }

  function forgetAll(): void {
    younger.clear();
    older.clear();
  }

  function set<F extends Flow>(flow: F): Readonly<F> {
    if (younger.size >= MAX_RECENT) {
      older = younger;
      younger = new Map();
    }
    const kept = Object.freeze({ ...flow, ui: { ...flow.ui, nodes: sharedNodes(flow.ui.nodes) } });
    younger.set(kept.id, kept);
    return kept;
  }

  /** The same list for all forms that are alike, of nobody else's: whoever goes on with a flow may change its nodes. */
  function sharedNodes(nodes: UiNode[]): UiNode[] {
    const text = JSON.stringify(nodes);
    const known = forms.get(text);
    if (known) return known;
    if (forms.size >= MAX_FORMS) forms.clear();
    const own = JSON.parse(text) as UiNode[];
    forms.set(text, own);
    return own;
  }

  function find(id: string): Readonly<Flow> | undefined {
    const flow = younger.get(id);
    if (flow) return flow;
    const aged = older.get(id);
    if (!aged) return undefined;
    older.delete(id);
    younger.set(id, aged);
    return aged;
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
      return flow && set<FlowByKind[K]>(flow);
    },
    keep: (flow) => {
      forgetChanged();
      if (isEntry(flow)) set(flow);
    },
    forget: (id) => {
      younger.delete(id);
      older.delete(id);
    },
    forgetAll,
  };
}

/** Sign-in and sign-up belong to nobody yet. */
function isEntry({ kind }: Readonly<Flow>): boolean {
  return kind === "login" || kind === "registration";
}
