/** Starts a flow at the service for a visitor who asks for its page. */
import type { AxiosResponse, RawAxiosRequestConfig } from "axios";
import type { Visitor } from "@/lib/request";
import { isRestingPlace, returnToForService, safeReturnTo } from "@/lib/return-to";
import { loginHref, setUpAal2Href } from "@/lib/session/hrefs";
import type { NoticeId } from "@/lib/session/notices";
import { askWhoami } from "@/lib/session/whoami";
import { isSettingsFlowPage } from "@/lib/settings/sections";
import { meaningOf } from "./answer";
import { askService, logNonsense, frontendApi, type ServiceResult } from "./client";
import { hasSessionCookie } from "./cookies";
import { destinationOf, hrefOf } from "./destination";
import { errorHref, returnToRefused } from "./flow-error";
import type { FlowByKind, FlowKind } from "./flow-kind";
import type { ServiceError } from "./shapes";
import { startHref, startParameters, type StartParameters, unsafeReturnTo } from "./start-parameters";

/** Where somebody ends who has nowhere else to go: open to all. */
export const DEFAULT_PATH = "/welcome";

export type StartOutcome =
  | { kind: "flow"; flow: FlowByKind[FlowKind]; setCookies: string[] }
  /** Nothing to fill in here: on to `to`, a path or an absolute address. */
  | { kind: "redirect"; to: string; notice?: NoticeId; setCookies: string[] }
  | { kind: "unavailable" };

/**
 * @param query  the page's own query; what this kind of flow knows of it is handed on
 * @param page  the page that shows the flow, where its name is another than the flow's (`settings/password`)
 */
export async function startFlow(
  kind: FlowKind,
  query: URLSearchParams,
  visitor: Visitor,
  page: string = kind,
): Promise<StartOutcome> {
  const parameters = startParameters(kind, query);
  const refused = unsafeReturnTo(parameters, visitor.origin);
  if (refused !== undefined) return redirectTo(await errorHref(returnToRefused(refused)));

  const operation = `start ${kind}`;
  const isForOAuth2 = parameters.login_challenge !== undefined && hasSessionCookie(visitor.cookie);
  const result = await askService(operation, visitor, (options) =>
    createFlow[kind](asParsed(parameters, visitor.origin), isForOAuth2 ? asBrowser(options) : options),
  );
  if (isForOAuth2) return whereBrowsersGo(operation, result, visitor);
  const meaning = meaningOf(kind, result, operation, visitor);
  switch (meaning?.kind) {
    case "flow":
      if (meaning.status === 200) return (await setUpFirst(meaning.flow, parameters, visitor)) ?? meaning;
      break;
    case "elsewhere": {
      // A plain redirect answers browsers, not us: following it could lead around in circles.
      const to = meaning.status === 422 ? destinationOf(meaning.location, visitor.origin) : undefined;
      if (to) return redirectTo(hrefOf(to), meaning.setCookies);
      break;
    }
    case "error":
      return afterError({ kind, page }, parameters, meaning, visitor);
    case "done":
    case undefined:
  }
  if (meaning) logNonsense(operation, visitor, 200);
  return { kind: "unavailable" };
}

/**
 * Whoever is signed in may need no form for an OAuth2 server's request: the service tells that server, and sends browsers
 * back to it. Scripts are only told that they are signed in, so the service is asked as a browser asks.
 */
function asBrowser(options: RawAxiosRequestConfig): RawAxiosRequestConfig {
  return { ...options, headers: { ...options.headers, accept: "text/html" } };
}

function whereBrowsersGo(operation: string, result: ServiceResult, visitor: Visitor): StartOutcome {
  if (result.kind === "unavailable") return result;
  const { status, location, setCookies } = result;
  const isRedirect = status >= 300 && status < 400 && location !== undefined;
  const to = isRedirect ? destinationOf(location, visitor.origin) : undefined;
  if (to) return redirectTo(hrefOf(to), setCookies);
  logNonsense(operation, visitor, status);
  return { kind: "unavailable" };
}

