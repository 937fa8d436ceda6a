// Traits as fields of a form.
import type { JsonObject, JsonValue } from "../json.js";
import { isJsonObject } from "../json.js";
import { inputNode, type InputNode, type InputType, type NodeGroup } from "../ui/node.js";
import { traitLabel } from "../ui/messages.js";
import type { TraitLeaf } from "./leaves.js";
import type { IdentitySchema } from "./schema.js";

/**
 * One input for each trait of the schema, sorted by name, with the values of `traits` where given. A list gets an input
 * for each of its items, named `traits.tags.0`.
 *
 * @param group the nodes' group: `default` at registration, `profile` in settings
 */
export function traitNodes(schema: IdentitySchema, group: NodeGroup, traits?: JsonObject): InputNode[] {
  return schema.leaves.flatMap((leaf) => {
    const node = traitNode(leaf, group);
    const value = traits && valueAt({ traits }, leaf.name);
    if (value === undefined || value === null) return [node];
    if (Array.isArray(value)) return [node, ...itemNodes(leaf.name, value, group)];
    node.attributes.value = value;
    return [node];
  });
}

function itemNodes(name: string, items: JsonValue[], group: NodeGroup): InputNode[] {
  return items.flatMap((value, index) => {
    if (typeof value === "object") return [];
    const type = typeof value === "number" ? "number" : typeof value === "boolean" ? "checkbox" : "text";
    return [inputNode(group, { name: `${name}.${String(index)}`, type, value })];
  });
}

/** The value at a dotted name such as `traits.name.first`. */
export function valueAt(document: JsonObject, name: string): JsonValue | undefined {
  let value: JsonValue | undefined = document;
  for (const segment of name.split(".")) value = isJsonObject(value) ? value[segment] : undefined;
  return value;
}

function traitNode(leaf: TraitLeaf, group: NodeGroup): InputNode {
  const { type, autocomplete } = inputTypeOf(leaf);
  return inputNode(
    group,
    {
      name: leaf.name,
      type,
      ...(leaf.isRequired && { required: true }),
      ...(autocomplete !== undefined && { autocomplete }),
      ...(leaf.pattern !== undefined && { pattern: leaf.pattern }),
      disabled: leaf.isDisabled,
    },
    leaf.title === undefined ? undefined : traitLabel(leaf.title, leaf.name),
  );
}

function inputTypeOf(leaf: TraitLeaf): { type: InputType; autocomplete?: string } {
  switch (leaf.format) {
    case "date-time":
      return { type: "datetime-local" };
    case "email":
      return { type: "email", autocomplete: "email" };
    case "tel":
      return { type: "tel", autocomplete: "tel" };
    case "date":
      return { type: "date" };
    case "uri":
      return { type: "url", autocomplete: "url" };
    case "regex":
      return { type: "text" };
    default:
      return { type: leaf.kind };
  }
}
