// Finished values as JSON: as data, and as text.
import type { JsonValue } from "../json.js";
import { fail } from "./error.js";
import { checkAssertions, fieldNames, getField, plainObject } from "./objects.js";
import { numberText } from "./text.js";
import { force, ready, arrayOf, type Lazy, type Machine, type Value } from "./values.js";

export interface TextStyle {
  indent: string;
  newline: string;
  separator: string;
  /** Stands between two items where there is no new line. */
  gap: string;
  emptyArray: string;
  emptyObject: string;
  number(this: void, value: number): string;
}

/** One line, with spaces: what `"" + value` makes. */
export const SPACED: TextStyle = {
  indent: "",
  newline: "",
  separator: ": ",
  gap: " ",
  emptyArray: "[ ]",
  emptyObject: "{ }",
  number: numberText,
};

export function manifest(machine: Machine, value: Value): JsonValue {
  machine.budget.step();
  if (value === null || typeof value !== "object") return value;
  switch (value.kind) {
    case "array":
      return value.items.map((item) => manifest(machine, force(item)));
    case "object":
      checkAssertions(value);
      return Object.fromEntries(
        fieldNames(value, "visible").map((name) => [name, manifest(machine, getField(machine, value, name))]),
      );
    case "function":
      throw fail("a function is no JSON");
  }
}

export function manifestText(machine: Machine, value: Value, style: TextStyle, depth = ""): string {
  const text = textOf(machine, value, style, depth);
  machine.budget.grow(text.length);
  return text;
}

function textOf(machine: Machine, value: Value, style: TextStyle, depth: string): string {
  if (typeof value === "string") return quote(value);
  if (typeof value === "number") return style.number(value);
  if (value === null || typeof value === "boolean") return String(value);
  if (value.kind === "function") throw fail("a function is no JSON");
  const inner = depth + style.indent;
  const parts =
    value.kind === "array"
      ? value.items.map((item) => manifestText(machine, force(item), style, inner))
      : fieldNames(value, "visible").map((name) => {
          const text = manifestText(machine, getField(machine, value, name), style, inner);
          return quote(name) + style.separator + text;
        });
  if (value.kind === "object") checkAssertions(value);
  const [open, close] = value.kind === "array" ? ["[", "]"] : ["{", "}"];
  if (parts.length === 0) return value.kind === "array" ? style.emptyArray : style.emptyObject;
  const { newline, gap } = style;
  return open + newline + inner + parts.join(`,${newline}${gap}${inner}`) + newline + depth + close;
}

/** JSON as a value of the program. */
export function fromJson(json: JsonValue | undefined): Value {
  if (json === undefined || json === null) return null;
  if (typeof json !== "object") return json;
  if (Array.isArray(json)) return arrayOf(json.map((item) => ready(fromJson(item))));
  return plainObject(
    Object.entries(json).map(([name, item]): [string, Lazy] => [name, ready(fromJson(item))]),
  );
}

/** A JSON string, with the escapes that Jsonnet writes. */
export function quote(text: string): string {
  let quoted = '"';
  for (const char of text) quoted += ESCAPES[char] ?? (isControl(char) ? hex(char) : char);
  return `${quoted}"`;
}

const ESCAPES: Record<string, string> = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

function isControl(char: string): boolean {
  const code = char.charCodeAt(0);
  return code < 0x20 || (code >= 0x7f && code <= 0x9f);
}

function hex(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
