// Recovery with a code: the address, then the code that was sent to it.
import type { Context } from "../context.js";
import type { RecoveryFlow } from "../flows/flow.js";
import { addMessage, clearMessages, ensureCsrfNode } from "../flows/nodes.js";
import { FieldIssuesError } from "../flows/outcome.js";
import type { Submission } from "../flows/request.js";
import { ApiError } from "../http/error.js";
import { badRequest, methodDisabled } from "../http/errors.js";
import type { JsonObject } from "../json.js";
import {
  genericProblem,
  recoveryAlreadyCompleted,
  recoveryCodeInvalid,
  recoveryCodeLabel,
  recoveryCodeSent,
  requiredMissing,
} from "../ui/messages.js";
import { readAddressFields } from "./address-fields.js";
import { codeNode, emailNode, hiddenMethodNode, resendNode, submitNode } from "./code-nodes.js";
import { tryCode } from "./code-tries.js";
import { askForMail } from "./mail-requests.js";
import type { RecoveryPart, RecoveryResult } from "./method.js";
import { proveRecoveryAddress } from "./prove-address.js";
import { isSendingEnabled } from "./sending.js";

export const codeRecovery: RecoveryPart = { populate, submit };

/** The field for a code: what the admin API's flows consist of, and the second step of the others. */
export function populateForCode(flow: RecoveryFlow): void {
  flow.ui.nodes.push(codeNode(recoveryCodeLabel(), { isBounded: true }));
}

function populate(_context: Context, flow: RecoveryFlow): void {
  flow.active = "code";
  ensureCsrfNode(flow.ui);
  flow.ui.nodes.push(emailNode("code"), submitNode("code"));
}

async function submit(context: Context, flow: RecoveryFlow, submission: Submission): Promise<RecoveryResult> {
  if (flow.active === "link") return { kind: "not-responsible" };
  if (submission.request.method !== "POST") throw badRequest("Send the form by POST.");
  const fields = readAddressFields(submission);
  if (fields.issues.length > 0) return { kind: "invalid", issues: fields.issues };
  const untrusted = distrust(flow, submission);
  if (untrusted) return untrusted;

  const asks = flow.state === "choose_method" || fields.email !== "";
  if (asks && submission.method !== "code") return { kind: "not-responsible" };
  if (!isSendingEnabled(context.config(), "code")) throw methodDisabled();
  if (flow.state === "passed_challenge") return restart(recoveryAlreadyCompleted());
  if (asks && fields.email === "") {
    return { kind: "invalid", issues: [{ node: "email", message: requiredMissing("email") }] };
  }
  flow.transientPayload = fields.transientPayload ?? {};
  if (!asks) return useCode(context, flow, submission, fields.code);
  return sendCode(context, flow, submission, fields.email, flow.transientPayload);
}

/** A form that may be forged costs the visitor the secret it was forged with; a native flow starts anew. */
function distrust(flow: RecoveryFlow, submission: Submission): RecoveryResult | undefined {
  if (flow.skipCsrfCheck) return undefined;
  try {
    submission.assertTrusted(flow);
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 400)
      return { ...restart(genericProblem(error.reason ?? error.message)), type: "browser" };
    submission.request.csrf.regenerate();
    throw error;
  }
}

function sendCode(
  context: Context,
  flow: RecoveryFlow,
  { request }: Submission,
  email: string,
  transientPayload: JsonObject,
): RecoveryResult {
  const commit = askForMail(context, flow, request, { method: "code", address: email, transientPayload });
  flow.active = "code";
  flow.state = "sent_email";
  clearMessages(flow.ui);
  flow.ui.nodes = [];
  ensureCsrfNode(flow.ui);
  populateForCode(flow);
  flow.ui.nodes.push(hiddenMethodNode(), submitNode("code"), resendNode(email));
  addMessage(flow.ui, recoveryCodeSent());
  return { kind: "continue", commit };
}

async function useCode(
  context: Context,
  flow: RecoveryFlow,
  submission: Submission,
  typed: string,
): Promise<RecoveryResult> {
  const tried = await tryCode(context, flow.id, submission.request, typed);
  if (tried.kind === "too-many")
    return restart(genericProblem("There were too many tries. Please ask for a new code."));
  const identity =
    tried.kind === "right" ? context.store.identities.find(tried.secret.identityId) : undefined;
  if (tried.kind !== "right" || !identity || tried.secret.expiresAt <= context.now()) {
    clearMessages(flow.ui);
    addMessage(flow.ui, recoveryCodeInvalid());
    return { kind: "continue" };
  }
  const { secret } = tried;
  return {
    kind: "recovered",
    identity,
    proof: { method: "code_recovery", aal: "aal1", completedAt: context.now() },
    commit: () => {
      if (!context.store.codes.use(secret.id, context.now())) {
        throw new FieldIssuesError([{ node: "", message: recoveryCodeInvalid() }]);
      }
      proveRecoveryAddress(context, identity, secret);
    },
  };
}

function restart(message: ReturnType<typeof genericProblem>): Extract<RecoveryResult, { kind: "restart" }> {
  return { kind: "restart", issues: [{ node: "", message }] };
}
