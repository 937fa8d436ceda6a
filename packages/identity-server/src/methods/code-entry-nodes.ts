// The nodes of sign-in and sign-up by code, and what a submission of theirs may carry.
import { removeNodes } from "../flows/nodes.js";
import type { FieldIssue } from "../flows/outcome.js";
import type { Submission } from "../flows/request.js";
import { continueLabel, genericProblem, registrationBackLabel, resendCodeLabel } from "../ui/messages.js";
import type { UiMessage } from "../ui/message.js";
import { inputNode, nodeName, type InputNode, type UiContainer, type UiNode } from "../ui/node.js";
import { codeNode, hiddenMethodNode } from "./code-nodes.js";

/** What follows after a code was sent: its field, the way on, and another code. */
export function sentNodes(label: UiMessage): InputNode[] {
  return [
    hiddenMethodNode(),
    codeNode(label, { isBounded: false }),
    inputNode("code", { name: "method", type: "submit", value: "code" }, continueLabel()),
    inputNode("code", { name: "resend", type: "submit", value: "code" }, resendCodeLabel()),
  ];
}

/** Asks for a code to be sent. */
export function askNode(label: UiMessage): InputNode {
  return inputNode("code", { name: "method", type: "submit", value: "code" }, label);
}

/** From the code back to the other ways to sign up. */
export function backToChoiceNode(): InputNode {
  return inputNode(
    "profile",
    { name: "screen", type: "submit", value: "credential-selection" },
    registrationBackLabel(),
  );
}

/** Takes away what {@link sentNodes} and {@link backToChoiceNode} added. */
export function removeSentNodes(ui: UiContainer): void {
  removeNodes(ui, (node) => node.group === "code" || isBackToChoice(node));
}

function isBackToChoice(node: UiNode): boolean {
  return (
    nodeName(node) === "screen" && node.type === "input" && node.attributes.value === "credential-selection"
  );
}

/** Whether another code is asked for; only one word asks for it. */
export function readResend({ body }: Submission): { isAsked: boolean; issues: FieldIssue[] } {
  const { resend } = body;
  if (resend === undefined || resend === null || resend === "") return { isAsked: false, issues: [] };
  if (resend === "code") return { isAsked: true, issues: [] };
  return { isAsked: false, issues: [{ node: "resend", message: genericProblem('This must be "code".') }] };
}
