// Reads a template into a tree. Whatever Go's text/template has and this subset hasn't is refused by name.
import { TemplateError } from "./error.js";
import { functions } from "./functions.js";
import { splitSegments, tokenize, type Segment, type Source, type Token } from "./tokens.js";
import type { Command, Node, Operand, Pipeline, Position } from "./tree.js";

/** Named bodies: the file itself, and what `define` and `block` in it name. */
export type Definitions = Map<string, Node[]>;

/** @throws TemplateError */
export function parse(source: Source, name: string, definitions: Definitions): void {
  const segments = splitSegments(source);
  let index = 0;
  const scopes: Set<string>[] = [new Set(["$"])];
  let rangeDepth = 0;
  const top = readUntilEnd(false);
  definitions.set(name, top.nodes);

  type Ending = "end" | "else" | "eof";
  interface Body {
    nodes: Node[];
    ending: Ending;
    elseTokens: Token[];
  }

  function readUntilEnd(isInside: boolean): Body {
    const nodes: Node[] = [];
    const opened = segments[index - 1];
    for (;;) {
      const segment = segments[index++];
      if (segment === undefined) {
        if (isInside && opened) throw at(opened).fail("this has no {{ end }}");
        return { nodes, ending: "eof", elseTokens: [] };
      }
      if (segment.kind === "text") {
        nodes.push({ kind: "text", text: segment.text, at: at(segment) });
        continue;
      }
      const position = at(segment);
      const tokens = tokenize(segment.source, position.fail);
      const [first, ...rest] = tokens;
      const word = first?.kind === "word" ? first.text : undefined;
      if (word === "end" || word === "else") {
        if (!isInside) throw position.fail(`{{ ${word} }} without a beginning`);
        return { nodes, ending: word, elseTokens: rest };
      }
      const node = readAction(word, tokens, rest, position);
      if (node) nodes.push(node);
    }
  }

  function readAction(
    word: string | undefined,
    tokens: Token[],
    rest: Token[],
    position: At,
  ): Node | undefined {
    switch (word) {
      case "if":
      case "with":
      case "range":
        return readBranch(word, rest, position);
      case "define":
        if (scopes.length > 1) throw position.fail("{{ define }} must stand at the top");
        definitions.set(nameFrom(rest, position), nested(() => readUntilEnd(true)).nodes);
        return undefined;
      case "block": {
        const blockName = nameFrom(rest.slice(0, 1), position);
        const argument = readPipeline(rest.slice(1), position);
        definitions.set(blockName, nested(() => readUntilEnd(true)).nodes);
        return { kind: "template", name: blockName, argument, body: undefined, at: position };
      }
      case "template": {
        const argument = rest.length > 1 ? readPipeline(rest.slice(1), position) : undefined;
        return {
          kind: "template",
          name: nameFrom(rest.slice(0, 1), position),
          argument,
          body: undefined,
          at: position,
        };
      }
      case "break":
      case "continue":
        if (rangeDepth === 0) throw position.fail(`{{ ${word} }} outside of {{ range }}`);
        return { kind: word, at: position };
      default:
        return { kind: "print", pipeline: readPipeline(tokens, position), escapers: [], at: position };
    }
  }

  function readBranch(kind: "if" | "with" | "range", tokens: Token[], position: At): Node {
    return nested(() => {
      const pipeline = readPipeline(tokens, position);
      if (pipeline.variables.length > (kind === "range" ? 2 : 1)) throw position.fail("too many variables");
      if (kind === "range") rangeDepth++;
      const body = nested(() => readUntilEnd(true));
      if (kind === "range") rangeDepth--;
      return { kind, pipeline, then: body.nodes, otherwise: readElse(body, kind, position), at: position };
    });
  }

  function readElse(body: Body, kind: "if" | "with" | "range", position: At): Node[] {
    if (body.ending !== "else") return [];
    const [next, ...condition] = body.elseTokens;
    if (next === undefined) {
      const otherwise = nested(() => readUntilEnd(true));
      if (otherwise.ending === "else") throw position.fail("a second {{ else }}");
      return otherwise.nodes;
    }
    if (next.kind !== "word" || next.text !== kind || kind === "range")
      throw position.fail("unexpected text after {{ else");
    return [readBranch(kind, condition, position)];
  }

  function nested<T>(read: () => T): T {
    scopes.push(new Set());
    const result = read();
    scopes.pop();
    return result;
  }

  function readPipeline(tokens: Token[], position: At): Pipeline {
    const sign = tokens.findIndex((token) => isSymbol(token, ":=") || isSymbol(token, "="));
    const declares = sign !== -1 && isSymbol(tokens[sign], ":=");
    const variables = sign === -1 ? [] : variablesFrom(tokens.slice(0, sign), position);
    const commands = readCommands(tokens.slice(sign + 1), position);
    for (const name of variables) {
      if (declares) scopes.at(-1)?.add(name);
      else assertVariable(name, position);
    }
    return { variables, declares, commands };
  }

  function variablesFrom(tokens: Token[], position: At): string[] {
    return tokens.flatMap((token) => {
      if (isSymbol(token, ",")) return [];
      if (token.kind === "variable" && token.fields.length === 0) return [token.name];
      throw position.fail("only variables can stand on the left of := or =");
    });
  }

  function readCommands(tokens: Token[], position: At): Command[] {
    const commands: Command[] = [{ operands: [] }];
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i];
      const command = commands.at(-1);
      if (!token || !command) continue;
      if (isSymbol(token, "|")) {
        commands.push({ operands: [] });
        continue;
      }
      if (isSymbol(token, "(")) {
        const close = closing(tokens, i, position);
        const pipeline = readPipeline(tokens.slice(i + 1, close), position);
        const field = tokens[close + 1];
        const fields = field?.kind === "field" ? field.names : [];
        command.operands.push({ kind: "pipeline", pipeline, fields });
        i = fields.length > 0 ? close + 1 : close;
        continue;
      }
      command.operands.push(readOperand(token, position));
    }
    commands.forEach((command, order) => {
      checkCommand(command, order, position);
    });
    return commands;
  }

  function readOperand(token: Token, position: At): Operand {
    switch (token.kind) {
      case "field":
        return { kind: "field", names: token.names };
      case "variable":
        assertVariable(token.name, position);
        return { kind: "variable", name: token.name, fields: token.fields };
      case "string":
      case "number":
        return { kind: "literal", value: token.value };
      case "symbol":
        if (token.text === ".") return { kind: "dot" };
        throw position.fail(`unexpected ${JSON.stringify(token.text)}`);
      case "word":
        if (token.text === "true" || token.text === "false")
          return { kind: "literal", value: token.text === "true" };
        if (token.text === "nil") return { kind: "nil" };
        if (functions.has(token.text)) return { kind: "function", name: token.text };
        throw position.fail(
          `the function "${token.text}" is not known here; known are: ${[...functions.keys()].join(", ")}`,
        );
    }
  }

  function checkCommand(command: Command, order: number, position: At): void {
    const [first, ...args] = command.operands;
    if (!first) throw position.fail("something is missing in this action");
    if (first.kind === "nil") throw position.fail("nil alone says nothing");
    if (first.kind !== "function" && (args.length > 0 || order > 0)) {
      throw position.fail("only a function can take a value");
    }
  }

  function assertVariable(name: string, position: At): void {
    if (!scopes.some((scope) => scope.has(name))) throw position.fail(`the variable ${name} is not set`);
  }

  interface At extends Position {
    fail: (problem: string) => TemplateError;
  }

  function at({ line }: Segment): At {
    const { file } = source;
    return { file, line, fail: (problem) => new TemplateError(file, line, problem) };
  }
}

function closing(
  tokens: Token[],
  open: number,
  position: { fail: (problem: string) => TemplateError },
): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    if (isSymbol(tokens[i], "(")) depth++;
    if (isSymbol(tokens[i], ")") && --depth === 0) return i;
  }
  throw position.fail("a ( is never closed");
}

function nameFrom(tokens: Token[], position: { fail: (problem: string) => TemplateError }): string {
  const [token, ...rest] = tokens;
  if (token?.kind !== "string" || rest.length > 0) throw position.fail("a quoted name is needed here");
  return token.value;
}

function isSymbol(token: Token | undefined, text: string): boolean {
  return token?.kind === "symbol" && token.text === text;
}
