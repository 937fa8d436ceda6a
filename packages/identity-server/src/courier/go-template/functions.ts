// The functions that a template can call: those of Go's text/template, and the ones of sprig that mails have use for.
import { formatPrintf, formatValue, goType, isTrue, printValues, type Value } from "./format.js";

export type TemplateFunction = (...args: Value[]) => Value;

/** `and` and `or` are here for their names; they are carried out without evaluating what they don't need. */
export const functions = new Map<string, TemplateFunction>([
  ["and", (...args) => args.find((value) => !isTrue(value)) ?? args.at(-1)],
  ["or", (...args) => args.find(isTrue) ?? args.at(-1)],
  ["not", (value) => !isTrue(value)],
  ["eq", (first, ...others) => others.some((other) => isEqual(first, other)) || missing(others)],
  ["ne", (first, second) => !isEqual(first, second)],
  ["lt", (first, second) => compare(first, second) < 0],
  ["le", (first, second) => compare(first, second) <= 0],
  ["gt", (first, second) => compare(first, second) > 0],
  ["ge", (first, second) => compare(first, second) >= 0],
  ["index", (value, ...keys) => keys.reduce(indexOnce, value)],
  ["len", (value) => BigInt(lengthOf(value))],
  ["print", (...values) => printValues(values)],
  ["println", (...values) => `${values.map(formatValue).join(" ")}\n`],
  ["printf", (format, ...values) => formatPrintf(text(format), values)],
  ["html", (...values) => escapeForText(printValues(values))],
  [
    "urlquery",
    (...values) =>
      encodeURIComponent(printValues(values))
        .replace(/%20/g, "+")
        .replace(/[!'()*]/g, percent),
  ],
  // sprig
  ["lower", (value) => text(value).toLowerCase()],
  ["upper", (value) => text(value).toUpperCase()],
  ["title", (value) => text(value).replace(/(?<![\p{L}\p{N}_])\p{L}/gu, (letter) => letter.toUpperCase())],
  ["trim", (value) => text(value).trim()],
  ["trimPrefix", (prefix, value) => removeStart(text(value), text(prefix))],
  ["trimSuffix", (suffix, value) => removeEnd(text(value), text(suffix))],
  ["trunc", (length, value) => truncate(text(value), Number(length))],
  ["replace", (from, to, value) => text(value).replaceAll(text(from), text(to))],
  ["contains", (part, value) => text(value).includes(text(part))],
  ["hasPrefix", (prefix, value) => text(value).startsWith(text(prefix))],
  ["hasSuffix", (suffix, value) => text(value).endsWith(text(suffix))],
  [
    "quote",
    (...values) =>
      values
        .filter(isPresent)
        .map((value) => JSON.stringify(plain(value)))
        .join(" "),
  ],
  [
    "squote",
    (...values) =>
      values
        .filter(isPresent)
        .map((value) => `'${plain(value)}'`)
        .join(" "),
  ],
  ["join", (separator, list) => (Array.isArray(list) ? list.map(plain).join(text(separator)) : plain(list))],
  ["default", (fallback, value) => (isTrue(value) ? value : fallback)],
  ["coalesce", (...values) => values.find(isTrue)],
  ["ternary", (whenTrue, whenFalse, condition) => (condition === true ? whenTrue : whenFalse)],
  ["empty", (value) => !isTrue(value)],
  ["hasKey", (map, key) => Object.hasOwn(object(map), text(key))],
  ["get", (map, key) => object(map)[text(key)] ?? ""],
  ["first", (list) => (Array.isArray(list) ? list[0] : undefined)],
  ["last", (list) => (Array.isArray(list) ? list.at(-1) : undefined)],
]);

function missing(others: Value[]): false {
  if (others.length === 0) throw new Error("eq needs two values");
  return false;
}

function isEqual(first: Value, second: Value): boolean {
  if (!isPresent(first) || !isPresent(second)) return !isPresent(first) && !isPresent(second);
  if (typeof first === "object" || typeof first !== typeof second) {
    throw new Error(`${goType(first)} and ${goType(second)} can't be compared`);
  }
  return first === second;
}

function compare(first: Value, second: Value): number {
  if (typeof first !== typeof second || !isOrdered(first) || !isOrdered(second)) {
    throw new Error(`${goType(first)} and ${goType(second)} can't be compared`);
  }
  return first < second ? -1 : first > second ? 1 : 0;
}

function isOrdered(value: Value): value is string | number | bigint {
  return typeof value === "string" || typeof value === "number" || typeof value === "bigint";
}

function indexOnce(value: Value, key: Value): Value {
  if (Array.isArray(value)) {
    const position = Number(key);
    if (typeof key !== "bigint" || position < 0 || position >= value.length)
      throw new Error("index out of range");
    return value[position];
  }
  if (typeof value === "object" && value !== null) return ownValue(value, text(key));
  throw new Error(`${goType(value)} has no entries`);
}

export function ownValue(map: { [key: string]: Value }, key: string): Value {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function lengthOf(value: Value): number {
  if (typeof value === "string") return Buffer.byteLength(value);
  if (Array.isArray(value)) return value.length;
  if (typeof value === "object" && value !== null) return Object.keys(value).length;
  throw new Error(`${goType(value)} has no length`);
}

/** A value that must be text, as Go's functions demand it. */
function text(value: Value): string {
  if (typeof value === "string") return value;
  throw new Error(`text is needed, not ${goType(value)}`);
}

function object(value: Value): { [key: string]: Value } {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new Error(`a map is needed, not ${goType(value)}`);
}

function plain(value: Value): string {
  return typeof value === "string" ? value : formatValue(value);
}

function isPresent(value: Value): boolean {
  return value !== null && value !== undefined;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function removeStart(value: string, prefix: string): string {
  return value.startsWith(prefix) ? value.slice(prefix.length) : value;
}

function removeEnd(value: string, suffix: string): string {
  return suffix !== "" && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value;
}

function truncate(value: string, length: number): string {
  return length >= 0 ? value.slice(0, length) : value.slice(length);
}

const TEXT_ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&#34;",
  "'": "&#39;",
  "\0": "\uFFFD",
};

function escapeForText(value: string): string {
  return value.replace(/[&<>"'\0]/g, (character) => TEXT_ESCAPES[character] ?? character);
}
