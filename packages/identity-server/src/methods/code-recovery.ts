// Recovery with a code: the address, then the code that was sent to it.
import type { Context } from "../context.js";
import type { RecoveryFlow } from "../flows/flow.js";
import { addMessage, clearMessages, ensureCsrfNode } from "../flows/nodes.js";
import type { Submission } from "../flows/request.js";
import { badRequest, methodDisabled } from "../http/errors.js";
import { normaliseAddress } from "../identities/normalise.js";
import type { JsonObject } from "../json.js";
import {
  recoveryAlreadyCompleted,
  recoveryCodeLabel,
  recoveryCodeSent,
  requiredMissing,
} from "../ui/messages.js";
import { readAddressFields } from "./address-fields.js";
import { codeNode, emailNode, hiddenMethodNode, resendNode, submitNode } from "./code-nodes.js";
import { populateChoice, submitChoice } from "./code-recovery-choice.js";
import { askForMail } from "./mail-requests.js";
import type { RecoveryPart, RecoveryResult } from "./method.js";
import { isSendingEnabled } from "./sending.js";
import { distrust, restartRecovery, useRecoveryCode } from "./use-recovery-code.js";

export const codeRecovery: RecoveryPart = { populate, submit };

/** The field for a code: what the admin API's flows consist of, and the second step of the others. */
export function populateForCode(flow: RecoveryFlow): void {
  flow.ui.nodes.push(codeNode(recoveryCodeLabel(), { isBounded: true }));
}

function populate(context: Context, flow: RecoveryFlow): void {
  if (context.config().feature_flags.choose_recovery_address) {
    populateChoice(flow);
    return;
  }
  flow.active = "code";
  ensureCsrfNode(flow.ui);
  flow.ui.nodes.push(emailNode("code"), submitNode("code"));
}

async function submit(context: Context, flow: RecoveryFlow, submission: Submission): Promise<RecoveryResult> {
  // As in Kratos: a flow that was begun for a link, or was sent to a method that there is not, is not one for a code.
  if (flow.active !== "code") return { kind: "not-responsible" };
  if (submission.request.method !== "POST") throw badRequest("Send the form by POST.");
  if (flow.internal.choosesAddress === true) return submitChoice(context, flow, submission);
  const fields = readAddressFields(submission);
  if (fields.issues.length > 0) return { kind: "invalid", issues: fields.issues };
  const untrusted = distrust(flow, submission);
  if (untrusted) return untrusted;

  const asks = flow.state === "choose_method" || fields.email !== "";
  if (asks && submission.method !== "code") return { kind: "not-responsible" };
  if (!isSendingEnabled(context.config(), "code")) throw methodDisabled();
  if (flow.state === "passed_challenge") return restartRecovery(recoveryAlreadyCompleted());
  if (asks && fields.email === "") {
    return { kind: "invalid", issues: [{ node: "email", message: requiredMissing("email") }] };
  }
  flow.transientPayload = fields.transientPayload ?? {};
  if (!asks) return useRecoveryCode(context, flow, submission, fields.code);
  return sendCode(context, flow, submission, fields.email, flow.transientPayload);
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
  flow.internal.sentTo = normaliseAddress(email);
  clearMessages(flow.ui);
  flow.ui.nodes = [];
  ensureCsrfNode(flow.ui);
  populateForCode(flow);
  flow.ui.nodes.push(hiddenMethodNode(), submitNode("code"), resendNode(email));
  addMessage(flow.ui, recoveryCodeSent());
  return { kind: "continue", commit };
}
