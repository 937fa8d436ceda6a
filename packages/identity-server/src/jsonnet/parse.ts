// Reads a Jsonnet program into its tree, by recursive descent.
import { JsonnetError } from "./error.js";
import { checkNames } from "./names.js";
import { parseObjectBody } from "./parse-object.js";
import type { Argument, Bind, Clause, Expression, FunctionLiteral, Parameter } from "./syntax.js";
import { tokenize, type Token } from "./tokens.js";

/** From the weakest to the strongest. */
const BINARY = [
  ["||"],
  ["&&"],
  ["|"],
  ["^"],
  ["&"],
  ["==", "!="],
  ["<", ">", "<=", ">=", "in"],
  ["<<", ">>"],
  ["+", "-"],
  ["*", "/", "%"],
];
const UNARY = new Set(["!", "~", "+", "-"]);
const MAX_DEPTH = 300;

/** What the parts of the parser share. */
export interface Parser {
  peek(offset?: number): Token;
  next(): Token;
  /** Takes the next token if it is this one. */
  accept(text: string): boolean;
  expect(text: string): Token;
  identifier(): string;
  expression(): Expression;
  binds(): Bind[];
  params(): Parameter[];
  clauses(): Clause[];
  wrong(token: Token, what: string): JsonnetError;
}

/** @throws JsonnetError where the text is no Jsonnet, or names what isn't there */
export function parse(source: string): Expression {
  const parser = createParser(tokenize(source));
  const program = parser.expression();
  const last = parser.next();
  if (last.kind !== "end") throw parser.wrong(last, "does not belong here");
  checkNames(program, ["std"]);
  return program;
}

