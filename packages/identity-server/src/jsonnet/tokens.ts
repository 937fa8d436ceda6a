// Cuts a Jsonnet program into tokens.
import { JsonnetError } from "./error.js";
import { readTextBlock } from "./text-block.js";

export type TokenKind = "identifier" | "keyword" | "number" | "string" | "operator" | "punctuation" | "end";

export interface Token {
  kind: TokenKind;
  text: string;
  line: number;
}

const KEYWORDS = new Set(
  "assert else error false for function if import importstr importbin in local null tailstrict then self super true".split(
    " ",
  ),
);
const OPERATOR = /[!$:~+\-&|^=<>*/%]/;

/** @throws JsonnetError where the text is no Jsonnet */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  for (;;) {
    skipSpace();
    if (at >= source.length) break;
    tokens.push(readToken());
  }
  tokens.push({ kind: "end", text: "the end", line });
  return tokens;

  function wrong(what: string): JsonnetError {
    return new JsonnetError("syntax", `line ${String(line)}: ${what}`);
  }

  function advance(to: number): string {
    const text = source.slice(at, to);
    for (const char of text) if (char === "\n") line += 1;
    at = to;
    return text;
  }

  function skipSpace(): void {
    for (;;) {
      const [space] = /^[\s]*/.exec(source.slice(at, at + 4096)) ?? [""];
      if (space.length > 0) advance(at + space.length);
      else if (source[at] === "#" || source.startsWith("//", at)) {
        const end = source.indexOf("\n", at);
        advance(end < 0 ? source.length : end);
      } else if (source.startsWith("/*", at)) {
        const end = source.indexOf("*/", at + 2);
        if (end < 0) throw wrong("the comment has no end");
        advance(end + 2);
      } else return;
    }
  }

  function readToken(): Token {
    const start = line;
    const char = source[at] ?? "";
    const rest = source.slice(at, at + 400);
    const [word] = /^[A-Za-z_][A-Za-z0-9_]*/.exec(rest) ?? [];
    if (word !== undefined) {
      const whole = /^[A-Za-z0-9_]+/.exec(source.slice(at))?.[0] ?? word;
      advance(at + whole.length);
      return { kind: KEYWORDS.has(whole) ? "keyword" : "identifier", text: whole, line: start };
    }
    if (/[0-9]/.test(char)) return { kind: "number", text: readNumber(), line: start };
    if (char === "'" || char === '"') return { kind: "string", text: readString(char), line: start };
    if (/^@['"]/.test(rest)) return { kind: "string", text: readVerbatim(), line: start };
    if (source.startsWith("|||", at)) {
      const block = readTextBlock(source, at);
      if ("problem" in block) throw wrong(block.problem);
      advance(block.end);
      return { kind: "string", text: block.text, line: start };
    }
    if (/[{}[\](),.;]/.test(char)) return { kind: "punctuation", text: advance(at + 1), line: start };
    if (OPERATOR.test(char)) return { kind: "operator", text: advance(operatorEnd()), line: start };
    throw wrong(`${JSON.stringify(char)} means nothing here`);
  }

  function readNumber(): string {
    const [text] =
      /^(0|[1-9](_?[0-9])*)(\.[0-9](_?[0-9])*)?([eE][+-]?[0-9](_?[0-9])*)?/.exec(
        source.slice(at, at + 400),
      ) ?? [];
    if (text === undefined) throw wrong("this is no number");
    advance(at + text.length);
    if (/[A-Za-z0-9_.]/.test(source[at] ?? "") && !/^\.[^0-9]/.test(source.slice(at, at + 2))) {
      throw wrong("this is no number");
    }
    return text.replaceAll("_", "");
  }

  /** The longest operator, which doesn't end in a sign that can begin an operand. */
  function operatorEnd(): number {
    let end = at;
    while (OPERATOR.test(source[end] ?? "")) {
      if (/^(\/\/|\/\*|\|\|\|)/.test(source.slice(end, end + 3))) break;
      end += 1;
    }
    while (end > at + 1 && /[+\-~!$]/.test(source[end - 1] ?? "")) end -= 1;
    return end;
  }

  function readString(quote: string): string {
    let end = at + 1;
    while (source[end] !== quote) {
      if (end >= source.length) throw wrong("the string has no end");
      end += source[end] === "\\" ? 2 : 1;
    }
    const raw = source.slice(at + 1, end);
    advance(end + 1);
    return raw.replace(/\\(u[0-9a-fA-F]{4}|[^])/g, (_, escape: string) => unescape(escape));
  }

  function unescape(escape: string): string {
    const simple: Record<string, string> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
    if (escape.length === 5) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    if (/^["'\\/]$/.test(escape)) return escape;
    const char = simple[escape];
    if (char === undefined) throw wrong(`"\\${escape}" is no escape`);
    return char;
  }

  function readVerbatim(): string {
    const quote = source[at + 1] ?? "";
    let end = at + 2;
    let text = "";
    for (;;) {
      if (end >= source.length) throw wrong("the string has no end");
      if (source[end] !== quote) text += source[end] ?? "";
      else if (source[end + 1] === quote) {
        text += quote;
        end += 1;
      } else break;
      end += 1;
    }
    advance(end + 1);
    return text;
  }
}
