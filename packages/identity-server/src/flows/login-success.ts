// What a proved sign-in leads to: a session, new or raised, the hooks, and the way on.
import type { Context } from "../context.js";
import { ApiError } from "../http/error.js";
import { identityDisabled, sessionInactive } from "../http/errors.js";
import { configuredReturnUrls, hooksAfter } from "../hooks/configured.js";
import { runLoginHooks, runSessionHooks } from "../hooks/login.js";
import type { LoginResult } from "../methods/method.js";
import { acceptLogin } from "../oauth2/login-request.js";
import { availableAal, satisfies, secondFactorUrl } from "../sessions/assurance.js";
import { newSession, raisedSession, storeNewSession, storeRaisedSession } from "../sessions/issue.js";
import type { ActiveSession, Session } from "../sessions/session.js";
import { completeFlow, createFlow, flowPageUrl } from "./engine.js";
import type { ContinueWith, LoginFlow, RegistrationFlow } from "./flow.js";
import { newLoginFlow } from "./login.js";
import type { SubmitOutcome } from "./outcome.js";
import {
  assertOwner,
  keepPendingLink,
  linkPending,
  pendingLink,
  proofOf,
  type PendingLink,
} from "./pending-link.js";
import type { FlowRequest } from "./request.js";
import { returnUrl } from "./return-to.js";

/** @see https://www.rfc-editor.org/rfc/rfc9562#section-5.9 */
const NIL_UUID = "00000000-0000-0000-0000-000000000000";

type Authenticated = Extract<LoginResult, { kind: "authenticated" }>;

/** Completes the flow in one write: of two submissions at once, one gets the session. */
export async function completeLogin(
  context: Context,
  flow: LoginFlow,
  request: FlowRequest,
  { identity, proof, commit, hidesAddresses }: Authenticated,
): Promise<SubmitOutcome> {
  if (identity.state !== "active") throw identityDisabled(identity.id);
  const config = context.config();
  const { after } = config.selfservice.flows.login;
  const returnTo = returnUrl(config, flow.returnTo, ...configuredReturnUrls(after, flow.active));
  const hooks = hooksAfter(after, flow.active);
  const link = pendingLink(flow);
  if (link) assertOwner(identity, link);
  const visitor = request.session();
  const available = availableAal(config, identity);
  const person = { ...identity, availableAal: available };
  // Whoever proves to be somebody else gets a session of their own, as does whoever comes from a provider.
  const raised =
    visitor?.identity.id === identity.id && proof.provider === undefined
      ? raisedSession(context, visitor, proof)
      : undefined;
  const active: ActiveSession = raised
    ? { ...raised, identity: person }
    : newSession(context, person, [proof], request.client);
  // A provider is linked once the account is proved as far as it asks for.
  const linked = link && satisfies(active, config.session.whoami.required_aal) ? link : undefined;
  // Whoever came by the provider itself has it among the proofs already.
  if (linked && proof.provider !== linked.provider.provider) {
    active.session.authenticationMethods.push(proofOf(linked, context.now()));
  }
  const decided = await runSessionHooks(context, hooks, flow, request, active);
  if (decided.kind === "stopped") return decided.outcome;

  await context.store.write(() => {
    completeFlow(context, flow);
    if (linked) linkPending(context, identity.id, linked);
    if (raised) {
      if (!storeRaisedSession(context, active)) throw sessionInactive();
    } else {
      storeNewSession(context, active);
    }
    if (available !== identity.availableAal) context.store.identities.setAvailableAal(identity.id, available);
    commit?.();
  });

  const isScript = flow.type === "browser" && request.prefersJson;
  const continueWith: ContinueWith[] = isScript
    ? [{ action: "redirect_browser_to", redirect_browser_to: returnTo }]
    : [];
  const shown = await runLoginHooks(context, hooks, flow, request, active);
  if (!satisfies(active, config.session.whoami.required_aal)) {
    // A native client is given no flow, only a session that begins one.
    if (link && flow.type === "browser") return askSecondFactor(context, flow, request, active, link);
    const to = secondFactorUrl(config, flow.returnTo, flow.oauth2LoginChallenge);
    return { kind: "needs-second-factor", flow, active, to };
  }
  const accepted = await tellOAuth2(context, flow, active);
  if (accepted?.kind === "failed") return accepted;
  const told = shown.hasMail ? (context.store.identities.find(identity.id) ?? person) : decided.shown;
  return {
    kind: "signed-in",
    flow,
    ...(accepted && { oauth2To: accepted.to }),
    active: {
      ...active,
      ...(raised && { session: withProvingDevice(active.session, request) }),
      identity: hidesAddresses ? { ...told, verifiableAddresses: [], recoveryAddresses: [] } : told,
    },
    returnTo: shown.pageUrl ?? returnTo,
    continueWith: [...continueWith, ...shown.continueWith],
  };
}

/** As in Kratos, the answer alone tells where a session was proved once more: it is no device of its own, and has no id. */
function withProvingDevice(session: Session, { client }: FlowRequest): Session {
  return { ...session, devices: [...session.devices, { id: NIL_UUID, ...client }] };
}

type Told = { kind: "accepted"; to: string } | Extract<SubmitOutcome, { kind: "failed" }>;

/**
 * Tells the OAuth2 server that asked for the sign-in, where one did and the flow is a browser's.
 *
 * @returns where the browser goes on, or the answer when that server doesn't take it: the person is signed in here
 */
export async function tellOAuth2(
  context: Context,
  flow: LoginFlow | RegistrationFlow,
  active: ActiveSession,
): Promise<Told | undefined> {
  if (flow.type === "api" || flow.oauth2LoginChallenge === null) return undefined;
  try {
    return { kind: "accepted", to: await acceptLogin(context, flow.oauth2LoginChallenge, active.session) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { kind: "failed", error, flowType: flow.type, active };
  }
}

/** The second factor is asked for in a flow that still knows of the provider to link. */
async function askSecondFactor(
  context: Context,
  flow: LoginFlow,
  request: FlowRequest,
  active: ActiveSession,
  link: PendingLink,
): Promise<SubmitOutcome> {
  // The form of the next flow is bound to the secret that comes with the session.
  if (request.session()?.identity.id !== active.identity.id) request.csrf.regenerate();
  const wanted = { refresh: false, requestedAal: "aal2" as const };
  const next = await newLoginFlow(context, signedInAs(request, active), flow.type, wanted, flow);
  next.requestUrl = secondFactorUrl(context.config(), flow.returnTo);
  keepPendingLink(next, link);
  await createFlow(context, next);
  return { kind: "needs-second-factor", flow, active, to: flowPageUrl(context, next), next };
}

/** The request as the one after it will be, once the session's cookie is set. */
function signedInAs(request: FlowRequest, active: ActiveSession): FlowRequest {
  const { method, url, query, startsWithJson, prefersJson, isBrowserRequest, client, cookies } = request;
  return {
    method,
    url,
    query,
    startsWithJson,
    prefersJson,
    isBrowserRequest,
    client,
    cookies,
    header: (name) => request.header(name),
    headerNames: () => request.headerNames(),
    csrf: request.csrf,
    continuity: request.continuity,
    hasSessionToken: true,
    session: () => active,
  };
}
