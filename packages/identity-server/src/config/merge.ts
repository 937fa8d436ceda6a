import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";

/** Lays `source` over `target`, key by key and, in lists, index by index, as Kratos merges its sources. */
export function mergeInto(target: JsonObject, source: JsonObject): void {
  for (const [key, value] of Object.entries(source)) {
    if (value !== undefined && key !== "__proto__") target[key] = merged(target[key], value);
  }
}

function merged(below: JsonValue | undefined, above: JsonValue): JsonValue {
  if (isJsonObject(below) && isJsonObject(above)) {
    const result = { ...below };
    mergeInto(result, above);
    return result;
  }
  if (Array.isArray(below) && Array.isArray(above)) {
    const result = [...below];
    // `forEach` passes over the holes that an override of a single index leaves.
    above.forEach((value, index) => {
      result[index] = merged(below[index], value);
    });
    return result;
  }
  return above;
}
