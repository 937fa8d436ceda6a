// What a path of GJSON makes of what it has found: `@name` or `@name:argument`.
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";

export interface Modifier {
  name: string;
  argument: string;
}

/** @returns undefined for a modifier that is none, or cannot be applied */
export function modify(value: JsonValue, { name, argument }: Modifier): JsonValue | undefined {
  switch (name) {
    // How JSON is laid out is for the printer.
    case "this":
    case "pretty":
    case "ugly":
    case "valid":
      return value;
    case "reverse":
      return reversed(value);
    case "keys":
      if (isJsonObject(value)) return Object.keys(value);
      return Array.isArray(value) ? value.map(() => null) : [];
    case "values":
      if (isJsonObject(value)) return Object.values(value).filter((item) => item !== undefined);
      return Array.isArray(value) ? value : [value];
    case "flatten":
      return Array.isArray(value) ? flattened(value, hasOption(argument, "deep")) : value;
    case "join":
      return joined(value);
    case "tostr":
      return JSON.stringify(value);
    case "fromstr":
      return typeof value === "string" ? parsed(value) : undefined;
    case "group":
      return grouped(value);
    case "dig":
      return dug(value, argument);
    default:
      return undefined;
  }
}

function reversed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.toReversed();
  return isJsonObject(value) ? Object.fromEntries(Object.entries(value).toReversed()) : value;
}

function flattened(list: JsonValue[], isDeep: boolean): JsonValue[] {
  const flat: JsonValue[] = [];
  for (const item of list) {
    if (!Array.isArray(item)) flat.push(item);
    else flat.push(...(isDeep ? flattened(item, true) : item));
  }
  return flat;
}

function hasOption(argument: string, name: string): boolean {
  const options = parsed(argument);
  return isJsonObject(options) && options[name] === true;
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** Several objects as one; of two with one key, the last one counts. */
function joined(value: JsonValue): JsonValue {
  if (!Array.isArray(value)) return value;
  return Object.assign({}, ...value.filter(isJsonObject)) as JsonObject;
}

/** An object of lists as a list of objects. */
function grouped(value: JsonValue): JsonValue | undefined {
  if (!isJsonObject(value)) return undefined;
  const groups: JsonObject[] = [];
  for (const [key, list] of Object.entries(value)) {
    if (!Array.isArray(list)) continue;
    list.forEach((item, at) => {
      (groups[at] ??= {})[key] = item;
    });
  }
  return groups;
}

/** Every value of this name, however deep. */
function dug(value: JsonValue, name: string): JsonValue[] {
  const own = isJsonObject(value) && value[name] !== undefined ? [value[name]] : [];
  const inner = Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : [];
  return [...own, ...inner.filter((item) => item !== undefined).flatMap((item) => dug(item, name))];
}
