/** Short ways to write nodes in tests, in the shapes that the service sends. */
import type { UiNode, UiNodeGroupEnum, UiText } from "@ory/client";
import type { FlowContext } from "../flow-context";
import type { FlowUi } from "../forms";

type Given = Record<string, unknown> & { messages?: UiText[]; label?: UiText };

export const info = (id: number, context?: object): UiText => ({
  id,
  type: "info",
  text: `service text ${id}`,
  ...(context && { context }),
});
export const error = (id: number, context?: object): UiText => ({ ...info(id, context), type: "error" });

/** An input node; `given` overrides its attributes. */
export function input(
  group: UiNodeGroupEnum | "default",
  name: string,
  type: string,
  given: Given = {},
): UiNode {
  const { messages = [], label, ...attributes } = given;
  return node(
    group,
    "input",
    { name, type, disabled: false, node_type: "input", ...attributes },
    messages,
    label,
  );
}

export const csrf = () => input("default", "csrf_token", "hidden", { value: "csrf-value", required: true });

export const submit = (
  group: UiNodeGroupEnum,
  name: string,
  value: string,
  labelId: number,
  given: Given = {},
) =>
  input(group, name, "submit", {
    value,
    label: info(labelId, given["context"] as object | undefined),
    ...given,
  });

/** A node of any type. */
export function node(
  group: UiNodeGroupEnum | "default",
  type: string,
  attributes: Record<string, unknown>,
  messages: UiText[] = [],
  label?: UiText,
): UiNode {
  return { type, group, attributes, messages, meta: label ? { label } : {} } as unknown as UiNode;
}

export const flow = (nodes: UiNode[], messages?: UiText[]): FlowUi => ({
  id: "00000000-0000-4000-8000-000000000001",
  ui: { nodes, ...(messages && { messages }) },
});

export const context = (given: Partial<FlowContext> = {}): FlowContext => ({
  kind: "login",
  origin: "http://localhost:3000",
  nonce: "nonce-of-this-answer",
  typed: {},
  prefill: {},
  traits: new Map(),
  ...given,
});

/** Sign-in with a password, as the starter's own configuration has it. */
export const passwordLogin = (given: { identifier?: Given; password?: Given } = {}) => [
  csrf(),
  input("default", "identifier", "text", {
    required: true,
    value: "",
    label: info(1070002, { title: "Email" }),
    ...given.identifier,
  }),
  input("password", "password", "password", {
    required: true,
    autocomplete: "current-password",
    label: info(1070001),
    ...given.password,
  }),
  submit("password", "method", "password", 1010022),
];
