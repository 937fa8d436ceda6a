// What the forms of flows hold.
import { isJsonObject, type JsonObject } from "../../src/json.js";
import { asText } from "./http.js";

/** The value of an input. @returns undefined where the form has no such input */
export function nodeValue(flow: JsonObject, name: string): string | undefined {
  const found = attributesOf(flow).find((attributes) => attributes.name === name);
  return found && asText(found.value);
}

/** The context of a text that is shown, by its id. @returns undefined where there is none */
export function textContext(flow: JsonObject, id: string): JsonObject | undefined {
  const text = attributesOf(flow).find((attributes) => attributes.id === id)?.text;
  return isJsonObject(text) && isJsonObject(text.context) ? text.context : undefined;
}

function attributesOf(flow: JsonObject): JsonObject[] {
  const nodes = isJsonObject(flow.ui) && Array.isArray(flow.ui.nodes) ? flow.ui.nodes : [];
  return nodes.flatMap((node) =>
    isJsonObject(node) && isJsonObject(node.attributes) ? [node.attributes] : [],
  );
}
