/** Sorts a flow's nodes into forms: one for each group, with the nodes of the default group where they are needed. */
import type { UiNode, UiText } from "@ory/client";
import type { FlowKind } from "@/lib/ory/flow-kind";
import type { SayMessage } from "@/lib/i18n";
import type { FieldMessage } from "@/components/ui/field";
import {
  type InputNode,
  type ScriptNode,
  isAction,
  isAnchor,
  isField,
  isHidden,
  isImage,
  isInput,
  isScript,
  isText,
} from "./nodes";

/** What of a flow the forms are made of. */
export interface FlowUi {
  id: string;
  ui: { nodes: UiNode[]; messages?: UiText[] };
}

/** A node at its place in a form. */
export interface PlacedNode<N extends UiNode = UiNode> {
  node: N;
  /** Unique on the page, fit for an id attribute. */
  id: string;
  messages: FieldMessage[];
}

export interface FlowFormModel {
  group: string;
  testId: string;
  hidden: PlacedNode<InputNode>[];
  /** Fields, texts, images and links, in the service's order. */
  content: PlacedNode[];
  /** Buttons: the main one first, so that the Enter key presses it; ways back last. */
  actions: PlacedNode<InputNode>[];
  /** What is wrong with hidden nodes: no field can carry it. */
  stray: FieldMessage[];
  /** Fields that this form sends as another form of the page has them: script takes them over (components/keys.ts). */
  borrowed: string[];
}

/** The order of forms on a page; the first one that has something to press is the main one. */
const groupOrder: Record<FlowKind, readonly string[]> = {
  login: [
    "identifier_first",
    "password",
    "totp",
    "code",
    "link",
    "webauthn",
    "passkey",
    "lookup_secret",
    "oidc",
  ],
  registration: ["password", "code", "link", "passkey", "webauthn", "oidc", "profile"],
  recovery: ["code", "link"],
  verification: ["code", "link"],
  settings: ["profile", "password", "oidc", "totp", "passkey", "webauthn", "lookup_secret"],
};

/** Groups whose submission needs the visible fields of the default group: who signs in, or the traits of who signs up. */
const groupsNeedingDefaultFields: Record<FlowKind, readonly string[]> = {
  login: ["password", "code", "link", "webauthn", "identifier_first"],
  registration: ["password", "code", "link", "webauthn", "passkey", "profile"],
  recovery: ["code", "link"],
  verification: ["code", "link"],
  settings: [],
};

/** Label of the provider button in the form that asks for what a provider did not tell. */
const MISSING_TRAITS_LABEL = 1040003;

/** @param say  how a message reads in the visitor's language */
export function flowForms(kind: FlowKind, flow: FlowUi, say: SayMessage): FlowFormModel[] {
  const nodes = withoutRepeats(flow.ui.nodes).filter(isKnown);
  const common = nodes.filter(isShared);
  const own = nodes.filter((node) => !isShared(node) && !isScript(node));
  const groups = inOrder(kind, [...new Set(own.map((node) => node.group as string))], own);
  const source = { kind, flow, say };
  if (groups.length === 0) return common.some(isVisible) ? [buildForm(source, "default", common, true)] : [];

  const needsFields = (group: string) =>
    groupsNeedingDefaultFields[kind].includes(group) ||
    own.some((node) => node.group === group && node.meta.label?.id === MISSING_TRAITS_LABEL);
  const isScripted = (group: string) => !own.some((node) => node.group === group && isPlainSubmit(node));
  const hasLender = groups.some((group) => needsFields(group) && !isScripted(group));
  return groups.map((group) => {
    const ownNodes = own.filter((node) => node.group === group);
    const isBorrower = hasLender && needsFields(group) && isScripted(group);
    const hasFields = needsFields(group) && !isBorrower;
    // Where passkeys are on, the identifier comes twice in sign-in by identifier first.
    const ownNames = fieldNames(ownNodes);
    const isTaken = (node: UiNode) => isInput(node) && ownNames.includes(node.attributes.name);
    const shared = common.filter(
      (node) => (hasFields && !isTaken(node)) || (isInput(node) && isHidden(node)),
    );
    const form = buildForm(source, group, [...shared, ...ownNodes], groups.length === 1);
    return isBorrower ? { ...form, borrowed: fieldNames(common) } : form;
  });
}

/**
 * What is said at fields that no form shows: Kratos adds a field for a message where it has none, as in the settings,
 * where it then stands in no method's group.
 */
export function messagesOfNoForm(flow: FlowUi, forms: readonly FlowFormModel[]): UiText[] {
  const shown = forms.flatMap(({ hidden, content, actions }) => [...hidden, ...content, ...actions]);
  const names = new Set(shown.map(({ node }) => nameOf(node)));
  return flow.ui.nodes.filter((node) => !names.has(nameOf(node))).flatMap(({ messages }) => messages);
}

const nameOf = (node: UiNode) => (isInput(node) ? node.attributes.name : node);

const isPlainSubmit = (node: UiNode) => isInput(node) && node.attributes.type === "submit";

function fieldNames(nodes: readonly UiNode[]): string[] {
  return nodes
    .filter(isInput)
    .filter(isField)
    .map(({ attributes }) => attributes.name);
}

