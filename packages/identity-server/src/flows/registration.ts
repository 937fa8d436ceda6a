// Sign-up: how it starts, and how a submission is taken. What a successful one leads to is in registration-success.ts.
import type { Context } from "../context.js";
import { flowDisabled, sessionAlreadyAvailable } from "../http/errors.js";
import { runBeforeHooks } from "../hooks/web-hooks.js";
import type { RegistrationResult, RegistrationStep } from "../methods/method.js";
import { methods } from "../methods/registry.js";
import { acceptLogin } from "../oauth2/login-request.js";
import { beginOAuth2, requestWith, returnToClient, type OAuth2Start } from "../oauth2/start.js";
import { satisfies } from "../sessions/assurance.js";
import type { ActiveSession } from "../sessions/session.js";
import {
  registrationAlreadyCompleted,
  registrationChooseCredential,
  registrationFlowExpired,
  registrationNoMethod,
} from "../ui/messages.js";
import { registrationOrder, sortNodes, type NodeOrder } from "../ui/sort.js";
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
import { newEntryPart, schemaOf } from "./entry.js";
import type { FlowType, LoginFlow, RegistrationFlow, ShownFlow } from "./flow.js";
import { addMessage, clearMessages, setTraitValues } from "./nodes.js";
import type { StartOutcome, SubmitOutcome } from "./outcome.js";
import { completeRegistration } from "./registration-success.js";
import type { FlowRequest, Submission } from "./request.js";
import { checkedReturnTo, publicUrl, returnUrl, withQuery } from "./return-to.js";
import { alreadySignedInUrl } from "./signed-in-already.js";

export const registration: FlowDefinition = { kind: "registration", assertEnabled, start, fetch, submit };

async function start(context: Context, request: FlowRequest, type: FlowType): Promise<StartOutcome> {
  assertEnabled(context);
  const flow = await newRegistrationFlow(context, request, type);
  const oauth2 = type === "browser" ? await beginOAuth2(context, request) : undefined;
  const visitor = request.session();
  if (oauth2 && visitor) return goToOAuth2(context, request, oauth2, visitor);
  if (visitor) {
    if (type === "api" || request.prefersJson) throw sessionAlreadyAvailable();
    const config = context.config();
    return {
      kind: "elsewhere",
      to: returnUrl(config, checkedReturnTo(config, request.query)),
      status: 303,
    };
  }
  await createFlow(context, flow);
  return { kind: "started", flow };
}

/** Whoever is signed in has an account: the OAuth2 server is told, or sees a sign-in if it wants one. */
async function goToOAuth2(
  context: Context,
  request: FlowRequest,
  oauth2: OAuth2Start,
  visitor: ActiveSession,
): Promise<StartOutcome> {
  const required = context.config().session.whoami.required_aal;
  if (oauth2.loginRequest.skip && satisfies(visitor, required)) {
    const to = await acceptLogin(context, oauth2.challenge, visitor.session);
    if (request.startsWithJson) throw sessionAlreadyAvailable();
    return { kind: "elsewhere", to, status: 303 };
  }
  const { query } = requestWith(request, returnToClient(context, oauth2));
  const signIn = publicUrl(context.config(), "/self-service/login/browser");
  return { kind: "elsewhere", to: withQuery(signIn, Object.fromEntries(query)), status: 302 };
}

function fetch(context: Context, request: FlowRequest): ShownFlow<"registration"> {
  return fetchFlow(context, "registration", request);
}

async function submit(context: Context, submission: Submission): Promise<SubmitOutcome> {
  const { request } = submission;
  // Decided before the flow is looked at: whoever is signed in has no use for any of them.
  if (request.session()) {
    if (request.prefersJson) throw sessionAlreadyAvailable();
    return { kind: "redirect", to: alreadySignedInUrl(context, request), status: 302 };
  }
  const rules: SubmissionRules<"registration"> = registrationRules(context, request, (flow) => {
    rules.order = orderOf(context, flow);
    return handle(context, rules, flow, submission);
  });
  return runSubmission(context, submission, rules);
}

