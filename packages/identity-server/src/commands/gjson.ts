// Paths in the syntax of GJSON, which Kratos's command line takes with --format jsonpath.
// See https://github.com/tidwall/gjson/blob/master/SYNTAX.md
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { modify, type Modifier } from "./gjson-modifiers.js";
import { parseQuery, type Query } from "./gjson-query.js";
import { matches, closingOf, splitAtTop, unescape } from "./gjson-text.js";

type Found = JsonValue | undefined;

/** @returns what is at a path; undefined where nothing is, or the path is none */
export function getByPath(value: Found, path: string): Found {
  if (value === undefined || path === "") return undefined;
  switch (path.charAt(0)) {
    case "@": {
      const modifier = readModifier(path);
      if (modifier) return onward(modify(value, modifier), modifier.rest);
      break;
    }
    case "!":
      return literal(path);
    case "[":
    case "{":
      return severalPaths(value, path);
  }
  if (Array.isArray(value)) return inList(value, path);
  return isJsonObject(value) ? inObject(value, path) : undefined;
}

/** @param rest of the path, with the dot or the pipe before it; empty at the end */
function onward(value: Found, rest: string): Found {
  // A literal stands at the start or after a pipe; after a dot its sign is part of a name.
  if (rest.startsWith(".!")) return isJsonObject(value) ? inObject(value, rest.slice(1)) : undefined;
  return rest === "" ? value : getByPath(value, rest.slice(1));
}

function inObject(value: JsonObject, path: string): Found {
  const { name, rest } = readName(path);
  const isPattern = /(^|[^\\])[*?]/.test(name);
  const key = isPattern
    ? Object.keys(value).find((known) => matches(known, name))
    : [unescape(name)].find((known) => Object.hasOwn(value, known));
  return key === undefined ? undefined : onward(value[key], rest);
}

function inList(list: JsonValue[], path: string): Found {
  if (path.startsWith("#(") || path.startsWith("#[")) return queried(list, path);
  const { name, rest } = readName(path);
  if (name !== "#") return /^\d+$/.test(name) ? onward(list[Number(name)], rest) : undefined;
  return rest.startsWith(".") ? eachOf(list, rest) : onward(list.length, rest);
}

/** What comes after a pipe is about the whole list; what comes before it, about each of its entries. */
function eachOf(list: JsonValue[], rest: string): Found {
  const [inner = "", ...after] = splitAtTop(rest.slice(1), "|");
  const found = list.map((item) => getByPath(item, inner)).filter((item) => item !== undefined);
  return after.length === 0 ? found : getByPath(found, after.join("|"));
}

function queried(list: JsonValue[], path: string): Found {
  const end = closingOf(path, 1);
  if (end === -1) return undefined;
  const query = parseQuery(path.slice(2, end));
  const takesAll = path.charAt(end + 1) === "#";
  const rest = path.slice(end + (takesAll ? 2 : 1));
  const isWanted = (item: JsonValue) => satisfies(item, query);
  if (!takesAll) return onward(list.find(isWanted), rest);
  const found = list.filter(isWanted);
  return rest.startsWith(".") ? eachOf(found, rest) : onward(found, rest);
}

function satisfies(item: JsonValue, query: Query): boolean {
  const isNested = item !== null && typeof item === "object";
  if (!isNested && query.path !== "") return false;
  return query.isMet(isNested ? getByPath(item, query.path) : item);
}

/** `!` and the JSON of what is to be there. */
function literal(path: string): Found {
  const [text = "", ...after] = splitAtTop(path.slice(1), "|");
  try {
    const value = JSON.parse(text) as JsonValue;
    return after.length === 0 ? value : getByPath(value, after.join("|"));
  } catch {
    return undefined;
  }
}

function severalPaths(value: JsonValue, path: string): Found {
  const end = closingOf(path, 0);
  if (end === -1) return undefined;
  const paths = splitAtTop(path.slice(1, end), ",");
  if (path.startsWith("[")) {
    const found = paths.map((each) => getByPath(value, each)).filter((item) => item !== undefined);
    return onward(found, path.slice(end + 1));
  }
  const made: JsonObject = {};
  for (const each of paths) {
    const named = /^("(?:[^"\\]|\\.)*"):(.*)$/s.exec(each);
    const found = getByPath(value, named?.[2] ?? each);
    if (found !== undefined) made[named ? (JSON.parse(named[1] ?? "") as string) : lastName(each)] = found;
  }
  return onward(made, path.slice(end + 1));
}

function lastName(path: string): string {
  const name = /(?:^|[^\\])[.|]((?:[^.|\\]|\\.)*)$/.exec(path)?.[1] ?? path;
  const isOdd = /["#()[\]{}|!@*?]/.test(name) || [...name].some((character) => character < " ");
  return isOdd ? "_" : unescape(name);
}

/** A name ends at a dot or a pipe that is not escaped. */
function readName(path: string): { name: string; rest: string } {
  const name = /^(?:[^.|\\]|\\.)*/s.exec(path)?.[0] ?? "";
  return { name, rest: path.slice(name.length) };
}

function readModifier(path: string): (Modifier & { rest: string }) | undefined {
  const name = /^@([^.|:[\]{}()]*)/.exec(path)?.[1] ?? "";
  const after = path.slice(name.length + 1);
  if (!after.startsWith(":")) return { name, argument: "", rest: after };
  const isJson = /^:["[{]/.test(after);
  const end = isJson ? closingOf(after, 1) + 1 : after.search(/[|]|$/);
  return { name, argument: after.slice(1, end), rest: after.slice(end) };
}
