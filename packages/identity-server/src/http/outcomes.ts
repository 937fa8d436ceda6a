// Turns what flows return into the answer that a browser, a script or a native client expects.
import { flowPageUrl } from "../flows/engine.js";
import type { Flow, LoginFlow } from "../flows/flow.js";
import { flowJson } from "../flows/json.js";
import type { StartOutcome, SubmitOutcome } from "../flows/outcome.js";
import { publicUrl, withQuery } from "../flows/return-to.js";
import { publicIdentityJson } from "../identities/json.js";
import type { Identity } from "../identities/identity.js";
import { loginRequestOf, type LoginRequest } from "../oauth2/login-request.js";
import { sessionJson } from "../sessions/json.js";
import type { ActiveSession } from "../sessions/session.js";
import { forwardError, json, jsonError, redirect } from "./answer.js";
import { locationChangeRequired } from "./errors.js";
import type { Visit } from "./visit.js";

export async function answerStart(visit: Visit, outcome: StartOutcome): Promise<Response> {
  switch (outcome.kind) {
    case "elsewhere":
      return redirect(visit, outcome.to, outcome.status);
    case "started": {
      const { flow, loginRequest } = outcome;
      if (flow.type === "api" || visit.startsWithJson) {
        return json(visit, 200, renderStarted(visit, flow, loginRequest));
      }
      return redirect(visit, flowPageUrl(visit.context, flow));
    }
  }
}

export async function answerSubmit(visit: Visit, outcome: SubmitOutcome): Promise<Response> {
  switch (outcome.kind) {
    case "invalid":
      return answerInvalid(visit, outcome.flow);
    case "continue":
      return answerContinue(visit, outcome.flow);
    case "replaced":
      return wantsJson(visit, outcome.flow)
        ? jsonError(visit, outcome.error)
        : redirect(visit, flowPageUrl(visit.context, outcome.flow));
    case "replaced-fetch":
      return redirect(
        visit,
        wantsJson(visit, outcome.flow)
          ? fetchUrl(visit, outcome.flow)
          : flowPageUrl(visit.context, outcome.flow),
      );
    case "page":
      return redirect(visit, flowPageUrl(visit.context, outcome.flow));
    case "page-elsewhere":
      return redirect(visit, outcome.to);
    case "linking":
      return answerLinking(visit, outcome.flow);
    case "redirect":
      return answerRedirect(visit, outcome.to, outcome.status);
    case "signed-in":
      return answerSignedIn(visit, outcome);
    case "needs-second-factor":
      return answerNeedsSecondFactor(visit, outcome);
    case "registered":
      return answerRegistered(visit, outcome);
    case "saved":
      if (outcome.flow.type === "browser") visit.signIn(outcome.active);
      return wantsJson(visit, outcome.flow)
        ? json(visit, 200, await renderFlow(visit, outcome.flow))
        : redirect(visit, outcome.returnTo);
    case "recovered":
      return answerRecovered(visit, outcome);
    case "failed":
      if (outcome.active && outcome.flowType === "browser") visit.signIn(outcome.active);
      return outcome.flowType === "api"
        ? jsonError(visit, outcome.error, outcome.error.statusForNative)
        : forwardError(visit, outcome.error);
  }
}

/** The flow after a step. @throws ApiError when it is about an OAuth2 server that does not answer */
async function renderFlow(visit: Visit, flow: Flow): Promise<unknown> {
  return renderStarted(visit, flow, await loginRequestOf(visit.context, flow));
}

/** A flow with a fresh token for its form. */
function renderStarted(visit: Visit, flow: Flow, loginRequest?: LoginRequest): unknown {
  const identity =
    flow.kind === "settings" ? visit.context.store.identities.find(flow.identityId) : undefined;
  return flowJson(visit.config, flow, {
    csrfToken: flow.type === "browser" ? visit.csrf.token() : "",
    ...(identity && { identity }),
    ...(loginRequest && { loginRequest }),
  });
}

type Of<Kind extends SubmitOutcome["kind"]> = Extract<SubmitOutcome, { kind: Kind }>;

