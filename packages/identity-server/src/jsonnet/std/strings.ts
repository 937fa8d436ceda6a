// Strings.
import { fail } from "../error.js";
import { formatText } from "../format.js";
import { quote } from "../manifest.js";
import { asText } from "../operators.js";
import { codePoints, lengthOf } from "../text.js";
import { force, listOf, requireArray, requireNumber, requireString, type Value } from "../values.js";
import { builtin, type Library } from "./builtin.js";

export const strings: Library = {
  codepoint: builtin("str", ([str]) => {
    const text = requireString(str, "str");
    if (lengthOf(text) !== 1) throw fail("std.codepoint takes one character");
    return text.codePointAt(0) ?? 0;
  }),
  char: builtin("n", ([n]) => {
    const code = requireNumber(n, "n");
    if (!Number.isInteger(code) || code < 0 || code > 0x10ffff) throw fail("there is no such character");
    return String.fromCodePoint(code);
  }),
  substr: builtin("str from len", ([str, from, len]) => {
    const start = natural(from, "from");
    return codePoints(requireString(str, "str"))
      .slice(start, start + natural(len, "len"))
      .join("");
  }),
  findSubstr: builtin("pat str", ([pat, str]) =>
    listOf(findAll(requireString(pat, "pat"), requireString(str, "str"))),
  ),
  isEmpty: builtin("str", ([str]) => requireString(str, "str") === ""),
  stripChars: builtin("str chars", ([str, chars]) => strip(str, chars, { left: true, right: true })),
  lstripChars: builtin("str chars", ([str, chars]) => strip(str, chars, { left: true, right: false })),
  rstripChars: builtin("str chars", ([str, chars]) => strip(str, chars, { left: false, right: true })),
  trim: builtin("str", ([str]) => strip(str, " \t\n\f\r\u0085\u00a0", { left: true, right: true })),
  split: builtin("str c", ([str, c]) => listOf(requireString(str, "str").split(separator(c)))),
  splitLimit: builtin("str c maxsplits", ([str, c, max]) => splitLimit(str, c, max)),
  splitLimitR: builtin("str c maxsplits", ([str, c, max]) => splitLimitFromRight(str, c, max)),
  strReplace: builtin("str from to", ([str, from, to], machine) => {
    const pieces = requireString(str, "str").split(separator(from));
    const by = requireString(to, "to");
    machine.budget.grow(pieces.length * (by.length + 1));
    return pieces.join(by);
  }),
  asciiUpper: builtin("str", ([str]) =>
    requireString(str, "str").replace(/[a-z]+/g, (part) => part.toUpperCase()),
  ),
  asciiLower: builtin("str", ([str]) =>
    requireString(str, "str").replace(/[A-Z]+/g, (part) => part.toLowerCase()),
  ),
  equalsIgnoreCase: builtin("str1 str2", ([one, other]) => {
    const lower = (text: Value) =>
      requireString(text, "an argument").replace(/[A-Z]+/g, (part) => part.toLowerCase());
    return lower(one) === lower(other);
  }),
  stringChars: builtin("str", ([str], machine) => {
    const chars = codePoints(requireString(str, "str"));
    machine.budget.grow(chars.length);
    return listOf(chars);
  }),
  format: builtin("str vals", ([str, vals], machine) => formatText(machine, requireString(str, "str"), vals)),
  escapeStringJson: builtin("str_", ([str], machine) => quote(asText(machine, str))),
  escapeStringPython: builtin("str", ([str], machine) => quote(asText(machine, str))),
  escapeStringBash: builtin("str_", ([str], machine) => `'${asText(machine, str).replaceAll("'", `'"'"'`)}'`),
  escapeStringDollars: builtin("str_", ([str], machine) => asText(machine, str).replaceAll("$", "$$$$")),
  escapeStringXML: builtin("str_", ([str], machine) =>
    asText(machine, str).replace(/[<>&"']/g, (char) => XML[char] ?? char),
  ),
  lines: builtin("arr", ([arr], machine) => {
    const text = requireArray(arr, "arr").items.map((item) => `${requireString(force(item), "a line")}\n`);
    machine.budget.grow(text.length);
    return text.join("");
  }),
  parseInt: builtin("str", ([str]) => parseWhole(str, /^-?[0-9]+$/, 10)),
  parseOctal: builtin("str", ([str]) => parseWhole(str, /^[0-7]+$/, 8)),
  parseHex: builtin("str", ([str]) => parseWhole(str, /^[0-9a-fA-F]+$/, 16)),
};

const XML: Record<string, string> = { "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&apos;" };

function natural(value: Value, what: string): number {
  const number = requireNumber(value, what);
  if (!Number.isInteger(number) || number < 0) throw fail(`${what} must be a whole number, 0 or more`);
  return number;
}

function separator(value: Value): string {
  const text = requireString(value, "the separator");
  if (text === "") throw fail("the separator must not be empty");
  return text;
}

function findAll(pattern: string, text: string): number[] {
  if (pattern === "" || text === "") return [];
  const found: number[] = [];
  for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1)) {
    found.push(lengthOf(text.slice(0, at)));
  }
  return found;
}

function strip(value: Value, charsValue: Value, sides: { left: boolean; right: boolean }): string {
  const text = codePoints(requireString(value, "str"));
  const chars = new Set(codePoints(requireString(charsValue, "chars")));
  let from = 0;
  let to = text.length;
  while (sides.left && from < to && chars.has(text[from] ?? "")) from += 1;
  while (sides.right && to > from && chars.has(text[to - 1] ?? "")) to -= 1;
  return text.slice(from, to).join("");
}

function splitLimit(str: Value, c: Value, max: Value): Value {
  const parts = requireString(str, "str").split(separator(c));
  const limit = splits(max);
  if (limit < 0 || parts.length <= limit + 1) return listOf(parts);
  return listOf([...parts.slice(0, limit), parts.slice(limit).join(separator(c))]);
}

function splitLimitFromRight(str: Value, c: Value, max: Value): Value {
  const parts = requireString(str, "str").split(separator(c));
  const limit = splits(max);
  if (limit < 0 || parts.length <= limit + 1) return listOf(parts);
  const first = parts.length - limit;
  return listOf([parts.slice(0, first).join(separator(c)), ...parts.slice(first)]);
}

function splits(value: Value): number {
  const limit = requireNumber(value, "maxsplits");
  if (!Number.isInteger(limit) || limit < -1) throw fail("maxsplits must be -1, or a whole number");
  return limit;
}

function parseWhole(value: Value, pattern: RegExp, base: number): number {
  const text = requireString(value, "str");
  if (!pattern.test(text)) throw fail(`${JSON.stringify(text)} is no number of base ${String(base)}`);
  return Number.parseInt(text, base);
}
