import type { RegistrationFlow } from "@ory/client";
import { leadTo } from "@/components/oauth2/lead";
import { Agreement } from "@/components/flow/agreement";
import { AsideLinks } from "@/components/flow/aside-links";
import { type FlowHeading, FlowPage } from "@/components/flow/flow-page";
import { isField, isInput, valueText } from "@/components/flow/nodes";
import { pageHref } from "@/components/flow/page-href";
import { Link } from "@/components/ui/link";
import { getLocale, getTranslations, type Translate } from "@/lib/i18n";
import { applicationOf } from "@/lib/oauth2/application";
import type { TraitFields } from "@/lib/ory/flow-traits";
import type { SearchParams } from "@/lib/ory/load-flow";

/** Choose a credential: the second of two steps. */
const CREDENTIAL_MESSAGE = 1040009;
/** Label of the provider button where the provider told too little. */
const MISSING_TRAITS_LABEL = 1040003;

export default function RegistrationPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <FlowPage kind="registration" searchParams={searchParams} heading={heading} />;
}

async function heading(
  flow: RegistrationFlow,
  returnTo: string | undefined,
  traits: TraitFields,
): Promise<FlowHeading> {
  const t = await getTranslations("registration");
  const carried = { return_to: returnTo, login_challenge: flow.oauth2_login_challenge };
  const application = applicationOf(flow.oauth2_login_request);
  const { title, lead } = titleOf(flow, t);
  const isOfProvider = flow.state !== "sent_email" && hasOnlyProvider(flow);
  return {
    title,
    lead: lead === undefined ? await codeSentTo(flow, traits) : await leadTo(application, lead),
    prefill: application?.loginHint === undefined ? undefined : { "traits.email": application.loginHint },
    links: (
      <>
        <Agreement />
        <AsideLinks>
          {isOfProvider && (
            <p>
              <Link href={pageHref("/registration", carried)}>{t("otherWay")}</Link>
            </p>
          )}
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

/** Where the codes of a sign-up have gone; undefined before that, and where the schema doesn't tell. */
async function codeSentTo(flow: RegistrationFlow, traits: TraitFields): Promise<string | undefined> {
  if (flow.state !== "sent_email") return undefined;
  const addresses = flow.ui.nodes
    .filter(isInput)
    .filter(({ attributes }) => traits.get(attributes.name)?.isForCodes)
    .map(({ attributes }) => valueText(attributes.value) ?? "")
    .filter((address) => address !== "");
  if (addresses.length === 0) return undefined;
  const list = new Intl.ListFormat(await getLocale(), { type: "conjunction" });
  return (await getTranslations("login"))("codeSentTo", { address: list.format(addresses) });
}

/** A provider has answered in this flow, and is the one way on that it has left. */
function hasOnlyProvider({ ui }: RegistrationFlow): boolean {
  return ui.nodes.some(({ meta }) => meta.label?.id === MISSING_TRAITS_LABEL);
}

/** Whether there is something to fill in: not where the provider has sent somebody back with an error. */
function asksForTraits({ ui }: RegistrationFlow): boolean {
  return ui.nodes.filter(isInput).some((node) => isField(node));
}

function titleOf(flow: RegistrationFlow, t: Translate<"registration">): { title: string; lead?: string } {
  if (flow.state === "sent_email") return { title: t("codeTitle") };
  if (hasOnlyProvider(flow)) return { title: asksForTraits(flow) ? t("missingTitle") : t("title") };
  const isSecondStep =
    flow.ui.messages?.some(({ id }) => id === CREDENTIAL_MESSAGE) ||
    flow.ui.nodes.some(({ attributes }) => attributes.node_type === "input" && attributes.name === "screen");
  return isSecondStep ? { title: t("credentialTitle") } : { title: t("title"), lead: t("lead") };
}