/** How sign-up takes what is sent to it. @param work what is done with it */
export function registrationRules(
  context: Context,
  request: FlowRequest,
  work: SubmissionRules<"registration">["handle"],
): SubmissionRules<"registration"> {
  return {
    kind: "registration",
    renew: (flow) => newRegistrationFlow(context, request, flow.type, flow),
    expiredMessage: registrationFlowExpired,
    completedMessage: registrationAlreadyCompleted,
    replacedKind: "replaced",
    handle: work,
  };
}

async function handle(
  context: Context,
  rules: SubmissionRules<"registration">,
  flow: RegistrationFlow,
  submission: Submission,
): Promise<SubmitOutcome> {
  for (const method of methods) {
    const result = await method.registration?.submit(context, flow, submission);
    if (!result || result.kind === "not-responsible") continue;
    switch (result.kind) {
      case "invalid":
        return refuse(context, rules, flow, result.issues);
      case "step":
        return showStep(context, flow, submission.request, result);
      case "continue":
        await saveFlow(context, flow, result.commit);
        return { kind: "continue", flow };
      case "redirect":
        await saveFlow(context, flow);
        return { kind: "redirect", to: result.to };
      case "finished":
        return result.outcome;
      case "registers":
        return completeRegistration(context, flow, submission.request, result, method.id);
    }
  }
  return refuse(context, rules, flow, [{ node: "", message: registrationNoMethod() }]);
}

/** The other page of "profile first". */
async function showStep(
  context: Context,
  flow: RegistrationFlow,
  request: FlowRequest,
  { to, traits }: Extract<RegistrationResult, { kind: "step" }>,
): Promise<SubmitOutcome> {
  // As in Kratos, whoever goes back from a code at once still has it.
  if (to === "credentials") {
    flow.active = null;
    flow.state = "choose_method";
  }
  // As in Kratos: an empty one where none was sent, and none on the way back.
  flow.transientPayload = to === "credentials" ? (flow.transientPayload ?? {}) : undefined;
  clearMessages(flow.ui);
  await populate(context, flow, { kind: to }, request);
  if (to === "credentials") addMessage(flow.ui, registrationChooseCredential());
  setTraitValues(flow.ui, traits);
  flow.ui.nodes = sortNodes(flow.ui.nodes, orderOf(context, flow));
  await saveFlow(context, flow);
  return { kind: "continue", flow };
}

/**
 * A new flow with its form; not stored yet.
 *
 * @param previous the flow whose place it takes: its request and address of return are kept
 */
export async function newRegistrationFlow(
  context: Context,
  request: FlowRequest,
  type: FlowType,
  previous?: LoginFlow | RegistrationFlow,
): Promise<RegistrationFlow> {
  const flow: RegistrationFlow = {
    ...newFlowBase(context, "registration", type, request, previous),
    ...newEntryPart(context, request, type, previous),
    kind: "registration",
  };
  const { style } = context.config().selfservice.flows.registration;
  await populate(context, flow, { kind: style === "profile_first" ? "profile" : "unified" }, request);
  flow.ui.nodes = sortNodes(flow.ui.nodes, orderOf(context, flow));
  await runBeforeHooks(context, "registration", { flow, request });
  return flow;
}

async function populate(
  context: Context,
  flow: RegistrationFlow,
  step: RegistrationStep,
  request: FlowRequest,
): Promise<void> {
  for (const method of methods) {
    // Without traits there is no sign-up: they are asked for even where the profile is off in settings.
    if (method.id !== "profile" && !method.isEnabled(context.config())) continue;
    await method.registration?.populate(context, flow, step, request);
  }
}

/** The order of the form's nodes: by the flow's schema. */
export function orderOf(context: Context, flow: RegistrationFlow): NodeOrder {
  return registrationOrder(schemaOf(context, flow).keysInOrder);
}

function assertEnabled(context: Context): void {
  if (!context.config().selfservice.flows.registration.enabled) throw flowDisabled("Sign-up");
}
