// The nodes of a flow's form, as they stand on the wire.
import type { JsonValue } from "../json.js";
import type { UiMessage } from "./message.js";

export type NodeGroup =
  | "default"
  | "password"
  | "oidc"
  | "profile"
  | "link"
  | "code"
  | "totp"
  | "lookup_secret"
  | "webauthn"
  | "passkey"
  | "identifier_first";

export type InputType =
  | "text"
  | "password"
  | "number"
  | "checkbox"
  | "hidden"
  | "email"
  | "tel"
  | "submit"
  | "button"
  | "datetime-local"
  | "date"
  | "url";

export interface InputAttributes {
  name: string;
  type: InputType;
  value?: JsonValue;
  required?: true;
  autocomplete?: string;
  pattern?: string;
  onclick?: string;
  onclickTrigger?: string;
  onload?: string;
  onloadTrigger?: string;
  maxlength?: number;
  disabled: boolean;
  node_type: "input";
}

export interface TextAttributes {
  text: UiMessage;
  id: string;
  node_type: "text";
}

export interface ImageAttributes {
  src: string;
  id: string;
  width: number;
  height: number;
  node_type: "img";
}

export interface AnchorAttributes {
  href: string;
  title: UiMessage;
  id: string;
  node_type: "a";
}

export interface ScriptAttributes {
  src: string;
  async: boolean;
  referrerpolicy: string;
  crossorigin: string;
  integrity: string;
  type: string;
  id: string;
  nonce: string;
  node_type: "script";
}

interface NodeBase {
  group: NodeGroup;
  messages: UiMessage[];
  meta: { label?: UiMessage };
}

export type InputNode = NodeBase & { type: "input"; attributes: InputAttributes };
export type UiNode =
  | InputNode
  | (NodeBase & { type: "text"; attributes: TextAttributes })
  | (NodeBase & { type: "img"; attributes: ImageAttributes })
  | (NodeBase & { type: "a"; attributes: AnchorAttributes })
  | (NodeBase & { type: "script"; attributes: ScriptAttributes });

export interface UiContainer {
  action: string;
  method: string;
  nodes: UiNode[];
  messages?: UiMessage[];
}

/** An input node; `disabled` defaults to false, `label` is a message. */
export function inputNode(
  group: NodeGroup,
  attributes: Omit<InputAttributes, "disabled" | "node_type"> & { disabled?: boolean },
  label?: UiMessage,
): InputNode {
  const { disabled = false, ...rest } = attributes;
  return {
    type: "input",
    group,
    attributes: { ...rest, disabled, node_type: "input" },
    messages: [],
    meta: label ? { label } : {},
  };
}

/** A text to read, such as a secret to copy. */
export function textNode(group: NodeGroup, id: string, text: UiMessage, label: UiMessage): UiNode {
  return { type: "text", group, attributes: { text, id, node_type: "text" }, messages: [], meta: { label } };
}

export function imageNode(
  group: NodeGroup,
  id: string,
  image: Pick<ImageAttributes, "src" | "width" | "height">,
  label: UiMessage,
): UiNode {
  return {
    type: "img",
    group,
    attributes: { ...image, id, node_type: "img" },
    messages: [],
    meta: { label },
  };
}

/** The name by which messages and submitted values find a node: an input's name, another node's id. */
export function nodeName(node: UiNode): string {
  return node.type === "input" ? node.attributes.name : node.attributes.id;
}
