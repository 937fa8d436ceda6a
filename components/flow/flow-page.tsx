/** What the pages of login, registration, recovery and verification have in common: the flow in its card. */
import type { ReactNode } from "react";
import { AuthShell } from "@/components/shell/auth-shell";
import type { FlowByKind } from "@/lib/ory/flow-kind";
import { readFlowTraits, type TraitFields } from "@/lib/ory/flow-traits";
import { type SearchParams, loadFlow } from "@/lib/ory/load-flow";
import { flowContext } from "./context";
import { FlowCard } from "./flow-card";
import type { FlowUi } from "./forms";
import { withLists } from "./with-lists";

type AuthFlowKind = "login" | "registration" | "recovery" | "verification";

/** How a page speaks of its flow in the state that it is in. */
export interface FlowHeading {
  title: string;
  lead?: string | undefined;
  /** What may stand in fields that the service leaves empty. */
  prefill?: Readonly<Record<string, string>> | undefined;
  /** Messages of the flow, by their numbers, that are not true of this person. */
  untrue?: readonly number[] | undefined;
  /** The way in that is to be marked. */
  lastWay?: string | undefined;
  /** What stands below the forms: links to other pages. */
  links: ReactNode;
}

interface FlowPageProps<K extends AuthFlowKind> {
  kind: K;
  searchParams: Promise<SearchParams>;
  heading: (
    flow: FlowByKind[K],
    returnTo: string | undefined,
    traits: TraitFields,
  ) => FlowHeading | Promise<FlowHeading>;
}

const noTraits: TraitFields = new Map();

export async function FlowPage<K extends AuthFlowKind>({ kind, searchParams, heading }: FlowPageProps<K>) {
  const { flow, notices, typed, returnTo } = await loadFlow(kind, await searchParams);
  const traits = kind === "registration" ? await readFlowTraits(flow) : noTraits;
  const { title, lead, prefill, untrue, lastWay, links } = await heading(flow, returnTo, traits);
  const shown = withLists(flow, traits);
  return (
    <AuthShell title={title} here={`/${kind}?flow=${flow.id}`}>
      <FlowCard
        flow={untrue ? withoutMessages(shown, untrue) : shown}
        context={await flowContext(kind, { typed, prefill, returnTo, lastWay, traits })}
        notices={notices}
        title={title}
        lead={lead}
      >
        {links}
      </FlowCard>
    </AuthShell>
  );
}

function withoutMessages({ id, ui }: FlowUi, numbers: readonly number[]): FlowUi {
  return { id, ui: { ...ui, messages: ui.messages?.filter((message) => !numbers.includes(message.id)) } };
}
