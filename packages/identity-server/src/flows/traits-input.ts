// Traits as they were submitted, made into what the schema can judge: form text is cast to the declared types.
import type { IdentitySchema } from "../identities/schema.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";

/**
 * The submitted traits. From a form only declared traits are taken, cast by their type; what cannot be cast stays text
 * and fails the validation. Declared objects that are missing are added empty, as Kratos does, unless `leavesOutEmpty`.
 */
export function castTraits(
  raw: JsonObject,
  schema: IdentitySchema,
  { isForm, leavesOutEmpty = false }: { isForm: boolean; leavesOutEmpty?: boolean },
): JsonObject {
  const { properties } = schema.document;
  const declared = isJsonObject(properties) ? properties.traits : undefined;
  if (!isJsonObject(declared)) return raw;
  if (leavesOutEmpty) return isForm ? withoutEmptyObjects(castObject(raw, declared)) : raw;
  return isForm ? castObject(raw, declared) : withEmptyObjects(raw, declared);
}

function withoutEmptyObjects(traits: JsonObject): JsonObject {
  const kept = Object.entries(traits).map(([name, value]): [string, JsonValue | undefined] => [
    name,
    isJsonObject(value) ? withoutEmptyObjects(value) : value,
  ]);
  return Object.fromEntries(
    kept.filter(([, value]) => !isJsonObject(value) || Object.keys(value).length > 0),
  );
}

function castObject(raw: JsonObject, declared: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const [name, property, isRequired] of propertiesOf(declared)) {
    const value = raw[name];
    if (property.type === "object" && isJsonObject(property.properties)) {
      result[name] = castObject(isJsonObject(value) ? value : {}, property);
      continue;
    }
    const cast = value === undefined ? undefined : castValue(value, property, isRequired);
    if (cast !== undefined) result[name] = cast;
  }
  return result;
}

function withEmptyObjects(raw: JsonObject, declared: JsonObject): JsonObject {
  const result: JsonObject = { ...raw };
  for (const [name, property] of propertiesOf(declared)) {
    if (property.type !== "object" || !isJsonObject(property.properties)) continue;
    const value = raw[name];
    if (value === undefined) result[name] = withEmptyObjects({}, property);
    else if (isJsonObject(value)) result[name] = withEmptyObjects(value, property);
  }
  return result;
}

function propertiesOf(schema: JsonObject): [name: string, property: JsonObject, isRequired: boolean][] {
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(isJsonObject(schema.properties) ? schema.properties : {}).flatMap(
    ([name, property]) => (isJsonObject(property) ? [[name, property, required.includes(name)]] : []),
  );
}

function castValue(value: JsonValue, property: JsonObject, isRequired: boolean): JsonValue | undefined {
  if (property.type === "array") {
    // Items come under the list's own name, or one by one as `tags.0`.
    const given = [value].flat().flatMap((item) => (isJsonObject(item) ? Object.values(item) : [item]));
    const texts = given.flatMap((item) => (item === undefined || item === "" ? [] : [item].flat()));
    const items = isJsonObject(property.items) ? property.items : {};
    return texts.length === 0 ? undefined : texts.map((item) => castText(item, items.type));
  }
  // A checkbox stands behind a hidden field with its other value, so that of switches the last one counts; else the first.
  const single = Array.isArray(value) ? (value.at(property.type === "boolean" ? -1 : 0) ?? "") : value;
  if (single === "") return isRequired ? emptyValue(property.type) : undefined;
  return castText(single, property.type);
}

/** What Go makes of an empty text for a number or a switch that must be there. */
function emptyValue(type: JsonValue | undefined): JsonValue | undefined {
  if (type === "number" || type === "integer") return 0;
  return type === "boolean" ? false : undefined;
}

function castText(value: JsonValue, type: JsonValue | undefined): JsonValue {
  if (typeof value !== "string") return value;
  if (type === "number" || type === "integer") {
    const number = value.trim() === "" ? Number.NaN : Number(value);
    return Number.isFinite(number) ? number : value;
  }
  if (type === "boolean") {
    if (/^(1|t|true)$/i.test(value)) return true;
    return /^(0|f|false)$/i.test(value) ? false : value;
  }
  return value;
}
