// Verification with a code: the address, then the code that was sent to it. The mail's link fills the code in.
import type { Context } from "../context.js";
import type { VerificationFlow } from "../flows/flow.js";
import { addMessage, clearMessages, ensureCsrfNode, setNodeValue } from "../flows/nodes.js";
import { FieldIssuesError, type FieldIssue } from "../flows/outcome.js";
import type { Submission } from "../flows/request.js";
import { ApiError } from "../http/error.js";
import { normaliseAddress } from "../identities/normalise.js";
import { methodDisabled } from "../http/errors.js";
import {
  genericProblem,
  requiredMissing,
  verificationAlreadyCompleted,
  verificationCodeInvalid,
  verificationCodeLabel,
  verificationCodeSent,
  verificationFlowExpired,
} from "../ui/messages.js";
import type { UiMessage } from "../ui/message.js";
import { readAddressFields, type AddressFields } from "./address-fields.js";
import { codeNode, emailNode, hiddenMethodNode, replaceNamed, resendNode, submitNode } from "./code-nodes.js";
import { tryCode } from "./code-tries.js";
import { askForMail } from "./mail-requests.js";
import type { Restart, VerificationPart, VerificationResult } from "./method.js";
import { findProvedAddress, proveAddress } from "./prove-address.js";
import { isSendingEnabled, sendVerification } from "./sending.js";

export const codeVerification: VerificationPart = {
  populate,
  submit,
  send: (context, flow, identity, address) => {
    sendVerification(context, "code", flow, identity, address);
  },
};

function populate(_context: Context, flow: VerificationFlow, sentTo?: string): void {
  flow.active = "code";
  if (flow.state === "choose_method") {
    flow.ui.nodes.push(emailNode("code"), submitNode("code"));
  } else {
    flow.ui.nodes = [
      hiddenMethodNode(),
      codeNode(verificationCodeLabel(), { isBounded: false }),
      submitNode("code"),
    ];
    clearMessages(flow.ui);
    addMessage(flow.ui, verificationCodeSent());
  }
  if (flow.type === "browser") ensureCsrfNode(flow.ui);
  if (sentTo !== undefined) flow.ui.nodes.push(resendNode(sentTo));
}

async function submit(
  context: Context,
  flow: VerificationFlow,
  submission: Submission,
): Promise<VerificationResult> {
  const { request } = submission;
  const linked = request.query.get("code");
  if (request.method !== "POST") {
    if (linked !== null && linked !== "") return openLink(context, flow, submission, linked);
    return { kind: "not-responsible" };
  }
  const fields = readAddressFields(submission);
  const issues = [...fields.issues, ...unknownMethod(submission.method)];
  if (issues.length > 0) return { kind: "invalid", issues };
  const typed = fields.code !== "" ? fields.code : (linked ?? "");
  const chosen = submission.method === "" && typed !== "" ? "code" : submission.method;
  if (chosen !== "code") {
    // Nothing of what was typed is lost for a method that isn't named.
    if (flow.active !== "link") keepAddress(flow, fields);
    return { kind: "not-responsible" };
  }
  if (!isSendingEnabled(context.config(), "code")) throw methodDisabled();
  if (flow.state === "passed_challenge") return restart(verificationAlreadyCompleted());
  // A code is proof enough: who has it may be on another device than the one that asked for it.
  if (typed !== "") return useCode(context, flow, submission, typed, fields);
  const address = fields.email !== "" ? fields.email : fields.phone;
  if (address === "") {
    keepAddress(flow, fields);
    return { kind: "invalid", issues: [{ node: "email", message: requiredMissing("email") }] };
  }
  return sendCode(context, flow, submission, fields, address);
}

function unknownMethod(method: string): FieldIssue[] {
  if (["", "code", "link"].includes(method)) return [];
  return [{ node: "method", message: genericProblem('The method must be "code" or "link".') }];
}

/** Shows the flow to whoever opened the mail, with the code filled in; the form then has a token of its own. */
function openLink(
  context: Context,
  flow: VerificationFlow,
  { request }: Submission,
  linked: string,
): VerificationResult {
  if (!isSendingEnabled(context.config(), "code")) throw methodDisabled();
  if (flow.state === "passed_challenge") return restart(verificationAlreadyCompleted());
  setNodeValue(flow.ui, "code", linked);
  if (flow.type === "browser") {
    request.csrf.regenerate();
    flow.csrfHash = request.csrf.hash();
    ensureCsrfNode(flow.ui);
  }
  return { kind: "link-opened" };
}

function sendCode(
  context: Context,
  flow: VerificationFlow,
  submission: Submission,
  fields: AddressFields,
  address: string,
): VerificationResult {
  try {
    submission.assertTrusted(flow);
  } catch (error) {
    if (error instanceof ApiError && error.code === 400) keepAddress(flow, fields);
    throw error;
  }
  const { transientPayload } = fields;
  const commit = askForMail(context, flow, submission.request, {
    method: "code",
    address,
    transientPayload,
  });
  flow.state = "sent_email";
  flow.internal.sentTo = normaliseAddress(address);
  populate(context, flow, address);
  return { kind: "continue", commit };
}

async function useCode(
  context: Context,
  flow: VerificationFlow,
  { request }: Submission,
  typed: string,
  { transientPayload }: AddressFields,
): Promise<VerificationResult> {
  const tried = await tryCode(context, {
    flowId: flow.id,
    request,
    typed,
    sentTo: sentToOf(flow),
    candidates: () => context.store.codes.listUnused(flow.id),
  });
  if (tried.kind === "too-many")
    return restart(genericProblem("There were too many tries. Please ask for a new code."));
  const found = tried.kind === "right" ? findProvedAddress(context, tried.secret) : undefined;
  if (tried.kind !== "right" || !found) {
    flow.transientPayload = transientPayload ?? {};
    clearMessages(flow.ui);
    addMessage(flow.ui, verificationCodeInvalid());
    return { kind: "continue" };
  }
  const { secret } = tried;
  const now = context.now();
  if (secret.expiresAt <= now) {
    return { ...restart(verificationFlowExpired(secret.expiresAt, now)), expiredAt: secret.expiresAt };
  }
  return {
    kind: "verified",
    address: found.address,
    commit: () => {
      if (!context.store.codes.use(secret.id, context.now())) {
        throw new FieldIssuesError([{ node: "", message: verificationCodeInvalid() }]);
      }
      proveAddress(context, found.address);
    },
  };
}

/** A flow that a hook made knows its address by the form alone: its code was sent by nobody's asking. */
function sentToOf({ internal }: VerificationFlow): string {
  return typeof internal.sentTo === "string" ? internal.sentTo : "";
}

function keepAddress(flow: VerificationFlow, { email }: AddressFields): void {
  ensureCsrfNode(flow.ui);
  replaceNamed(flow.ui, emailNode("code", email));
}

function restart(message: UiMessage): Restart {
  return { kind: "restart", issues: [{ node: "", message }] };
}
