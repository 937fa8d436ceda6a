import type { RecoveryFlow } from "@ory/client";
import { AsideLinks } from "@/components/flow/aside-links";
import { type FlowHeading, FlowPage } from "@/components/flow/flow-page";
import { pageHref } from "@/components/flow/page-href";
import { sentAddress } from "@/components/flow/sent-address";
import { Link } from "@/components/ui/link";
import { getTranslations, type Translate } from "@/lib/i18n";
import type { SearchParams } from "@/lib/ory/load-flow";

export default function RecoveryPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <FlowPage kind="recovery" searchParams={searchParams} heading={heading} />;
}

async function heading(flow: RecoveryFlow, returnTo: string | undefined): Promise<FlowHeading> {
  const t = await getTranslations("recovery");
  const address = sentAddress(flow);
  return {
    ...titleOf(flow.state, t),
    ...(address !== undefined && { lead: address }),
    links: (
      <AsideLinks>
        {address !== undefined && (
          <p>
            <Link href={pageHref("/recovery", { return_to: returnTo })}>
              {(await getTranslations("flow"))("otherAddress")}
            </Link>
          </p>
        )}
        <p>
          {t("remembered")}{" "}
          <Link href={pageHref("/login", { return_to: returnTo })} data-testid="cta-link">
            {t("signIn")}
          </Link>
        </p>
      </AsideLinks>
    ),
  };
}

/** Where people may choose to which address the code goes, recovery has steps of its own, in states of their own. */
function titleOf(state: unknown, t: Translate<"recovery">): { title: string; lead?: string } {
  switch (state) {
    case "sent_email":
      return { title: t("sentTitle") };
    case "recovery_awaiting_address_choice":
      return { title: t("choiceTitle") };
    case "recovery_confirming_address":
      return { title: t("confirmTitle") };
    case "recovery_awaiting_code":
      return { title: t("chosenSentTitle") };
    default:
      return { title: t("title"), lead: t("lead") };
  }
}
