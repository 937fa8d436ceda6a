// What a person fills in, laid over what a provider says.
import { isJsonObject, type JsonObject } from "../json.js";

export function merged(told: JsonObject, typed: JsonObject): JsonObject {
  const result: JsonObject = { ...told };
  for (const [name, value] of Object.entries(typed)) {
    const below = result[name];
    if (isJsonObject(value) && isJsonObject(below)) result[name] = merged(below, value);
    // An empty field says nothing.
    else if (value !== undefined && value !== "" && value !== null) result[name] = value;
  }
  return result;
}
