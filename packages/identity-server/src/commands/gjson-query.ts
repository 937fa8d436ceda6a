// What is asked of the entries of a list: `#(path operator value)`.
import type { JsonValue } from "../json.js";
import { closingOf, matches } from "./gjson-text.js";

export interface Query {
  /** Of what is asked about, in an entry; empty: the entry itself. */
  path: string;
  isMet(value: JsonValue | undefined): boolean;
}

export function parseQuery(text: string): Query {
  const at = operatorAt(text);
  if (at === -1) return { path: text.trim(), isMet: (value) => value !== undefined };
  const operator = /^(==|=|!=|!%|<=|>=|<|>|%)/.exec(text.slice(at))?.[0] ?? "";
  const wanted = text.slice(at + operator.length).trim();
  return {
    path: text.slice(0, at).trim(),
    isMet: wanted.startsWith("~")
      ? (value) => compare(String(isLike(value, wanted.slice(1))), operator, "true")
      : (value) => isMet(value, operator, unquoted(wanted)),
  };
}

function operatorAt(text: string): number {
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\\") at++;
    else if ('"([{'.includes(character)) {
      const end = closingOf(text, at);
      if (end === -1) return -1;
      at = end;
    } else if (/[=<>%]/.test(character) || /^![=%]/.test(text.slice(at))) return at;
  }
  return -1;
}

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  try {
    return String(JSON.parse(text));
  } catch {
    return text.slice(1).replace(/"$/, "");
  }
}

/** `~true` and `~false`: what a value is worth; `~null`: nothing or null; `~*`: anything at all. */
function isLike(value: JsonValue | undefined, kind: string): boolean {
  switch (kind) {
    case "true":
      return isTrueish(value);
    case "false":
      return !isTrueish(value);
    case "null":
      return value === undefined || value === null;
    case "*":
      return value !== undefined;
    default:
      return false;
  }
}

function isTrueish(value: JsonValue | undefined): boolean {
  if (typeof value === "number") return value !== 0;
  if (typeof value === "string") return /^(1|t|true|T|TRUE|True)$/.test(value);
  return value === true;
}

/** An entry is compared as what it is; what has no order, and what is not there, is never as asked. */
function isMet(value: JsonValue | undefined, operator: string, wanted: string): boolean {
  switch (typeof value) {
    case "string":
      return compare(value, operator, wanted);
    case "number":
      return operator !== "%" && operator !== "!%" && compare(value, operator, numberOr0(wanted));
    case "boolean":
      return isBooleanMet(value, operator, wanted);
    default:
      return false;
  }
}

function numberOr0(text: string): number {
  const number = Number(text);
  return text.trim() === "" || Number.isNaN(number) ? 0 : number;
}

function compare<T extends string | number>(value: T, operator: string, wanted: T): boolean {
  switch (operator) {
    case "=":
    case "==":
      return value === wanted;
    case "!=":
      return value !== wanted;
    case "<":
      return value < wanted;
    case "<=":
      return value <= wanted;
    case ">":
      return value > wanted;
    case ">=":
      return value >= wanted;
    case "%":
      return matches(String(value), String(wanted));
    case "!%":
      return !matches(String(value), String(wanted));
    default:
      return false;
  }
}

/** False stands before true. */
function isBooleanMet(value: boolean, operator: string, wanted: string): boolean {
  switch (operator) {
    case "=":
    case "==":
      return wanted === String(value);
    case "!=":
      return wanted !== String(value);
    case ">":
      return value && wanted === "false";
    case ">=":
      return value;
    case "<":
      return !value && wanted === "true";
    case "<=":
      return !value;
    default:
      return false;
  }
}
