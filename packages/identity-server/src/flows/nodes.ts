// What flows do with the nodes and messages of their form.
import { nodeName, inputNode, type UiContainer, type UiNode } from "../ui/node.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import type { FieldIssue } from "./outcome.js";
import type { UiMessage } from "../ui/message.js";

/** Adds the hidden field that carries the CSRF token, unless it is there; its value is filled in when answering. */
export function ensureCsrfNode(ui: UiContainer): void {
  upsertNode(ui, inputNode("default", { name: "csrf_token", type: "hidden", value: "", required: true }));
}

/** Puts the node in the place of the one that it replaces, or at the end. */
export function upsertNode(ui: UiContainer, node: UiNode): void {
  const index = ui.nodes.findIndex((other) => isSameField(other, node));
  if (index === -1) ui.nodes.push(node);
  else ui.nodes[index] = node;
}

/** A name stands for one field, but for buttons: several may share a name and differ in group or value. */
function isSameField(a: UiNode, b: UiNode): boolean {
  if (nodeName(a) !== nodeName(b)) return false;
  if (a.type !== "input" || b.type !== "input" || b.attributes.type !== "submit") return true;
  return a.group === b.group && a.attributes.value === b.attributes.value;
}

export function removeNodes(ui: UiContainer, matches: (node: UiNode) => boolean): void {
  ui.nodes = ui.nodes.filter((node) => !matches(node));
}

/** Sets the value of the inputs with this name; undefined takes it away. */
export function setNodeValue(ui: UiContainer, name: string, value: JsonValue | undefined): void {
  for (const node of ui.nodes) {
    if (node.type !== "input" || node.attributes.name !== name) continue;
    if (value === undefined) delete node.attributes.value;
    else node.attributes.value = value;
  }
}

/** Shows the submitted traits again, each at the input of its name. */
export function setTraitValues(ui: UiContainer, traits: JsonObject): void {
  for (const [name, value] of leavesOf("traits", traits)) setNodeValue(ui, name, value);
}

export function addMessage(ui: UiContainer, message: UiMessage): void {
  (ui.messages ??= []).push(message);
}

export function clearMessages(ui: UiContainer): void {
  delete ui.messages;
  for (const node of ui.nodes) node.messages = [];
}

/** Puts each message at the node it belongs to; a field that the form does not have is added for it. */
export function showIssues(ui: UiContainer, issues: FieldIssue[]): void {
  for (const { node: name, message } of issues) {
    if (name === "") {
      addMessage(ui, message);
      continue;
    }
    let node = ui.nodes.find((other) => nodeName(other) === name);
    if (!node) {
      node = inputNode("default", { name, type: "text" });
      ui.nodes.push(node);
    }
    node.messages.push(message);
  }
}

/** Each value with the name of its field. */
export function* leavesOf(name: string, value: JsonObject): Generator<[string, JsonValue]> {
  for (const [key, child] of Object.entries(value)) {
    if (isJsonObject(child)) yield* leavesOf(`${name}.${key}`, child);
    // A field holds one value: a list cannot be shown in it.
    else if (child !== undefined && !Array.isArray(child)) yield [`${name}.${key}`, child];
  }
}
