/** The card around one page's flow: heading, notices, messages, forms, and the ways to other pages. */
import type { ReactNode } from "react";
import type { UiText } from "@ory/client";
import { Card } from "@/components/ui/card";
import { Notices } from "@/components/shell/notices";
import { useMessageText } from "@/lib/i18n";
import type { Notice } from "@/lib/session/notices";
import type { FlowContext } from "./flow-context";
import { FlowMessages } from "./flow-messages";
import { FlowView } from "./flow-view";
import { flowForms, type FlowUi, messagesOfNoForm } from "./forms";

interface FlowCardProps {
  flow: FlowUi & { ui: { messages?: UiText[] } };
  context: FlowContext;
  notices: readonly Notice[];
  title: string;
  lead?: string | undefined;
  /** Links below the forms. */
  children?: ReactNode;
}

export function FlowCard({ flow, context, notices, title, lead, children }: FlowCardProps) {
  const forms = flowForms(context.kind, flow, useMessageText());
  return (
    <Card padding="roomy" lift="raised" data-testid={`${context.kind}-auth-card`}>
      <h1 className="text-[1.625rem] font-semibold">{title}</h1>
      {lead && <p className="mt-2 text-muted [overflow-wrap:anywhere]">{lead}</p>}
      <div className="mt-6 grid gap-5 empty:hidden">
        <Notices notices={notices} />
        <FlowMessages messages={[...(flow.ui.messages ?? []), ...messagesOfNoForm(flow, forms)]} />
      </div>
      <div className="mt-6">
        <FlowView flow={flow} context={context} />
      </div>
      {children}
    </Card>
  );
}
