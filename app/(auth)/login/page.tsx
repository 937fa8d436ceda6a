import type { LoginFlow } from "@ory/client";
import { maskedAddress } from "@/components/account/masked-address";
import { personAddress } from "@/components/account/person";
import { leadTo } from "@/components/oauth2/lead";
import { AsideLinks } from "@/components/flow/aside-links";
import { type FlowHeading, FlowPage } from "@/components/flow/flow-page";
import { flowForms } from "@/components/flow/forms";
import { isInput, valueText } from "@/components/flow/nodes";
import { pageHref } from "@/components/flow/page-href";
import { ButtonLink } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { getMessageText, getTranslations, type Translate, useTranslations } from "@/lib/i18n";
import { applicationOf } from "@/lib/oauth2/application";
import type { SearchParams } from "@/lib/ory/load-flow";
import { getLogoutHref } from "@/lib/ory/logout";
import { setUpAal2Href } from "@/lib/session/hrefs";
import { readLastWay } from "@/lib/session/last-way";
import { getSignedIn } from "@/lib/session/session";

/** Somebody who has a second step is asked for it. */
const SECOND_STEP_MESSAGE = 1010004;
/** Sign in to link what a provider brought. */
const LINK_MESSAGE = 1010016;

export default function LoginPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <FlowPage kind="login" searchParams={searchParams} heading={heading} />;
}

async function heading(flow: LoginFlow, returnTo: string | undefined): Promise<FlowHeading> {
  const t = await getTranslations("login");
  const isSecondFactor = flow.requested_aal === "aal2";
  const isCodeSent = flow.state === "sent_email";
  const application = applicationOf(flow.oauth2_login_request);
  const carried = { return_to: returnTo, login_challenge: flow.oauth2_login_challenge };
  const sentTo = isCodeSent ? codeSentTo(flow, t) : undefined;
  if (isSecondFactor || flow.refresh) {
    const session = await getSignedIn();
    const address = personAddress(session?.identity);
    const hasNoWay = flowForms("login", flow, await getMessageText()).length === 0;
    return {
      untrue: hasNoWay ? [SECOND_STEP_MESSAGE] : undefined,
      lead:
        sentTo ??
        (await leadTo(application, address === undefined ? undefined : t("signedInAs", { address }))),
      prefill: address === undefined ? undefined : { identifier: address },
      title: secondTitle(flow, t),
      links: (
        <>
          {hasNoWay && <NoWay setUpHref={session && isSecondFactor ? setUpAal2Href(returnTo) : undefined} />}
          <AsideLinks>
            {flow.refresh && session?.authenticator_assurance_level === "aal2" && (
              <p>
                <Link
                  href={pageHref("/login", {
                    refresh: "true",
                    aal: isSecondFactor ? undefined : "aal2",
                    ...carried,
                  })}
                  data-testid="other-factor-link"
                >
                  {isSecondFactor ? t("confirmByFirstFactor") : t("confirmBySecondFactor")}
                </Link>
              </p>
            )}
            {isCodeSent && (
              <p>
                <Link href={pageHref("/login", { ...againQuery(flow), ...carried })}>
                  {isSecondFactor ? t("otherSecondFactor") : t("otherWay")}
                </Link>
              </p>
            )}
            <p>
              {t("wrongAccount")}{" "}
              <Link
                href={(await getLogoutHref(againHref(flow) ?? returnTo)) ?? "/logout"}
                data-testid="logout-link"
              >
                {t("signOut")}
              </Link>
            </p>
          </AsideLinks>
        </>
      ),
    };
  }

  const isLinking = flow.ui.messages?.some(({ id }) => id === LINK_MESSAGE);
  const address = isCodeSent || isLinking ? undefined : givenIdentifier(flow);
  return {
    lastWay: isCodeSent ? undefined : await readLastWay(),
    prefill: application?.loginHint === undefined ? undefined : { identifier: application.loginHint },
    title: isCodeSent ? t("codeTitle") : isLinking ? t("linkTitle") : t("title"),
    lead:
      isCodeSent || isLinking
        ? sentTo
        : await leadTo(application, address ? t("signingInAs", { address }) : t("lead")),
    links: isCodeSent ? (
      <AsideLinks>
        <p>
          <Link href={pageHref("/login", carried)}>{t("otherWay")}</Link>
        </p>
      </AsideLinks>
    ) : (
      <AsideLinks>
        {address !== undefined && (
          <p>
            <Link href={pageHref("/login", carried)}>{t("otherAccount")}</Link>
          </p>
        )}
        <p>
          <Link
            href={pageHref("/recovery", { return_to: returnTo ?? againHref(flow) })}
            data-testid="forgot-password-link"
          >
            {t("forgot")}
          </Link>
        </p>
        <p>
          {t("newHere")}{" "}
          <Link href={pageHref("/registration", carried)} data-testid="signup-link">
            {t("signUp")}
          </Link>
        </p>
      </AsideLinks>
    ),
  };
}

/**
 * A sign-in again that has no form for this person.
 *
 * @param setUpHref  where they set up what they lack; undefined where the service does not let them
 */
function NoWay({ setUpHref }: { setUpHref: string | undefined }) {
  const t = useTranslations("login");
  if (setUpHref === undefined) return <p>{t("nothingToShow")}</p>;
  return (
    <>
      <p>{t("setUpFirst")}</p>
      <ButtonLink href={setUpHref} look="primary" width="full" className="mt-5" data-testid="set-up-link">
        {t("setUp")}
      </ButtonLink>
    </>
  );
}

function secondTitle({ refresh, state }: LoginFlow, t: Translate<"login">): string {
  if (refresh) return t("refreshTitle");
  return state === "sent_email" ? t("secondFactorSentTitle") : t("secondFactorTitle");
}

/** The same proof once more from its beginning, where another way can be taken. */
function againQuery({ refresh, requested_aal }: LoginFlow) {
  return {
    aal: requested_aal === "aal2" ? "aal2" : undefined,
    refresh: refresh ? "true" : undefined,
  };
}

/** Where somebody comes back to an application's sign-in, after a detour or as somebody else. */
function againHref({ oauth2_login_challenge: challenge }: LoginFlow): string | undefined {
  return challenge === undefined ? undefined : pageHref("/login", { login_challenge: challenge });
}

/** Where a code went: in full to who has typed it, hidden in part from who has only proved a first step. */
function codeSentTo(flow: LoginFlow, t: Translate<"login">): string | undefined {
  const address = givenIdentifier(flow);
  if (address === undefined) return undefined;
  return t("codeSentTo", { address: flow.requested_aal === "aal2" ? maskedAddress(address) : address });
}

/** Who signs in, where an earlier step has asked it. */
function givenIdentifier(flow: LoginFlow): string | undefined {
  const node = flow.ui.nodes
    .filter(isInput)
    .find(({ attributes }) => attributes.name === "identifier" && attributes.type === "hidden");
  return valueText(node?.attributes.value);
}
