// Flows that were shown lately, as they were read: a page that is shown again, or in several parts, reads its flow again.
// Every statement that changes a flow says so here; what another process does, and a change to the identity that a flow
// goes with, shows in the counts of changes.ts.
import type { Flow, FlowByKind, FlowKind } from "../flows/flow.js";
import type { Changes } from "./changes.js";

export interface RecentFlows {
  /** @param read reads the flow when it is not known; outside of a write, so that what is kept is committed */
  get<K extends FlowKind>(
    kind: K,
    id: string,
    read: (kind: K, id: string) => FlowByKind[K] | undefined,
  ): Readonly<FlowByKind[K]> | undefined;
  forget(id: string): void;
  forgetAll(): void;
}

/** Some hundred kilobytes at most. */
const MAX_RECENT = 200;

export function createRecentFlows(changes: Pick<Changes, "count" | "countElsewhere">): RecentFlows {
  const flows = new Map<string, Readonly<Flow>>();
  let count = -1;
  let countElsewhere = -1;

  /** Flows go with their identity when it is deleted: any change to an identity forgets those that have one. */
  function forgetChanged(): void {
    const nowElsewhere = changes.countElsewhere();
    const now = changes.count();
    if (nowElsewhere !== countElsewhere) flows.clear();
    else if (now !== count) {
      for (const [id, flow] of flows) if (!isEntry(flow)) flows.delete(id);
    }
    countElsewhere = nowElsewhere;
    count = now;
  }

  return {
    get: <K extends FlowKind>(
      kind: K,
      id: string,
      read: (kind: K, id: string) => FlowByKind[K] | undefined,
    ) => {
      forgetChanged();
      const known = flows.get(id);
      if (known) return known.kind === kind ? (known as Readonly<FlowByKind[K]>) : undefined;
      const flow = read(kind, id);
      if (!flow) return undefined;
      if (flows.size >= MAX_RECENT) flows.clear();
      flows.set(id, Object.freeze(flow));
      return flow;
    },
    forget: (id) => {
      flows.delete(id);
    },
    forgetAll: () => {
      flows.clear();
    },
  };
}

/** Sign-in and sign-up belong to nobody yet. */
function isEntry({ kind }: Readonly<Flow>): boolean {
  return kind === "login" || kind === "registration";
}
