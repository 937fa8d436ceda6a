// Verification of an address: how it starts, how a submission is taken, and what becomes of a verified address.
import type { Context } from "../context.js";
import { badRequest, flowExpired, flowReplaced } from "../http/errors.js";
import { runBeforeHooks, runAllWebHooks } from "../hooks/web-hooks.js";
import type { Method, Restart, VerificationResult } from "../methods/method.js";
import { continueNode } from "../methods/code-nodes.js";
import { methods } from "../methods/registry.js";
import { verificationFlowExpired, verificationNoMethod, verificationSucceeded } from "../ui/messages.js";
import { acceptLogin } from "../oauth2/login-request.js";
import {
  completeFlow,
  createFlow,
  fetchFlow,
  newFlowBase,
  refuse,
  runSubmission,
  saveFlow,
  type FlowDefinition,
  type FlowStart,
  type SubmissionRules,
} from "./engine.js";
import type { FlowType, ShownFlow, VerificationFlow } from "./flow.js";
import { addMessage, clearMessages, ensureCsrfNode, showIssues } from "./nodes.js";
import { FieldIssuesError, type StartOutcome, type SubmitOutcome } from "./outcome.js";
import type { FlowRequest, Submission } from "./request.js";
import { returnUrl } from "./return-to.js";

export const verification: FlowDefinition = { kind: "verification", assertEnabled, start, fetch, submit };

async function start(context: Context, request: FlowRequest, type: FlowType): Promise<StartOutcome> {
  assertEnabled(context);
  const flow = await newVerificationFlow(context, request, type);
  await runBeforeHooks(context, "verification", { flow, request });
  await createFlow(context, flow);
  return { kind: "started", flow };
}

function fetch(context: Context, request: FlowRequest): ShownFlow<"verification"> {
  return fetchFlow(context, "verification", request);
}

async function submit(context: Context, submission: Submission): Promise<SubmitOutcome> {
  const { request } = submission;
  const rules: SubmissionRules<"verification"> = {
    kind: "verification",
    renew: (flow) => {
      if (!context.config().legacy.v0alpha2) request.csrf.regenerate();
      // The link of a mail is opened in a browser, whatever began the flow.
      return newVerificationFlow(context, request, "browser", flow);
    },
    expiredMessage: verificationFlowExpired,
    replacedKind: "replaced-fetch",
    keepsMessages: true,
    handle: (flow) => handle(context, rules, flow, submission),
  };
  return runSubmission(context, submission, rules);
}

async function handle(
  context: Context,
  rules: SubmissionRules<"verification">,
  flow: VerificationFlow,
  submission: Submission,
): Promise<SubmitOutcome> {
  // As in Kratos, a flow that was sent what no method takes is good for nothing any more.
  const used = verificationMethod(context);
  const method = flow.active === null || flow.active === used?.id ? used : undefined;
  const result = await method?.verification?.submit(context, flow, submission);
  if (!method || !result || result.kind === "not-responsible") {
    flow.active = "default";
    return refuse(context, rules, flow, [{ node: "", message: verificationNoMethod() }]);
  }
  switch (result.kind) {
    case "invalid":
      return refuse(context, rules, flow, result.issues);
    case "continue":
      await saveFlow(context, flow, result.commit);
      return { kind: "continue", flow };
    case "link-opened":
      await saveFlow(context, flow);
      return { kind: "page", flow };
    case "redirect":
      await saveFlow(context, flow);
      return { kind: "redirect", to: result.to };
    case "restart":
      return restart(context, flow, submission.request, method, result);
    case "verified":
      try {
        return await complete(context, flow, submission.request, method, result);
      } catch (error) {
        if (!(error instanceof FieldIssuesError)) throw error;
        // Another submission was faster: the flow is over, and this one begins anew.
        return restart(context, flow, submission.request, method, { kind: "restart", issues: error.issues });
      }
  }
}

/** The method in use, if it is enabled. */
export function verificationMethod(context: Context): Method | undefined {
  const config = context.config();
  const { use } = config.selfservice.flows.verification;
  return methods.find((method) => method.id === use && method.isEnabled(config));
}

