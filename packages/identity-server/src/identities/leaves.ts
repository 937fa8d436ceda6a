// Walks an identity schema and lists the traits that become fields of a form.
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { EXTENSION_KEYWORD, extensionSchema, type TraitExtension } from "./extension.js";

export interface TraitLeaf {
  /** Dotted name, `traits.name.first`. */
  name: string;
  kind: "text" | "number" | "checkbox";
  format?: string;
  pattern?: string;
  title?: string;
  isRequired: boolean;
  isDisabled: boolean;
  extension?: TraitExtension;
  hasDefault: boolean;
}

/** Finds what a `$ref` points to, or undefined when it leads nowhere. */
export type Resolve = (reference: string) => JsonValue | undefined;

/**
 * Lists the leaves of a schema, sorted by name. Where a name occurs more than once (`allOf`, `if`, ...), the last
 * occurrence counts, unless an earlier one has a default.
 *
 * @throws Error when references go in a circle
 */
export function listLeaves(document: JsonObject, resolve: Resolve): TraitLeaf[] {
  const found: TraitLeaf[] = [];
  walk(document, undefined, [], [], found, resolve);
  const unique = new Map<string, TraitLeaf>();
  for (const leaf of found) {
    if (unique.get(leaf.name)?.hasDefault !== true) unique.set(leaf.name, leaf);
  }
  return [...unique.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** The dotted names of all properties that are not objects, in document order: the order of a form's fields. */
export function keysInOrder(document: JsonObject): string[] {
  const keys: string[] = [];
  collectKeys(document, [], keys);
  return keys;
}

function collectKeys(schema: JsonValue | undefined, parents: string[], keys: string[]): void {
  if (isJsonObject(schema) && schema.type === "object") {
    if (!isJsonObject(schema.properties)) return;
    for (const [name, property] of Object.entries(schema.properties)) {
      collectKeys(property, [...parents, name.replaceAll(".", "\\.")], keys);
    }
    return;
  }
  keys.push(parents.join("."));
}

function walk(
  schema: JsonValue | undefined,
  parent: JsonObject | undefined,
  parents: string[],
  above: JsonObject[],
  found: TraitLeaf[],
  resolve: Resolve,
): void {
  if (!isJsonObject(schema)) return;
  if (above.includes(schema)) {
    throw new Error(
      `The identity schema refers to itself at "${parents.join(".")}"; a form cannot show that.`,
    );
  }
  const leaf = leafOf(schema, parent, parents);
  if (leaf) found.push(leaf);
  const path = [...above, schema];
  if (typeof schema.$ref === "string") walk(resolve(schema.$ref), schema, parents, path, found, resolve);
  for (const keyword of ["not", "if", "then", "else"]) {
    walk(schema[keyword], schema, parents, path, found, resolve);
  }
  for (const keyword of ["allOf", "anyOf", "oneOf"]) {
    const branches = schema[keyword];
    if (!Array.isArray(branches)) continue;
    for (const branch of branches) walk(branch, schema, parents, path, found, resolve);
  }
  if (!isJsonObject(schema.properties)) return;
  for (const [name, property] of Object.entries(schema.properties)) {
    walk(property, schema, [...parents, name], path, found, resolve);
  }
}

function leafOf(
  schema: JsonObject,
  parent: JsonObject | undefined,
  parents: string[],
): TraitLeaf | undefined {
  const own = parents.at(-1);
  if (own === undefined) return undefined;
  const kind = leafKind(schema);
  if (kind === undefined) return undefined;
  const required = parent?.required;
  const extension = extensionSchema.safeParse(schema[EXTENSION_KEYWORD]);
  return {
    name: parents.join("."),
    kind,
    format: textOf(schema.format),
    pattern: textOf(schema.pattern),
    title: textOf(schema.title),
    isRequired: Array.isArray(required) && required.includes(own),
    isDisabled: schema.disableFormField === true,
    extension: extension.success ? extension.data : undefined,
    hasDefault: schema.default !== undefined && schema.default !== null,
  };
}

/** The kind of field for a schema, or undefined when it becomes none: objects, lists of objects, unclear types. */
function leafKind(schema: JsonObject): TraitLeaf["kind"] | undefined {
  if (schema.const !== undefined) return constKind(schema.const);
  const types = schema.type === undefined ? [] : Array.isArray(schema.type) ? schema.type : [schema.type];
  const hasDefault = schema.default !== undefined && schema.default !== null;
  if (types.length !== 1) return types.length < 3 && hasDefault ? "text" : undefined;
  switch (types[0]) {
    case "string":
      return "text";
    case "number":
    case "integer":
      return "number";
    case "boolean":
      return "checkbox";
    case "array":
      return isListOfObjects(schema) ? undefined : "text";
    case "null":
      return hasDefault ? "text" : undefined;
    default:
      return undefined;
  }
}

function constKind(value: JsonValue): TraitLeaf["kind"] | undefined {
  switch (typeof value) {
    case "number":
      return "number";
    case "boolean":
      return "checkbox";
    case "string":
      return "text";
    default:
      return undefined;
  }
}

const SCALARS = new Set(["boolean", "number", "integer", "string"]);

function isListOfObjects(schema: JsonObject): boolean {
  const items = Array.isArray(schema.items) ? schema.items : [schema.items];
  const types = new Set(items.flatMap((item) => (isJsonObject(item) ? [item.type].flat() : [])));
  const [only] = types;
  return types.size === 1 && (typeof only !== "string" || !SCALARS.has(only));
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
