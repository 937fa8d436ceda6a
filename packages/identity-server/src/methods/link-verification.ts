// Verification with a link: the address, then the link that was sent to it.
import type { Context } from "../context.js";
import type { VerificationFlow } from "../flows/flow.js";
import { addMessage, clearMessages, ensureCsrfNode } from "../flows/nodes.js";
import { FieldIssuesError } from "../flows/outcome.js";
import type { Submission } from "../flows/request.js";
import { methodDisabled } from "../http/errors.js";
import {
  requiredMissing,
  verificationAlreadyCompleted,
  verificationFlowExpired,
  verificationLinkInvalid,
  verificationLinkSent,
} from "../ui/messages.js";
import type { UiMessage } from "../ui/message.js";
import { readAddressFields } from "./address-fields.js";
import { emailNode, replaceNamed, submitNode } from "./code-nodes.js";
import { askForMail } from "./mail-requests.js";
import type { VerificationPart, VerificationResult } from "./method.js";
import { findProvedAddress, proveAddress } from "./prove-address.js";
import { findMatch } from "./sent-secrets.js";
import { isSendingEnabled, sendVerification } from "./sending.js";

export const linkVerification: VerificationPart = {
  populate,
  submit,
  send: (context, flow, identity, address) => {
    sendVerification(context, "link", flow, identity, address);
  },
};

function populate(_context: Context, flow: VerificationFlow, sentTo?: string): void {
  flow.active = "link";
  ensureCsrfNode(flow.ui);
  flow.ui.nodes.push(emailNode("link", sentTo), submitNode("link"));
  if (flow.state === "sent_email") addMessage(flow.ui, verificationLinkSent());
}

async function submit(
  context: Context,
  flow: VerificationFlow,
  submission: Submission,
): Promise<VerificationResult> {
  const { request } = submission;
  const token = request.query.get("token");
  if (token !== null && token !== "") return useLink(context, flow, token);
  if (request.method !== "POST" || submission.method !== "link") {
    const { email } = readAddressFields(submission);
    // v0alpha2 kept what was typed for no method.
    const isKept = context.config().legacy.v0alpha2 && email !== "";
    if (isKept) replaceNamed(flow.ui, emailNode("link", email));
    return { kind: "not-responsible" };
  }
  if (!isSendingEnabled(context.config(), "link")) throw methodDisabled();
  const { email, transientPayload, issues } = readAddressFields(submission);
  if (issues.length > 0) return { kind: "invalid", issues };
  if (email === "") {
    ensureCsrfNode(flow.ui);
    replaceNamed(flow.ui, emailNode("link", ""));
    return { kind: "invalid", issues: [{ node: "email", message: requiredMissing("email") }] };
  }
  submission.assertTrusted(flow);
  if (flow.state === "passed_challenge") {
    return { kind: "restart", issues: [{ node: "", message: verificationAlreadyCompleted() }] };
  }

  const commit = askForMail(context, flow, request, { method: "link", address: email, transientPayload });
  flow.active = "link";
  flow.state = "sent_email";
  clearMessages(flow.ui);
  ensureCsrfNode(flow.ui);
  replaceNamed(flow.ui, emailNode("link", email));
  addMessage(flow.ui, verificationLinkSent());
  return { kind: "continue", commit };
}

function useLink(context: Context, flow: VerificationFlow, token: string): VerificationResult {
  if (!isSendingEnabled(context.config(), "link")) throw methodDisabled();
  const { linkTokens } = context.store;
  const secret = findMatch(context.config(), linkTokens.listUnused(flow.id), flow.id, token);
  const found = secret && findProvedAddress(context, secret);
  if (!secret || !found) return beginAnew(verificationLinkInvalid());
  if (secret.expiresAt <= context.now())
    return beginAnew(verificationFlowExpired(secret.expiresAt, context.now()));
  return {
    kind: "verified",
    address: found.address,
    commit: () => {
      if (!linkTokens.use(secret.id, context.now())) {
        throw new FieldIssuesError([{ node: "", message: verificationLinkInvalid() }]);
      }
      proveAddress(context, found.address);
    },
  };
}

function beginAnew(message: UiMessage): VerificationResult {
  return { kind: "restart", issues: [{ node: "", message }], byLink: true };
}
