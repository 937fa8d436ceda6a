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
  const isSent = flow.state === "sent_email";
  return {
    title: isSent ? texts.sentTitle : texts.title,
    lead: isSent ? undefined : texts.lead,
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
