// Flows that are shown again and again: a page in several parts, or looked at once more. Every statement that changes a
// flow says so here; what another process does, and a change to the identity that a flow goes with, shows in the counts of
// changes.ts.
import type { Flow, FlowKind, ShownFlow } from "../flows/flow.js";
import type { Changes } from "./changes.js";
import { createGenerations } from "./generations.js";

type Read = <K extends FlowKind>(kind: K, id: string) => ShownFlow<K> | undefined;

export interface RecentFlows {
  /**
   * The same object again from the second time on.
   *
   * @param read reads the flow when it is not known; outside of a write, so that what is kept is committed
   */
  get<K extends FlowKind>(kind: K, id: string, read: Read): ShownFlow<K> | undefined;
  forget(id: string): void;
  forgetAll(): void;
}

const MAX_FLOWS = 200;
/** Of how many flows it is known that they were read before. Most are read once: to keep those costs more than to read them. */
const MAX_READ = 2000;
/** A form has some three thousand characters. With one that was filled in with very much, memory must not fill as well. */
const MAX_FORM_LENGTH = 50_000;

export function createRecentFlows(changes: Pick<Changes, "count" | "countElsewhere">): RecentFlows {
  const flows = createGenerations<Readonly<Flow<string>>>(MAX_FLOWS);
  const wasRead = createGenerations<true>(MAX_READ);
  let count = -1;
  let countElsewhere = -1;

  /** Flows go with their identity when it is deleted: any change to an identity forgets those that have one. */
  function forgetChanged(): void {
    const nowElsewhere = changes.countElsewhere();
    const now = changes.count();
    if (nowElsewhere !== countElsewhere) flows.clear();
    else if (now !== count) flows.deleteWhere((flow) => !isEntry(flow));
    countElsewhere = nowElsewhere;
    count = now;
  }

  return {
    get: <K extends FlowKind>(kind: K, id: string, read: Read) => {
      forgetChanged();
      const known = flows.get(id);
      if (known) return known.kind === kind ? (known as ShownFlow<K>) : undefined;
      const flow = read(kind, id);
      if (!flow || flow.ui.length > MAX_FORM_LENGTH) return flow;
      if (wasRead.get(id)) flows.set(id, flow);
      else wasRead.set(id, true);
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
function isEntry({ kind }: Readonly<Flow<string>>): boolean {
  return kind === "login" || kind === "registration";
}
