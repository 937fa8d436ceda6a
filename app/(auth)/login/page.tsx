import type { LoginFlow } from "@ory/client";
import { personAddress } from "@/components/account/person";
import { AsideLinks } from "@/components/flow/aside-links";
import { type FlowHeading, FlowPage } from "@/components/flow/flow-page";
import { flowForms } from "@/components/flow/forms";
import { isInput, valueText } from "@/components/flow/nodes";
import { pageHref } from "@/components/flow/page-href";
import { Link } from "@/components/ui/link";
import { format, getLanguage } from "@/lib/i18n";
import type { SearchParams } from "@/lib/ory/load-flow";
import { getLogoutHref } from "@/lib/ory/logout";
import { getSession } from "@/lib/session/session";

/** Sign in to link what a provider brought. */
const LINK_MESSAGE = 1010016;

export default function LoginPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <FlowPage kind="login" searchParams={searchParams} heading={heading} />;
}

async function heading(flow: LoginFlow, returnTo: string | undefined): Promise<FlowHeading> {
  const { login: texts } = getLanguage().pages;
  const isSecondFactor = flow.requested_aal === "aal2";
  const isCodeSent = flow.state === "sent_email";
  if (isSecondFactor || flow.refresh) {
    const session = await getSession();
    const address = personAddress(session?.identity);
    return {
      lead: address === undefined ? undefined : format(texts.signedInAs, { address }),
      prefill: address === undefined ? undefined : { identifier: address },
      title: secondTitle(flow),
      links: (
        <>
          {flowForms("login", flow).length === 0 && <p>{texts.nothingToShow}</p>}
          <AsideLinks>
            {flow.refresh && session?.authenticator_assurance_level === "aal2" && (
              <p>
                <Link
                  href={pageHref("/login", {
                    refresh: "true",
                    aal: isSecondFactor ? undefined : "aal2",
                    return_to: returnTo,
                  })}
                  data-testid="other-factor-link"
                >
                  {isSecondFactor ? texts.confirmByFirstFactor : texts.confirmBySecondFactor}
                </Link>
              </p>
            )}
            {isCodeSent && (
              <p>
                <Link href={pageHref("/login", againQuery(flow, returnTo))}>
                  {isSecondFactor ? texts.otherSecondFactor : texts.otherWay}
                </Link>
              </p>
            )}
            <p>
              {texts.wrongAccount}{" "}
              <Link href={(await getLogoutHref(returnTo)) ?? "/logout"} data-testid="logout-link">
                {texts.signOut}
              </Link>
            </p>
          </AsideLinks>
        </>
      ),
    };
  }

  const carried = { return_to: returnTo, login_challenge: flow.oauth2_login_challenge };
  const isLinking = flow.ui.messages?.some(({ id }) => id === LINK_MESSAGE);
  const address = isCodeSent || isLinking ? undefined : givenIdentifier(flow);
  return {
    title: isCodeSent ? texts.codeTitle : isLinking ? texts.linkTitle : texts.title,
    lead: isCodeSent || isLinking ? undefined : (asAddress(address) ?? texts.lead),
    links: isCodeSent ? (
      <AsideLinks>
        <p>
          <Link href={pageHref("/login", carried)}>{texts.otherWay}</Link>
        </p>
      </AsideLinks>
    ) : (
      <AsideLinks>
        {address !== undefined && (
          <p>
            <Link href={pageHref("/login", carried)}>{texts.otherAccount}</Link>
          </p>
        )}
        <p>
          <Link href={pageHref("/recovery", { return_to: returnTo })} data-testid="forgot-password-link">
            {texts.forgot}
          </Link>
        </p>
        <p>
          {texts.newHere}{" "}
          <Link href={pageHref("/registration", carried)} data-testid="signup-link">
            {texts.signUp}
          </Link>
        </p>
      </AsideLinks>
    ),
  };
}

function secondTitle({ refresh, state }: LoginFlow): string {
  const { login: texts } = getLanguage().pages;
  if (refresh) return texts.refreshTitle;
  return state === "sent_email" ? texts.secondFactorSentTitle : texts.secondFactorTitle;
}

/** The same proof once more from its beginning, where another way can be taken. */
function againQuery({ refresh, requested_aal }: LoginFlow, returnTo: string | undefined) {
  return {
    aal: requested_aal === "aal2" ? "aal2" : undefined,
    refresh: refresh ? "true" : undefined,
    return_to: returnTo,
  };
}

/** Who signs in, where an earlier step has asked it. */
function givenIdentifier(flow: LoginFlow): string | undefined {
  const node = flow.ui.nodes
    .filter(isInput)
    .find(({ attributes }) => attributes.name === "identifier" && attributes.type === "hidden");
  return valueText(node?.attributes.value);
}

function asAddress(address: string | undefined): string | undefined {
  return address && format(getLanguage().pages.login.signingInAs, { address });
}
