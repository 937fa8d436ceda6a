// Recovery with a link: the address, then the link that was sent to it.
import type { Context } from "../context.js";
import type { RecoveryFlow } from "../flows/flow.js";
import { addMessage, clearMessages, ensureCsrfNode } from "../flows/nodes.js";
import { FieldIssuesError } from "../flows/outcome.js";
import type { Submission } from "../flows/request.js";
import { badRequest, methodDisabled } from "../http/errors.js";
import {
  recoveryAlreadyCompleted,
  recoveryFlowExpired,
  recoveryLinkInvalid,
  recoveryLinkSent,
  requiredMissing,
} from "../ui/messages.js";
import type { UiMessage } from "../ui/message.js";
import { readAddressFields } from "./address-fields.js";
import { emailNode, replaceNamed, submitNode } from "./code-nodes.js";
import { askForMail } from "./mail-requests.js";
import type { RecoveryPart, RecoveryResult } from "./method.js";
import { proveRecoveryAddress } from "./prove-address.js";
import { isSendingEnabled } from "./sending.js";
import { findMatch } from "./sent-secrets.js";

export const linkRecovery: RecoveryPart = { populate, submit };

function populate(_context: Context, flow: RecoveryFlow): void {
  flow.active = "link";
  ensureCsrfNode(flow.ui);
  flow.ui.nodes.push(emailNode("link"), submitNode("link"));
}

async function submit(context: Context, flow: RecoveryFlow, submission: Submission): Promise<RecoveryResult> {
  const token = submission.request.query.get("token");
  if (token !== null && token !== "") return useLink(context, flow, token);
  if (submission.request.method !== "POST") throw badRequest("Send the form by POST.");
  if (submission.method !== "link") return { kind: "not-responsible" };
  if (!isSendingEnabled(context.config(), "link")) throw methodDisabled();
  const { email, transientPayload, issues } = readAddressFields(submission);
  if (issues.length > 0) return { kind: "invalid", issues };
  if (email === "")
    return { kind: "invalid", issues: [{ node: "email", message: requiredMissing("email") }] };
  submission.assertTrusted(flow);
  if (flow.state === "passed_challenge") {
    return { kind: "restart", issues: [{ node: "", message: recoveryAlreadyCompleted() }] };
  }

  const commit = askForMail(context, flow, submission.request, {
    method: "link",
    address: email,
    transientPayload,
  });
  flow.transientPayload = transientPayload ?? {};
  flow.active = "link";
  flow.state = "sent_email";
  clearMessages(flow.ui);
  ensureCsrfNode(flow.ui);
  replaceNamed(flow.ui, emailNode("link", email));
  addMessage(flow.ui, recoveryLinkSent());
  return { kind: "continue", commit };
}

function useLink(context: Context, flow: RecoveryFlow, token: string): RecoveryResult {
  if (!isSendingEnabled(context.config(), "link")) throw methodDisabled();
  const { linkTokens, identities } = context.store;
  const secret = findMatch(context.config(), linkTokens.listUnused(flow.id), flow.id, token);
  const identity = secret && identities.find(secret.identityId);
  if (!secret || !identity) return beginAnew(recoveryLinkInvalid());
  if (secret.expiresAt <= context.now())
    return beginAnew(recoveryFlowExpired(secret.expiresAt, context.now()));
  return {
    kind: "recovered",
    identity,
    proof: { method: "link_recovery", aal: "aal1", completedAt: context.now() },
    byLink: true,
    commit: () => {
      if (!linkTokens.use(secret.id, context.now())) {
        throw new FieldIssuesError([{ node: "", message: recoveryLinkInvalid() }]);
      }
      proveRecoveryAddress(context, identity, secret);
    },
  };
}

function beginAnew(message: UiMessage): RecoveryResult {
  return { kind: "restart", issues: [{ node: "", message }], byLink: true };
}
