// Sign-in: how it starts, and how a submission is taken. What a successful one leads to is in login-success.ts.
import type { Context } from "../context.js";
import { badRequest, sessionAal1Required, sessionAlreadyAvailable } from "../http/errors.js";
import { runBeforeHooks } from "../hooks/web-hooks.js";
import type { LoginStep } from "../methods/method.js";
import { methods } from "../methods/registry.js";
import { acceptLogin } from "../oauth2/login-request.js";
import { beginOAuth2, requestWith, returnToClient, type OAuth2Start } from "../oauth2/start.js";
import { satisfies } from "../sessions/assurance.js";
import type { ActiveSession } from "../sessions/session.js";
import {
  loginAlreadyCompleted,
  loginConfirmIdentity,
  loginFlowExpired,
  loginNoMethod,
  loginSecondFactorNeeded,
} from "../ui/messages.js";
import { LOGIN_ORDER, sortNodes } from "../ui/sort.js";
import {
  createFlow,
  fetchFlow,
  newFlowBase,
  refuse,
  runSubmission,
  saveFlow,
  type FlowDefinition,
  type SubmissionRules,
} from "./engine.js";
import { newEntryPart, parseFlag } from "./entry.js";
import type { FlowType, LoginFlow, RegistrationFlow, RequestedLevel, ShownFlow } from "./flow.js";
import { goAhead, showIdentified } from "./identified.js";
import { completeLogin } from "./login-success.js";
import { addMessage, ensureCsrfNode } from "./nodes.js";
import type { StartOutcome, SubmitOutcome } from "./outcome.js";
import type { FlowRequest, Submission } from "./request.js";
import { checkedReturnTo, defaultReturnUrl, returnUrl } from "./return-to.js";

export const login: FlowDefinition = { kind: "login", start, fetch, submit };

async function start(context: Context, given: FlowRequest, type: FlowType): Promise<StartOutcome> {
  const oauth2 = type === "browser" ? await beginOAuth2(context, given) : undefined;
  const request = oauth2 ? forOAuth2(context, given, oauth2) : given;
  const wanted = {
    refresh: parseFlag(request.query.get("refresh")),
    requestedAal: requestedAal(request.query.get("aal")),
  };
  const config = context.config();
  const returnTo = checkedReturnTo(config, request.query);
  const visitor = request.session();
  if (!visitor && wanted.requestedAal === "aal2") throw sessionAal1Required();
  if (visitor && !wanted.refresh && !isRise(wanted.requestedAal, visitor)) {
    const accepted = oauth2 && (await acceptLogin(context, oauth2.challenge, visitor.session));
    if (type === "api" || request.startsWithJson) throw sessionAlreadyAvailable();
    if (accepted !== undefined) return { kind: "elsewhere", to: accepted, status: 303 };
    return { kind: "elsewhere", to: returnUrl(config, returnTo), status: 303 };
  }
  const flow = await newLoginFlow(context, request, type, wanted);
  const commit = await goAhead(context, flow, stepOf(context, flow, visitor), request);
  await createFlow(context, flow, commit);
  return { kind: "started", flow, ...(oauth2 && { loginRequest: oauth2.loginRequest }) };
}

/** Unless the OAuth2 server knows the person, it wants to see a sign-in, whoever is signed in here. */
function forOAuth2(context: Context, request: FlowRequest, oauth2: OAuth2Start): FlowRequest {
  const visitor = request.session();
  const required = context.config().session.whoami.required_aal;
  return requestWith(request, {
    ...(!oauth2.loginRequest.skip && { refresh: "true" }),
    // Who has yet to prove a second factor here is not vouched for there.
    ...(oauth2.loginRequest.skip && visitor && !satisfies(visitor, required) && { aal: "aal2" }),
    ...returnToClient(context, oauth2),
  });
}

function fetch(context: Context, request: FlowRequest): ShownFlow<"login"> {
  return fetchFlow(context, "login", request);
}

async function submit(context: Context, submission: Submission): Promise<SubmitOutcome> {
  const rules: SubmissionRules<"login"> = loginRules(context, submission.request, (flow) =>
    handle(context, rules, flow, submission),
  );
  return runSubmission(context, submission, rules);
}

/** How sign-in takes what is sent to it. @param work what is done with it */
export function loginRules(
  context: Context,
  request: FlowRequest,
  work: SubmissionRules<"login">["handle"],
): SubmissionRules<"login"> {
  return {
    kind: "login",
    admit: (flow) => admit(context, flow, request),
    renew: (flow) => newLoginFlow(context, request, flow.type, flow, flow),
    expiredMessage: loginFlowExpired,
    completedMessage: loginAlreadyCompleted,
    replacedKind: "replaced",
    order: LOGIN_ORDER,
    handle: work,
  };
}

