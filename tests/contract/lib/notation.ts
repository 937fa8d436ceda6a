// UI messages and nodes in one line each: everything that every well-formed one has is understood, everything else is
// written down, and what is missing from it is named.
import type { JsonValue } from "./scenario";

type JsonObject = { [key: string]: JsonValue };

export function isMessage(value: JsonObject): boolean {
  return typeof value["id"] === "number" && typeof value["type"] === "string" && "text" in value;
}

export function isNode(value: JsonObject): boolean {
  return "attributes" in value && "group" in value && "type" in value;
}

/** `4000002 error {property:'email'}` */
export function messageNotation({ id, type, text, context, ...rest }: JsonObject): string {
  const parts = [`${asWord(id)} ${asWord(type)}`];
  if (context !== undefined) parts.push(loosely(context));
  if (typeof text !== "string" || text === "") parts.push("!without text");
  if (Object.keys(rest).length > 0) parts.push(`!also ${loosely(rest)}`);
  return parts.join(" ");
}

/** `input default/identifier {required:true, type:'text'} label 1070004 info message 4000002 error {...}` */
export function nodeNotation(node: JsonObject): string {
  const { type, group, attributes, messages, meta, ...rest } = node;
  const wrong: string[] = [];
  const { name, id, node_type, disabled, ...shown } = asObject(attributes) ?? {};
  if (asObject(attributes) === undefined) wrong.push("attributes are no object");
  if (node_type !== type) wrong.push(`node_type is ${loosely(node_type)}`);
  if (type === "input" && typeof disabled !== "boolean") wrong.push("disabled is no boolean");
  if (!Array.isArray(messages)) wrong.push("messages are no list");
  if (asObject(meta) === undefined) wrong.push("meta is no object");
  if (Object.keys(rest).length > 0) wrong.push(`also ${loosely(rest)}`);
  const { label, ...otherMeta } = asObject(meta) ?? {};
  if (Object.keys(otherMeta).length > 0) wrong.push(`meta also ${loosely(otherMeta)}`);

  const title = [name, id].filter((part) => part !== undefined).map(asWord);
  const attributesInOrder = Object.fromEntries(Object.entries(shown).sort(([a], [b]) => (a < b ? -1 : 1)));
  const parts = [`${asWord(type)} ${asWord(group)}/${title.join("#")}`, loosely(attributesInOrder)];
  if (disabled === true) parts.push("disabled");
  if (label !== undefined) parts.push(`label ${asWord(label)}`);
  for (const message of Array.isArray(messages) ? messages : []) parts.push(`message ${asWord(message)}`);
  return [...parts, ...wrong.map((fault) => `!${fault}`)].join(" ");
}

function asWord(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : loosely(value);
}

/** Like JSON, without a double quote, which would be escaped in a recording. */
function loosely(value: JsonValue | undefined): string {
  if (typeof value === "string") return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(loosely).join(", ")}]`;
  if (value === null || typeof value !== "object") return String(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${key}:${loosely(item)}`)
    .join(", ")}}`;
}

function asObject(value: JsonValue | undefined): JsonObject | undefined {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : undefined;
}
