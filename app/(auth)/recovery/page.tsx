import type { RecoveryFlow } from "@ory/client";
import { AsideLinks } from "@/components/flow/aside-links";
import { type FlowHeading, FlowPage } from "@/components/flow/flow-page";
import { pageHref } from "@/components/flow/page-href";
import { Link } from "@/components/ui/link";
import { getLanguage } from "@/lib/i18n";
import type { SearchParams } from "@/lib/ory/load-flow";

export default function RecoveryPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <FlowPage kind="recovery" searchParams={searchParams} heading={heading} />;
}

function heading(flow: RecoveryFlow, returnTo: string | undefined): FlowHeading {
  const { recovery: texts } = getLanguage().pages;
  return {
    ...titleOf(flow.state),
    links: (
      <AsideLinks>
        <p>
          {texts.remembered}{" "}
          <Link href={pageHref("/login", { return_to: returnTo })} data-testid="cta-link">
            {texts.signIn}
          </Link>
        </p>
      </AsideLinks>
    ),
  };
}

/** Where people may choose to which address the code goes, recovery has steps of its own, in states of their own. */
function titleOf(state: unknown): { title: string; lead?: string } {
  const { recovery: texts } = getLanguage().pages;
  switch (state) {
    case "sent_email":
      return { title: texts.sentTitle };
    case "recovery_awaiting_address_choice":
      return { title: texts.choiceTitle };
    case "recovery_confirming_address":
      return { title: texts.confirmTitle };
    case "recovery_awaiting_code":
      return { title: texts.chosenSentTitle };
    default:
      return { title: texts.title, lead: texts.lead };
  }
}