async function afterError(
  { kind, page }: { kind: FlowKind; page: string },
  parameters: StartParameters,
  { error, status, setCookies }: { error: ServiceError; status: number; setCookies: string[] },
  visitor: Visitor,
): Promise<StartOutcome> {
  const here = startHref(page, parameters);
  switch (error.id) {
    case "session_already_available":
      return signedInAlready(parameters, visitor);
    case "session_aal1_required":
      return redirectTo(startHref("login", { ...parameters, aal: undefined }), setCookies);
    case "session_aal2_required":
      return redirectTo(loginHref(here, { isSecondFactor: true }), setCookies);
    default:
      if (kind === "settings" && status === 401) {
        return redirectTo(loginHref(here, { isSecondFactor: false }), setCookies);
      }
      return redirectTo(await errorHref({ code: status, ...error }), setCookies);
  }
}

/**
 * Whoever is asked for a second factor and has none is led to setting one up. That there is none the service says by a
 * sign-in without any way of it.
 *
 * @returns undefined where the sign-in is to be shown
 */
async function setUpFirst(
  flow: FlowByKind[FlowKind],
  { return_to: returnTo, refresh }: StartParameters,
  visitor: Visitor,
): Promise<StartOutcome | undefined> {
  if (!("requested_aal" in flow) || flow.requested_aal !== "aal2" || refresh === "true") return undefined;
  if (!flow.ui.nodes.every(({ group }) => group === "default")) return undefined;
  // The settings have sent them here: there is a factor that only the service knows of, and no way to it.
  if (returnTo !== undefined && isSettingsFlowPage(safeReturnTo(returnTo, "", visitor.origin)))
    return undefined;
  // For the same reason, whose session the service does not let count can't set one up.
  const who = await askWhoami(visitor);
  return who.kind === "session"
    ? { ...redirectTo(setUpAal2Href(returnTo), who.setCookies), notice: "second_factor_needed" }
    : undefined;
}

/** Asks once more before sending a visitor on, so that two halves of a service that disagree can't send them in circles. */
async function signedInAlready(parameters: StartParameters, visitor: Visitor): Promise<StartOutcome> {
  const who = await askWhoami(visitor);
  if (who.kind === "aal2" && parameters.aal === undefined) {
    return redirectTo(loginHref(parameters.return_to, { isSecondFactor: true }));
  }
  if (who.kind !== "session") return { kind: "unavailable" };
  const to = safeReturnTo(parameters.return_to, DEFAULT_PATH, visitor.origin);
  return redirectTo(isRestingPlace(to) ? to : DEFAULT_PATH, who.setCookies);
}

function redirectTo(to: string, setCookies: string[] = []): Extract<StartOutcome, { kind: "redirect" }> {
  return { kind: "redirect", to, setCookies };
}

/**
 * Addresses go to the service as they were parsed, so that it can't read them otherwise than browsers do. A path stays
 * one: the service puts it on the origin of its own default address.
 */
function asParsed(parameters: StartParameters, origin: string): StartParameters {
  const parsed = (value: string | undefined) => {
    if (value === undefined) return undefined;
    return value.startsWith("/") ? safeReturnTo(value, "/") : returnToForService(value, origin);
  };
  return {
    ...parameters,
    return_to: parsed(parameters.return_to),
    after_verification_return_to: parsed(parameters.after_verification_return_to),
  };
}

const createFlow: Record<
  FlowKind,
  (parameters: StartParameters, options: RawAxiosRequestConfig) => Promise<AxiosResponse<unknown>>
> = {
  login: (given, options) =>
    frontendApi().createBrowserLoginFlow(
      {
        returnTo: given.return_to,
        refresh: given.refresh === undefined ? undefined : given.refresh === "true",
        aal: given.aal,
        via: given.via,
        loginChallenge: given.login_challenge,
        organization: given.organization,
        identitySchema: given.identity_schema,
      },
      options,
    ),
  registration: (given, options) =>
    frontendApi().createBrowserRegistrationFlow(
      {
        returnTo: given.return_to,
        afterVerificationReturnTo: given.after_verification_return_to,
        loginChallenge: given.login_challenge,
        organization: given.organization,
        identitySchema: given.identity_schema,
      },
      options,
    ),
  recovery: (given, options) =>
    frontendApi().createBrowserRecoveryFlow({ returnTo: given.return_to }, options),
  verification: (given, options) =>
    frontendApi().createBrowserVerificationFlow({ returnTo: given.return_to }, options),
  settings: (given, options) =>
    frontendApi().createBrowserSettingsFlow({ returnTo: given.return_to }, options),
};