/** A new flow with its form; not stored yet. */
export async function newVerificationFlow(
  context: Context,
  request: FlowStart,
  type: FlowType,
  previous?: VerificationFlow,
): Promise<VerificationFlow> {
  const flow: VerificationFlow = {
    ...newFlowBase(context, "verification", type, request, previous),
    kind: "verification",
    state: "choose_method",
    identityId: null,
    sessionId: null,
    authenticationMethods: [],
    oauth2LoginChallenge: null,
  };
  await verificationMethod(context)?.verification?.populate(context, flow);
  return flow;
}

/** One write: of two submissions of the same code, one verifies. */
async function complete(
  context: Context,
  flow: VerificationFlow,
  request: FlowRequest,
  method: Method,
  { address, commit }: Extract<VerificationResult, { kind: "verified" }>,
): Promise<SubmitOutcome> {
  const to = continueUrl(context, flow);
  flow.state = "passed_challenge";
  // v0alpha2 led on at once, and left the form as it was.
  if (context.config().legacy.v0alpha2) {
    clearMessages(flow.ui);
  } else {
    flow.ui = { method: "GET", action: to, nodes: [] };
    ensureCsrfNode(flow.ui);
    flow.ui.nodes.push(continueNode(method.id, to));
  }
  addMessage(flow.ui, verificationSucceeded());
  // The code may have been typed, or the link opened, elsewhere: this is the browser that sees the flow from now on.
  if (flow.type === "browser") flow.csrfHash = request.csrf.hash();
  const told = { ...flow };
  delete flow.transientPayload;
  await context.store.write(() => {
    commit();
    completeFlow(context, flow);
  });
  const { hooks } = context.config().selfservice.flows.verification.after;
  const identity = context.store.identities.findByVerifiableAddress(address.via, address.value);
  await runAllWebHooks(context, hooks, { flow: told, request, ...(identity && { identity }) });
  return goToOAuth2(context, { ...flow, transientPayload: told.transientPayload ?? {} }, request);
}

/** A sign-up or sign-in that an OAuth2 server asked for ends there, once the address is verified. */
async function goToOAuth2(
  context: Context,
  flow: VerificationFlow,
  request: FlowRequest,
): Promise<SubmitOutcome> {
  const { oauth2LoginChallenge: challenge } = flow;
  if (flow.type === "api" || challenge === null) {
    delete flow.transientPayload;
    return { kind: "continue", flow };
  }
  const session = flow.sessionId === null ? undefined : context.store.sessions.find(flow.sessionId);
  if (!session?.active || session.expiresAt <= context.now()) {
    const error = badRequest("The sign-in that this verification belongs to is over. Sign in again.");
    return { kind: "failed", error, flowType: flow.type };
  }
  const to = await acceptLogin(context, challenge, session);
  if (!request.prefersJson) return { kind: "redirect", to };
  flow.ui.nodes = flow.ui.nodes.map((node) =>
    node.type === "a" ? { ...node, attributes: { ...node.attributes, href: to } } : node,
  );
  await saveFlow(context, flow);
  return { kind: "continue", flow };
}

/** Where the person goes on; an address of return that is not allowed any more counts for nothing. */
export function continueUrl(context: Context, flow: VerificationFlow): string {
  const config = context.config();
  const { default_browser_return_url } = config.selfservice.flows.verification.after;
  try {
    return returnUrl(config, flow.returnTo, default_browser_return_url);
  } catch {
    return returnUrl(config, null, default_browser_return_url);
  }
}

async function restart(
  context: Context,
  flow: VerificationFlow,
  request: FlowRequest,
  method: Method,
  { issues, byLink, expiredAt }: Restart,
): Promise<SubmitOutcome> {
  request.csrf.regenerate();
  const next = await newVerificationFlow(context, request, byLink ? "browser" : flow.type);
  next.returnTo = flow.returnTo;
  showIssues(next.ui, issues);
  await createFlow(context, next);
  if (byLink || (method.id === "link" && next.type === "browser")) return { kind: "page", flow: next };
  if (method.id === "link") return { kind: "replaced-fetch", flow: next };
  const error =
    expiredAt === undefined ? flowReplaced(next.id) : flowExpired(expiredAt, context.now(), next.id);
  return { kind: "replaced", flow: next, error };
}

function assertEnabled(context: Context): void {
  if (!context.config().selfservice.flows.verification.enabled) {
    throw badRequest("Verification is switched off (selfservice.flows.verification.enabled).");
  }
}
