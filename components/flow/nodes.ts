/** The kinds of UI node, and what can be read off one without knowing where it will stand. */
import type { UiNode, UiNodeAttributes, UiNodeInputAttributes, UiText } from "@ory/client";
import type { SayMessage } from "@/lib/i18n";

type NodeOf<K extends UiNodeAttributes["node_type"]> = UiNode & {
  attributes: Extract<UiNodeAttributes, { node_type: K }>;
};

/** An input whose values are what they are: of any type. */
export type InputNode = Omit<UiNode, "attributes"> & {
  attributes: Omit<UiNodeInputAttributes, "node_type" | "value" | "options"> & {
    node_type: "input";
    value?: unknown;
    options?: { value: unknown }[];
  };
};
export type TextNode = NodeOf<"text">;
export type ImageNode = NodeOf<"img">;
export type AnchorNode = NodeOf<"a">;
export type ScriptNode = NodeOf<"script">;

export const isInput = (node: UiNode): node is InputNode => node.attributes.node_type === "input";
export const isText = (node: UiNode): node is TextNode => node.attributes.node_type === "text";
export const isImage = (node: UiNode): node is ImageNode => node.attributes.node_type === "img";
export const isAnchor = (node: UiNode): node is AnchorNode => node.attributes.node_type === "a";
export const isScript = (node: UiNode): node is ScriptNode => node.attributes.node_type === "script";

export const isHidden = (node: InputNode) => node.attributes.type === "hidden";
export const isAction = (node: InputNode) =>
  node.attributes.type === "submit" || node.attributes.type === "button";

const visibleTypes = [
  "text",
  "password",
  "number",
  "checkbox",
  "email",
  "tel",
  "datetime-local",
  "date",
  "url",
];

/** An input that a person fills in. */
export const isField = (node: InputNode) => visibleTypes.includes(node.attributes.type);

/** A value as it stands in an HTML attribute; objects have no place there. */
export function valueText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return undefined;
}

const continueLabel: UiText = { id: 1070009, type: "info", text: "Continue" };

/** What a node is called; its name where the service gives no label. */
export function nodeLabel(node: UiNode, say: SayMessage): string {
  if (!isInput(node)) return node.meta.label ? say(node.meta.label) : "";
  const label = node.attributes.label ?? node.meta.label;
  if (!label) return node.attributes.name.split(".").at(-1) ?? node.attributes.name;
  // The first of two steps of sign-up has the same label as the last one, which does create the account.
  if (node.attributes.name === "method" && node.attributes.value === "profile" && label.id === 1040001) {
    return say(continueLabel);
  }
  return say(label);
}
