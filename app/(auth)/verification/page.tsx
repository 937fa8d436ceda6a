import type { VerificationFlow } from "@ory/client";
import { AsideLinks } from "@/components/flow/aside-links";
import { type FlowHeading, FlowPage } from "@/components/flow/flow-page";
import { pageHref } from "@/components/flow/page-href";
import { sentAddress } from "@/components/flow/sent-address";
import { Link } from "@/components/ui/link";
import { getTranslations } from "@/lib/i18n";
import type { SearchParams } from "@/lib/ory/load-flow";
import { getSignedIn } from "@/lib/session/session";

export default function VerificationPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <FlowPage kind="verification" searchParams={searchParams} heading={heading} />;
}

async function heading(flow: VerificationFlow, returnTo: string | undefined): Promise<FlowHeading> {
  const t = await getTranslations("verification");
  if (flow.state === "passed_challenge") return { title: t("doneTitle"), links: null };
  const isSignedIn = (await getSignedIn()) !== null;
  const isSent = flow.state === "sent_email";
  return {
    title: isSent ? t("sentTitle") : t("title"),
    lead: isSent ? sentAddress(flow) : t("lead"),
    links: (
      <AsideLinks>
        <p>
          <Link
            href={isSignedIn ? "/dashboard" : pageHref("/login", { return_to: returnTo })}
            data-testid="cta-link"
          >
            {isSignedIn ? t("toAccount") : t("signIn")}
          </Link>
        </p>
      </AsideLinks>
    ),
  };
}