/** Whether nothing of the form works without script: its buttons are there once it runs. */
export function isScriptOnly({ content, actions, stray }: FlowFormModel): boolean {
  return (
    content.length === 0 &&
    stray.length === 0 &&
    actions.length > 0 &&
    actions.every(({ node }) => node.attributes.type === "button")
  );
}

/** Scripts stand outside of forms. */
export function flowScripts(flow: FlowUi): ScriptNode[] {
  return flow.ui.nodes.filter(isScript);
}

interface FormSource {
  kind: FlowKind;
  flow: FlowUi;
  say: SayMessage;
}

function buildForm(
  { kind, flow, say }: FormSource,
  group: string,
  nodes: UiNode[],
  isOnly: boolean,
): FlowFormModel {
  const told = new Set<number>();
  const placed = nodes.map((node, index): PlacedNode => {
    const name = isInput(node) ? node.attributes.name : index.toString();
    const id = `${group}-${name}-${index}`;
    const messages = isToldHere(flow, node, group) ? placeMessages(node, id, told, say) : [];
    return { node, id, messages };
  });
  const inputs = placed.filter((item): item is PlacedNode<InputNode> => isInput(item.node));
  const hidden = inputs.filter((item) => isHidden(item.node));
  return {
    group,
    testId: formTestId(kind, group, isOnly),
    hidden,
    content: placed.filter((item) => !isInput(item.node) || isField(item.node)),
    actions: inputs
      .filter((item) => isAction(item.node))
      .sort((a, b) => actionRank(a.node) - actionRank(b.node)),
    stray: hidden.flatMap((item) => item.messages),
    borrowed: [],
  };
}

/**
 * A field that several forms share carries its messages in each of them, for the flow doesn't say which one was sent;
 * unless messages at a form's own nodes tell it.
 */
function isToldHere(flow: FlowUi, node: UiNode, group: string): boolean {
  if (!isShared(node)) return true;
  const told = flow.ui.nodes.filter((other) => !isShared(other) && other.messages.length > 0);
  return told.length === 0 || told.some((other) => other.group === group);
}

/** A message's number is a test id once in a form, however many fields have that message. */
function placeMessages(node: UiNode, id: string, told: Set<number>, say: SayMessage): FieldMessage[] {
  return node.messages.map((message, index) => {
    const isFirst = !told.has(message.id);
    told.add(message.id);
    return {
      id: `${id}-message-${index}`,
      text: say(message),
      tone: (message.type as string) === "error" ? "error" : "info",
      ...(isFirst && { testId: `ui/message/${message.id}` }),
    };
  });
}

function formTestId(kind: FlowKind, group: string, isOnly: boolean): string {
  if (kind === "settings") return `${group}-settings-card`;
  if (kind === "recovery" || kind === "verification") return `${kind}-flow`;
  if (group === "webauthn") return "passwordless-flow";
  if (group === "passkey") return "passkey-flow";
  if (["code", "profile", "oidc"].includes(group)) return `${kind}-flow-${group}`;
  return group === "password" || isOnly ? `${kind}-flow` : `${kind}-flow-${group}`;
}

function inOrder(kind: FlowKind, groups: string[], own: UiNode[]): string[] {
  const order = groupOrder[kind];
  const rank = (group: string) => {
    // The first step of sign-up is the profile's own; in the second step all that is left of it is the way back.
    if (kind === "registration" && group === "profile" && own.some(isProfileSubmit)) return -1;
    const index = order.indexOf(group);
    return index === -1 ? order.length : index;
  };
  return groups.sort((a, b) => rank(a) - rank(b));
}

const isProfileSubmit = (node: UiNode) =>
  isInput(node) && node.group === "profile" && node.attributes.name === "method";

const isKnown = (node: UiNode) =>
  isText(node) ||
  isImage(node) ||
  isAnchor(node) ||
  isScript(node) ||
  (isInput(node) && (isHidden(node) || isAction(node) || isField(node)));

/** Who signs in, once told in the first step of identifier-first sign-in, is for all ways of the second. */
const isShared = (node: UiNode) =>
  (node.group as string) === "default" ||
  (node.group === "identifier_first" && isInput(node) && isHidden(node));

const isVisible = (node: UiNode) => !isScript(node) && !(isInput(node) && isHidden(node));

/** Kratos 26.2 repeats submit buttons in a flow that is shown again after an error (seen in two-step sign-up). */
function withoutRepeats(nodes: UiNode[]): UiNode[] {
  const seen = new Set<string>();
  return nodes.filter((node) => {
    if (!isInput(node)) return true;
    const { name, type, value } = node.attributes;
    const key = JSON.stringify([node.group, name, type, value]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

export type ActionRole = "main" | "choice" | "remove" | "aside";

/** What pressing a button means, by the names that the protocol gives its buttons. */
export function actionRole({ attributes: { name } }: InputNode): ActionRole {
  if (name === "method" || name === "lookup_secret_confirm") return "main";
  if (/_(remove|unlink|disable)$/.test(name) || name === "unlink") return "remove";
  if (["resend", "screen", "email", "recovery_confirm_address"].includes(name)) return "aside";
  return "choice";
}

function actionRank(node: InputNode): number {
  return ["main", "choice", "remove", "aside"].indexOf(actionRole(node));
}
