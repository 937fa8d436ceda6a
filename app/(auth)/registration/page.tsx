import type { RegistrationFlow } from "@ory/client";
import { leadTo } from "@/components/oauth2/lead";
import { Agreement } from "@/components/flow/agreement";
import { AsideLinks } from "@/components/flow/aside-links";
import { type FlowHeading, FlowPage } from "@/components/flow/flow-page";
import { pageHref } from "@/components/flow/page-href";
import { Link } from "@/components/ui/link";
import { getTranslations, type Translate } from "@/lib/i18n";
import { applicationOf } from "@/lib/oauth2/application";
import type { SearchParams } from "@/lib/ory/load-flow";

/** Choose a credential: the second of two steps. */
const CREDENTIAL_MESSAGE = 1040009;
/** Label of the provider button where the provider told too little. */
const MISSING_TRAITS_LABEL = 1040003;

export default function RegistrationPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <FlowPage kind="registration" searchParams={searchParams} heading={heading} />;
}

async function heading(flow: RegistrationFlow, returnTo: string | undefined): Promise<FlowHeading> {
  const t = await getTranslations("registration");
  const carried = { return_to: returnTo, login_challenge: flow.oauth2_login_challenge };
  const application = applicationOf(flow.oauth2_login_request);
  const { title, lead } = titleOf(flow, t);
  return {
    title,
    lead: lead === undefined ? undefined : await leadTo(application, lead),
    prefill: application?.loginHint === undefined ? undefined : { "traits.email": application.loginHint },
    links: (
      <>
        <Agreement />
        <AsideLinks>
          <p>
            {t("known")}{" "}
            <Link href={pageHref("/login", carried)} data-testid="cta-link">
              {t("signIn")}
            </Link>
          </p>
        </AsideLinks>
      </>
    ),
  };
}

function titleOf(flow: RegistrationFlow, t: Translate<"registration">): { title: string; lead?: string } {
  if (flow.state === "sent_email") return { title: t("codeTitle") };
  if (flow.ui.nodes.some(({ meta }) => meta.label?.id === MISSING_TRAITS_LABEL)) {
    return { title: t("missingTitle") };
  }
  const isSecondStep =
    flow.ui.messages?.some(({ id }) => id === CREDENTIAL_MESSAGE) ||
    flow.ui.nodes.some(({ attributes }) => attributes.node_type === "input" && attributes.name === "screen");
  return isSecondStep ? { title: t("credentialTitle") } : { title: t("title"), lead: t("lead") };
}
