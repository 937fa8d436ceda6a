// Cuts a template into text and actions, and an action into tokens.
import { TemplateError } from "./error.js";

export type Segment =
  { kind: "text"; text: string; line: number } | { kind: "action"; source: string; line: number };

export interface Source {
  file: string;
  text: string;
}

/** Comments are dropped; the `-` of `{{-` and `-}}` takes the white space beside it away. */
export function splitSegments({ file, text }: Source): Segment[] {
  const segments: Segment[] = [];
  let position = 0;
  let trimNext = false;
  const pushText = (raw: string, at: number, trimEnd: boolean): void => {
    let kept = trimNext ? raw.trimStart() : raw;
    if (trimEnd) kept = kept.trimEnd();
    if (kept !== "") segments.push({ kind: "text", text: kept, line: lineOf(text, at) });
  };
  for (;;) {
    const open = text.indexOf("{{", position);
    if (open === -1) break;
    const trimsBefore = /^-\s/.test(text.slice(open + 2, open + 4));
    pushText(text.slice(position, open), position, trimsBefore);
    const line = lineOf(text, open);
    const start = open + (trimsBefore ? 3 : 2);
    const end = endOfAction(
      text,
      start,
      () => new TemplateError(file, line, "the action {{ is never closed by }}"),
    );
    const trimsAfter = /\s-$/.test(text.slice(Math.max(start, end - 2), end));
    const source = text.slice(start, trimsAfter ? end - 1 : end);
    if (!isComment(source, trimsBefore)) segments.push({ kind: "action", source: source.trim(), line });
    trimNext = trimsAfter;
    position = end + 2;
  }
  pushText(text.slice(position), position, false);
  return segments;
}

export type Token =
  | { kind: "field"; names: string[] }
  | { kind: "variable"; name: string; fields: string[] }
  | { kind: "word"; text: string }
  | { kind: "string"; value: string }
  | { kind: "number"; value: number | bigint }
  | { kind: "symbol"; text: "|" | "(" | ")" | "," | ":=" | "=" | "." };

const PATTERNS: [RegExp, (text: string) => Token][] = [
  [/^\$\w*(?:\.\w+)*/, (text) => variable(text)],
  [/^\.[A-Za-z_]\w*(?:\.\w+)*/, (text) => ({ kind: "field", names: text.slice(1).split(".") })],
  [/^(?::=|[|(),=.])/, (text) => ({ kind: "symbol", text: text as "|" })],
  [/^"(?:[^"\\\n]|\\.)*"/, (text) => ({ kind: "string", value: unquote(text) })],
  [/^`[^`]*`/, (text) => ({ kind: "string", value: text.slice(1, -1) })],
  [/^[+-]?\d+\.\d*(?:e[+-]?\d+)?/i, (text) => ({ kind: "number", value: Number(text) })],
  [/^[+-]?(?:0x[0-9a-f]+|\d+)/i, (text) => ({ kind: "number", value: integer(text) })],
  [/^[A-Za-z_]\w*/, (text) => ({ kind: "word", text })],
];

export function tokenize(source: string, fail: (problem: string) => TemplateError): Token[] {
  const tokens: Token[] = [];
  let rest = source;
  for (;;) {
    rest = rest.trimStart();
    if (rest === "") return tokens;
    const match = firstMatch(rest);
    if (!match)
      throw fail(
        /^["`]/.test(rest) ? "a quoted text is never closed" : `unexpected ${JSON.stringify(rest[0])}`,
      );
    tokens.push(match.token);
    rest = rest.slice(match.length);
  }
}

function firstMatch(text: string): { token: Token; length: number } | undefined {
  for (const [pattern, make] of PATTERNS) {
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return { token: make(found), length: found.length };
  }
  return undefined;
}

function variable(text: string): Token {
  const [name = "$", ...fields] = text.split(".");
  return { kind: "variable", name, fields };
}

function integer(text: string): bigint {
  return text.startsWith("-") ? -BigInt(text.slice(1)) : BigInt(text.replace("+", ""));
}

const ESCAPES: Record<string, string> = { n: "\n", t: "\t", r: "\r", '"': '"', "\\": "\\", "'": "'" };

function unquote(text: string): string {
  return text
    .slice(1, -1)
    .replace(
      /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))/gi,
      (_all, hex?: string, unicode?: string, plain?: string) =>
        plain === undefined
          ? String.fromCharCode(parseInt(hex ?? unicode ?? "0", 16))
          : (ESCAPES[plain] ?? plain),
    );
}

/** As in Go, a comment follows its opening at once. */
function isComment(source: string, afterTrim: boolean): boolean {
  return /^\/\*[^]*\*\/\s*$/.test(afterTrim ? source.trimStart() : source);
}

/** Where `}}` closes the action; one inside of a quoted text or a comment doesn't. */
function endOfAction(text: string, start: number, fail: () => TemplateError): number {
  let quote = "";
  if (text.slice(start).trimStart().startsWith("/*")) {
    const comment = text.indexOf("*/", start);
    const end = comment === -1 ? -1 : text.indexOf("}}", comment);
    if (end === -1) throw fail();
    return end;
  }
  for (let index = start; index < text.length; index++) {
    const character = text[index] ?? "";
    if (quote !== "") {
      if (character === "\\" && quote === '"') index++;
      else if (character === quote) quote = "";
    } else if (character === '"' || character === "`") quote = character;
    else if (character === "}" && text[index + 1] === "}") return index;
  }
  throw fail();
}

function lineOf(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}
