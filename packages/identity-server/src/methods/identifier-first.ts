// Sign-in that asks who it is first, and then for what that account has (`selfservice.flows.login.style`).
import type { Config } from "../config/index.js";
import type { Context } from "../context.js";
import { readFields } from "../flows/fields.js";
import type { LoginFlow } from "../flows/flow.js";
import { ensureCsrfNode, setNodeValue } from "../flows/nodes.js";
import type { Submission } from "../flows/request.js";
import { continueLabel } from "../ui/messages.js";
import { inputNode } from "../ui/node.js";
import { identifierLabelOf } from "./identifier-node.js";
import type { LoginResult, LoginStep, Method } from "./method.js";

export const identifierFirst: Method = {
  id: "identifier_first",
  isEnabled: isIdentifierFirst,
  login: { populate, submit },
};

function isIdentifierFirst({ selfservice }: Config): boolean {
  return selfservice.flows.login.style === "identifier_first";
}

function populate(context: Context, flow: LoginFlow, step: LoginStep): void {
  if (step.kind !== "identify") return;
  ensureCsrfNode(flow.ui);
  flow.ui.nodes.push(
    inputNode(
      "identifier_first",
      { name: "identifier", type: "text", value: "", required: true, autocomplete: "username webauthn" },
      identifierLabelOf(context, flow),
    ),
    inputNode(
      "identifier_first",
      { name: "method", type: "submit", value: "identifier_first" },
      continueLabel(),
    ),
  );
}

/** As in Kratos it comes last and takes whatever no other method did: who presses Enter names no method. */
async function submit(context: Context, flow: LoginFlow, submission: Submission): Promise<LoginResult> {
  if (!isIdentifierFirst(context.config()) || flow.requestedAal !== "aal1" || flow.refresh) {
    return { kind: "not-responsible" };
  }
  const fields = readFields(submission, { text: ["identifier"] });
  const identifier = fields.text.identifier ?? "";
  setNodeValue(flow.ui, "identifier", identifier);
  if (fields.issues.length > 0) return { kind: "invalid", issues: fields.issues };
  flow.transientPayload = fields.transientPayload ?? {};
  submission.assertTrusted(flow);
  return { kind: "identifies", identifier };
}