function createParser(tokens: Token[]): Parser {
  let at = 0;
  let depth = 0;
  const parser: Parser = {
    peek,
    next,
    accept,
    expect,
    identifier,
    expression: () => binary(0),
    binds,
    params,
    clauses,
    wrong,
  };
  return parser;

  function peek(offset = 0): Token {
    return tokens[Math.min(at + offset, tokens.length - 1)] ?? { kind: "end", text: "the end", line: 0 };
  }

  function next(): Token {
    const token = peek();
    if (token.kind !== "end") at += 1;
    return token;
  }

  function is(token: Token, text: string): boolean {
    return token.kind !== "string" && token.kind !== "end" && token.text === text;
  }

  function accept(text: string): boolean {
    if (!is(peek(), text)) return false;
    at += 1;
    return true;
  }

  function expect(text: string): Token {
    const token = next();
    if (!is(token, text)) throw wrong(token, `stands where "${text}" should`);
    return token;
  }

  function wrong(token: Token, what: string): JsonnetError {
    return new JsonnetError("syntax", `line ${String(token.line)}: ${JSON.stringify(token.text)} ${what}`);
  }

  function identifier(): string {
    const token = next();
    if (token.kind !== "identifier") throw wrong(token, "is no name");
    return token.text;
  }

  function binary(level: number): Expression {
    depth += 1;
    if (depth > MAX_DEPTH * BINARY.length) throw wrong(peek(), "is nested too deeply");
    const whole = loose() ?? (level === BINARY.length ? unary() : chain(level));
    depth -= 1;
    return whole;
  }

  function chain(level: number): Expression {
    const operators = BINARY[level] ?? [];
    let left = binary(level + 1);
    for (;;) {
      const token = peek();
      if (token.kind !== "operator" && token.text !== "in") return left;
      if (token.kind === "string" || !operators.includes(token.text)) return left;
      next();
      if (token.text === "in" && is(peek(), "super") && !is(peek(1), ".") && !is(peek(1), "[")) {
        next();
        left = { kind: "in-super", index: left };
      } else {
        left = { kind: "binary", operator: token.text, left, right: binary(level + 1) };
      }
    }
  }

  function unary(): Expression {
    const token = peek();
    if (token.kind === "operator" && UNARY.has(token.text)) {
      next();
      return { kind: "unary", operator: token.text, operand: binary(BINARY.length) };
    }
    return postfix(primary());
  }

  /** What begins with a word and reaches as far as it can. */
  function loose(): Expression | undefined {
    const token = peek();
    if (token.kind !== "keyword") return undefined;
    switch (token.text) {
      case "local": {
        next();
        const found = binds();
        expect(";");
        return { kind: "local", binds: found, body: binary(0) };
      }
      case "if": {
        next();
        const test = binary(0);
        expect("then");
        const then = binary(0);
        return { kind: "if", test, then, otherwise: accept("else") ? binary(0) : undefined };
      }
      case "function": {
        next();
        return { kind: "function", params: params(), body: binary(0) };
      }
      case "assert": {
        next();
        const test = binary(0);
        const message = accept(":") ? binary(0) : undefined;
        expect(";");
        return { kind: "assert", assertion: { test, message }, body: binary(0) };
      }
      case "error":
        next();
        return { kind: "error", message: binary(0) };
      case "import":
      case "importstr":
      case "importbin":
        throw wrong(token, "is not possible: a program stands alone");
      default:
        return undefined;
    }
  }

  function primary(): Expression {
    const token = next();
    if (token.kind === "number") return { kind: "literal", value: Number(token.text) };
    if (token.kind === "string") return { kind: "literal", value: token.text };
    if (token.kind === "identifier") return { kind: "variable", name: token.text };
    switch (token.kind === "end" ? "" : token.text) {
      case "true":
        return { kind: "literal", value: true };
      case "false":
        return { kind: "literal", value: false };
      case "null":
        return { kind: "literal", value: null };
      case "self":
        return { kind: "self" };
      case "$":
        return { kind: "dollar" };
      case "super":
        return superIndex();
      case "(": {
        const inner = binary(0);
        expect(")");
        return inner;
      }
      case "[":
        return array();
      case "{":
        return parseObjectBody(parser);
      default:
        throw wrong(token, "stands where a value should");
    }
  }

  function superIndex(): Expression {
    if (accept(".")) return { kind: "super", index: { kind: "literal", value: identifier() } };
    expect("[");
    const index = binary(0);
    expect("]");
    return { kind: "super", index };
  }

  function array(): Expression {
    const items: Expression[] = [];
    while (!accept("]")) {
      items.push(binary(0));
      const hasComma = accept(",");
      const [first] = items;
      if (first && items.length === 1 && is(peek(), "for")) {
        const found = clauses();
        expect("]");
        return { kind: "array-comprehension", body: first, clauses: found };
      }
      if (!hasComma && !is(peek(), "]")) throw wrong(peek(), 'stands where "," or "]" should');
    }
    return { kind: "array", items };
  }

  function postfix(start: Expression): Expression {
    let value = start;
    for (;;) {
      if (accept("."))
        value = { kind: "index", target: value, index: { kind: "literal", value: identifier() } };
      else if (accept("[")) value = bracket(value);
      else if (accept("(")) {
        value = { kind: "call", callee: value, args: callArguments() };
        accept("tailstrict");
      } else if (accept("{")) {
        value = { kind: "binary", operator: "+", left: value, right: parseObjectBody(parser) };
      } else return value;
    }
  }

  function bracket(target: Expression): Expression {
    const parts: [Expression?, Expression?, Expression?] = [];
    let part = 0;
    while (!accept("]")) {
      if (accept("::")) part += 2;
      else if (accept(":")) part += 1;
      else if (part < 3 && parts[part] === undefined) parts[part] = binary(0);
      else throw wrong(peek(), 'stands where "]" should');
    }
    if (part > 2) throw wrong(peek(), "follows a slice of too many parts");
    if (part > 0) return { kind: "slice", target, parts };
    const [index] = parts;
    if (!index) throw wrong(peek(), "follows an empty index");
    return { kind: "index", target, index };
  }

  function callArguments(): Argument[] {
    const args: Argument[] = [];
    while (!accept(")")) {
      const isNamed = peek().kind === "identifier" && is(peek(1), "=");
      const name = isNamed ? identifier() : undefined;
      if (isNamed) next();
      else if (args.some((arg) => arg.name !== undefined)) throw wrong(peek(), "follows a named argument");
      args.push({ name, value: binary(0) });
      if (!accept(",") && !is(peek(), ")")) throw wrong(peek(), 'stands where "," or ")" should');
    }
    return args;
  }

  function params(): Parameter[] {
    expect("(");
    const found: Parameter[] = [];
    while (!accept(")")) {
      const name = identifier();
      if (found.some((param) => param.name === name)) throw wrong(peek(), `follows a second "${name}"`);
      found.push({ name, fallback: accept("=") ? binary(0) : undefined });
      if (!accept(",") && !is(peek(), ")")) throw wrong(peek(), 'stands where "," or ")" should');
    }
    return found;
  }

  function binds(): Bind[] {
    const found: Bind[] = [];
    do {
      const name = identifier();
      if (found.some((bind) => bind.name === name)) throw wrong(peek(), `follows a second "${name}"`);
      const isFunction = is(peek(), "(");
      const parameters = isFunction ? params() : [];
      expect("=");
      const value = binary(0);
      const body: Expression | FunctionLiteral = isFunction
        ? { kind: "function", params: parameters, body: value }
        : value;
      found.push({ name, body });
    } while (accept(","));
    return found;
  }

  function clauses(): Clause[] {
    const found: Clause[] = [];
    for (;;) {
      if (accept("for")) {
        const name = identifier();
        expect("in");
        found.push({ kind: "for", name, over: binary(0) });
      } else if (accept("if")) found.push({ kind: "if", test: binary(0) });
      else return found;
    }
  }
}
