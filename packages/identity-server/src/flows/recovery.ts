// Recovery of an account: how it starts, and how a submission is taken. What a successful one leads to is in
// recovery-success.ts.
import type { Context } from "../context.js";
import { ApiError } from "../http/error.js";
import { badRequest, sessionAlreadyAvailable } from "../http/errors.js";
import { runBeforeHooks } from "../hooks/web-hooks.js";
import type { Method, Restart } from "../methods/method.js";
import { methods } from "../methods/registry.js";
import { genericProblem, recoveryFlowExpired, recoveryNoMethod } from "../ui/messages.js";
import {
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
import type { FlowType, RecoveryFlow, ShownFlow } from "./flow.js";
import { setNodeValue, showIssues } from "./nodes.js";
import { FieldIssuesError, type FieldIssue, type StartOutcome, type SubmitOutcome } from "./outcome.js";
import { completeRecovery } from "./recovery-success.js";
import type { FlowRequest, Submission } from "./request.js";
import { alreadySignedInUrl } from "./signed-in-already.js";

export const recovery: FlowDefinition = { kind: "recovery", assertEnabled, start, fetch, submit };

async function start(context: Context, request: FlowRequest, type: FlowType): Promise<StartOutcome> {
  if (request.session()) {
    if (type === "api" || request.prefersJson) throw sessionAlreadyAvailable();
    return { kind: "elsewhere", to: alreadySignedInUrl(context, request), status: 302 };
  }
  assertEnabled(context);
  const flow = await newRecoveryFlow(context, request, type);
  await runBeforeHooks(context, "recovery", { flow, request });
  await createFlow(context, flow);
  return { kind: "started", flow };
}

function fetch(context: Context, request: FlowRequest): ShownFlow<"recovery"> {
  return fetchFlow(context, "recovery", request);
}

async function submit(context: Context, submission: Submission): Promise<SubmitOutcome> {
  const { request } = submission;
  const rules: SubmissionRules<"recovery"> = {
    kind: "recovery",
    renew: (flow) => newRecoveryFlow(context, request, renewedType(flow), flow),
    expiredMessage: recoveryFlowExpired,
    replacedKind: "replaced-fetch",
    handle: (flow) => handle(context, rules, flow, submission),
  };
  return runSubmission(context, submission, rules);
}

async function handle(
  context: Context,
  rules: SubmissionRules<"recovery">,
  flow: RecoveryFlow,
  submission: Submission,
): Promise<SubmitOutcome> {
  const refused = refuseSignedIn(context, flow, submission);
  if (refused) return refused;
  for (const method of methods) {
    const result = await method.recovery?.submit(context, flow, submission);
    if (!result || result.kind === "not-responsible") continue;
    switch (result.kind) {
      case "invalid":
        return refuse(context, rules, flow, result.issues);
      case "continue":
        await saveFlow(context, flow, result.commit);
        return { kind: "continue", flow };
      case "redirect":
        await saveFlow(context, flow);
        return { kind: "redirect", to: result.to };
      case "restart":
        return restart(context, flow, submission.request, method, result);
      case "recovered":
        try {
          return await completeRecovery(context, flow, submission.request, result);
        } catch (error) {
          if (!(error instanceof FieldIssuesError)) throw error;
          // Another submission was faster: the flow is over, and this one begins anew.
          const faster: Restart = {
            kind: "restart",
            issues: error.issues,
            ...(result.byLink && { byLink: true }),
          };
          return restart(context, flow, submission.request, method, faster);
        }
    }
  }
  flow.active = "default";
  return refuse(context, rules, flow, [{ node: "", message: recoveryNoMethod() }]);
}

/** Whoever is signed in can use what was sent, but not ask for it. */
function refuseSignedIn(
  context: Context,
  flow: RecoveryFlow,
  { request, body }: Submission,
): SubmitOutcome | undefined {
  const hasAddress = body.email !== undefined && body.email !== "";
  const isCodeAsked = flow.state === "sent_email" || flow.state === "passed_challenge";
  const isProof = Boolean(request.query.get("token")) || (isCodeAsked && !hasAddress);
  if (isProof || !request.session()) return undefined;
  if (request.prefersJson || flow.type === "api") {
    return { kind: "failed", error: sessionAlreadyAvailable(), flowType: flow.type };
  }
  return { kind: "redirect", to: alreadySignedInUrl(context, request), status: 302 };
}

/** A new flow with its form; not stored yet. @param methodId the method in use, unless the configuration's */
export async function newRecoveryFlow(
  context: Context,
  request: FlowStart,
  type: FlowType,
  previous?: RecoveryFlow,
  method?: Method,
): Promise<RecoveryFlow> {
  const flow = newRecoveryBase(context, request, type, previous);
  const { use } = context.config().selfservice.flows.recovery;
  const used = method ?? methods.find(({ id }) => id === use);
  if (used?.isEnabled(context.config())) await used.recovery?.populate(context, flow);
  return flow;
}

/** A flow without a form. */
export function newRecoveryBase(
  context: Context,
  request: FlowStart,
  type: FlowType,
  previous?: RecoveryFlow,
): RecoveryFlow {
  return {
    ...newFlowBase(context, "recovery", type, request, previous),
    kind: "recovery",
    state: "choose_method",
    recoveredIdentityId: null,
    skipCsrfCheck: false,
    continueWith: [],
  };
}

/** A link is opened in a browser: where one was sent for a native flow, the next flow is a browser's. */
function renewedType(flow: RecoveryFlow): FlowType {
  return flow.active === "link" ? "browser" : flow.type;
}

async function restart(
  context: Context,
  flow: RecoveryFlow,
  request: FlowRequest,
  method: Method,
  { issues, byLink, type }: Restart,
): Promise<SubmitOutcome> {
  request.csrf.regenerate();
  const next = await newRecoveryFlow(
    context,
    request,
    byLink ? "browser" : (type ?? flow.type),
    undefined,
    method,
  );
  next.returnTo = flow.returnTo;
  // As in Kratos, although nobody asks a native client for it.
  if (next.type === "api") setNodeValue(next.ui, "csrf_token", request.csrf.token());
  showIssues(next.ui, issues);
  await createFlow(context, next);
  if (byLink) return { kind: "page", flow: next };
  if (context.config().feature_flags.use_continue_with_transitions && request.prefersJson) {
    return { kind: "failed", error: goesOnElsewhere(next, issues), flowType: flow.type };
  }
  return { kind: "replaced-fetch", flow: next };
}

function goesOnElsewhere(next: RecoveryFlow, issues: FieldIssue[]): ApiError {
  const [issue = { message: genericProblem("The recovery has to begin anew.") }] = issues;
  return new ApiError({
    code: 400,
    message: "The recovery has to begin anew",
    reason: issue.message.text,
    details: { continue_with: [{ action: "show_recovery_ui", flow: { id: next.id } }] },
  });
}

function assertEnabled(context: Context): void {
  if (!context.config().selfservice.flows.recovery.enabled) {
    throw badRequest("Recovery is switched off (selfservice.flows.recovery.enabled).");
  }
}
