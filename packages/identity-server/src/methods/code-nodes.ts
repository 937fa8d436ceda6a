// The nodes that recovery and verification by code or link have in common.
import { channelOf } from "../identities/normalise.js";
import type { UiMessage } from "../ui/message.js";
import { continueLabel, emailLabel, resendCodeLabel } from "../ui/messages.js";
import {
  inputNode,
  nodeName,
  type InputNode,
  type NodeGroup,
  type UiContainer,
  type UiNode,
} from "../ui/node.js";
import { CODE_LENGTH } from "./sent-secrets.js";
import type { SendingMethod } from "./sending.js";

/** Asks for the address. @param value what was typed before */
export function emailNode(group: SendingMethod, value?: string): InputNode {
  return inputNode(
    group,
    { name: "email", type: "email", required: true, ...(value !== undefined && { value }) },
    emailLabel(),
  );
}

export function submitNode(group: SendingMethod): InputNode {
  return inputNode(group, { name: "method", type: "submit", value: group }, continueLabel());
}

/** Names the method for a client that presses another button than the one for the code. */
export function hiddenMethodNode(): InputNode {
  return inputNode("code", { name: "method", type: "hidden", value: "code" });
}

/** @param isBounded whether the form itself checks that these are six digits */
export function codeNode(label: UiMessage, { isBounded }: { isBounded: boolean }): InputNode {
  const bounds = isBounded ? { pattern: "[0-9]+", maxlength: CODE_LENGTH } : {};
  return inputNode("code", { name: "code", type: "text", required: true, ...bounds }, label);
}

/** Sends again to the address that it carries; its name tells what kind of address that is. */
export function resendNode(address: string): InputNode {
  return inputNode("code", { name: channelOf(address), type: "submit", value: address }, resendCodeLabel());
}

/** Puts the node where one of its name is, whatever its group, or else at the end. */
export function replaceNamed(ui: UiContainer, node: UiNode): void {
  const index = ui.nodes.findIndex((other) => nodeName(other) === nodeName(node));
  if (index === -1) ui.nodes.push(node);
  else ui.nodes[index] = node;
}

/** The way on after a verified address. */
export function continueNode(group: NodeGroup, to: string): UiNode {
  return {
    type: "a",
    group,
    attributes: { href: to, title: continueLabel(), id: "continue", node_type: "a" },
    messages: [],
    meta: { label: continueLabel() },
  };
}