/** Somebody who is signed in goes on only to prove it once more, or further. */
function admit(context: Context, flow: LoginFlow, request: FlowRequest): SubmitOutcome | undefined {
  const visitor = request.session();
  if (!visitor) {
    if (flow.requestedAal === "aal2") throw sessionAal1Required();
    return undefined;
  }
  if (flow.refresh || isRise(flow.requestedAal, visitor)) return undefined;
  if (flow.type === "api" || request.prefersJson) throw sessionAlreadyAvailable();
  return { kind: "redirect", to: defaultReturnUrl(context.config()), status: 303 };
}

async function handle(
  context: Context,
  rules: SubmissionRules<"login">,
  flow: LoginFlow,
  submission: Submission,
): Promise<SubmitOutcome> {
  const untyped = structuredClone(flow.ui.nodes);
  for (const method of methods) {
    const result = await method.login?.submit(context, flow, submission);
    if (!result || result.kind === "not-responsible") continue;
    switch (result.kind) {
      case "invalid":
        return refuse(context, rules, flow, result.issues);
      case "continue":
        await saveFlow(context, flow, result.commit);
        return { kind: "continue", flow };
      case "identifies": {
        const shown = await showIdentified(context, flow, submission.request, result.identifier);
        return Array.isArray(shown) ? refuse(context, rules, flow, shown) : shown;
      }
      case "redirect":
        await saveFlow(context, flow);
        return { kind: "redirect", to: result.to };
      case "finished":
        return result.outcome;
      case "authenticated":
        flow.active = method.id;
        // What is refused from here on is shown without what was typed, as in Kratos.
        flow.ui.nodes = untyped;
        return completeLogin(context, flow, submission.request, result);
    }
  }
  return refuse(context, rules, flow, [{ node: "", message: loginNoMethod() }]);
}

/**
 * A new flow with its form; not stored yet.
 *
 * @param previous the flow whose place it takes: its request and address of return are kept
 */
export async function newLoginFlow(
  context: Context,
  request: FlowRequest,
  type: FlowType,
  wanted: Pick<LoginFlow, "refresh" | "requestedAal">,
  previous?: LoginFlow | RegistrationFlow,
): Promise<LoginFlow> {
  const visitor = request.session();
  const flow: LoginFlow = {
    ...newFlowBase(context, "login", type, request, previous),
    ...newEntryPart(context, request, type, previous),
    kind: "login",
    // v0alpha2 took it at its word where nobody is signed in.
    refresh: wanted.refresh && (visitor !== undefined || context.config().legacy.v0alpha2),
    requestedAal: wanted.requestedAal,
  };
  const step = stepOf(context, flow, visitor);
  for (const method of methods) {
    if (method.isEnabled(context.config())) await method.login?.populate(context, flow, step, request);
  }
  if (flow.refresh) addMessage(flow.ui, loginConfirmIdentity());
  if (visitor && flow.requestedAal === "aal2" && isRise(flow.requestedAal, visitor)) {
    addMessage(flow.ui, loginSecondFactorNeeded());
  }
  flow.ui.nodes = sortNodes(flow.ui.nodes, LOGIN_ORDER);
  if (type === "browser") ensureCsrfNode(flow.ui);
  await runBeforeHooks(context, "login", { flow, request });
  return flow;
}

function stepOf(context: Context, flow: LoginFlow, visitor: ActiveSession | undefined): LoginStep {
  const identity = visitor && context.store.identities.findWithCredentials(visitor.identity.id);
  if (flow.requestedAal === "aal2" && identity) {
    return { kind: flow.refresh ? "second-factor-refresh" : "second-factor", identity };
  }
  if (flow.refresh && identity) return { kind: "refresh", identity };
  const isIdentifierFirst = context.config().selfservice.flows.login.style === "identifier_first";
  return { kind: isIdentifierFirst ? "identify" : "first-factor" };
}

function isRise(aal: RequestedLevel, { session }: ActiveSession): boolean {
  return aal === "aal2" && session.aal !== "aal2";
}

function requestedAal(text: string | null): RequestedLevel {
  const aal = (text === null || text === "" ? "aal1" : text).toLowerCase();
  if (aal === "aal1" || aal === "aal2") return aal;
  throw badRequest(`The assurance level ${JSON.stringify(text)} in "aal" is neither aal1 nor aal2.`);
}