async function answerInvalid(visit: Visit, flow: Flow): Promise<Response> {
  if (wantsJson(visit, flow)) return json(visit, 400, await renderFlow(visit, flow));
  return redirect(visit, flowPageUrl(visit.context, flow), flow.kind === "registration" ? 302 : 303);
}

/** Sign-in and sign-up speak of every step but the last one as of an error; the other flows don't. */
async function answerContinue(visit: Visit, flow: Flow): Promise<Response> {
  const isEntry = flow.kind === "login" || flow.kind === "registration";
  const goesToPage = isEntry
    ? !visit.prefersJson
    : flow.kind === "verification"
      ? visit.isBrowserRequest
      : !wantsJson(visit, flow);
  if (goesToPage) return redirect(visit, flowPageUrl(visit.context, flow));
  return json(visit, isEntry ? 400 : 200, await renderFlow(visit, flow));
}

function answerRedirect(visit: Visit, to: string, status: 302 | 303 = 303): Response {
  return visit.prefersJson ? jsonError(visit, locationChangeRequired(to)) : redirect(visit, to, status);
}

/** As in Kratos, the address says that the page need not show the ways in of organizations. */
async function answerLinking(visit: Visit, flow: LoginFlow): Promise<Response> {
  if (wantsJson(visit, flow)) return json(visit, 400, await renderFlow(visit, flow));
  return redirect(visit, withQuery(flowPageUrl(visit.context, flow), { no_org_ui: "true" }));
}

function answerSignedIn(visit: Visit, outcome: Of<"signed-in">): Response {
  const { flow, active, returnTo, oauth2To, continueWith } = outcome;
  if (flow.type === "api") {
    return json(visit, 200, {
      session_token: active.token,
      session: renderSession(visit, active),
      continue_with: continueWith.length > 0 ? continueWith : null,
    });
  }
  visit.signIn(active);
  if (oauth2To !== undefined) return answerRedirect(visit, oauth2To);
  if (!visit.prefersJson) return redirect(visit, returnTo);
  return json(visit, 200, { session: renderSession(visit, active), continue_with: continueWith });
}

async function answerNeedsSecondFactor(
  visit: Visit,
  { flow, active, to, next }: Of<"needs-second-factor">,
): Promise<Response> {
  if (flow.type === "api") {
    return json(visit, 200, {
      session_token: active.token,
      // Who it is stays untold until the second factor is proved.
      session: renderSession(visit, active, null),
      continue_with: null,
    });
  }
  visit.signIn(active);
  if (next && visit.prefersJson) return json(visit, 200, await renderFlow(visit, next));
  return answerRedirect(visit, to);
}

function answerRegistered(visit: Visit, outcome: Of<"registered">): Response {
  const { flow, identity, active, returnTo } = outcome;
  const continueWith = outcome.continueWith.length > 0 ? outcome.continueWith : null;
  if (flow.type === "browser" && active) visit.signIn(active);
  if (!wantsJson(visit, flow)) return redirect(visit, returnTo);
  return json(visit, 200, {
    ...(active && flow.type === "api" && { session_token: active.token }),
    ...(active && { session: renderSession(visit, active) }),
    identity: publicIdentityJson(visit.config, identity),
    continue_with: continueWith,
  });
}

async function answerRecovered(visit: Visit, outcome: Of<"recovered">): Promise<Response> {
  const { flow, active, settingsUrl, answer } = outcome;
  if (flow.type === "browser" || answer === "link") visit.signIn(active);
  if (answer === "link") return redirect(visit, settingsUrl);
  if (answer === "flow" && wantsJson(visit, flow)) return json(visit, 200, await renderFlow(visit, flow));
  return answerRedirect(visit, settingsUrl);
}

function renderSession(
  visit: Visit,
  { session, identity }: ActiveSession,
  shown: Identity | null = identity,
): unknown {
  return sessionJson(visit.config, session, shown, { now: visit.context.now(), isActive: true });
}

function wantsJson(visit: Visit, flow: Flow): boolean {
  return flow.type === "api" || visit.prefersJson;
}

function fetchUrl(visit: Visit, flow: Flow): string {
  return withQuery(publicUrl(visit.config, `/self-service/${flow.kind}/flows`), { id: flow.id });
}
