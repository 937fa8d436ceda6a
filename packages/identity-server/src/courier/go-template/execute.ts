// Carries a checked template out.
import { TemplateError } from "./error.js";
import { escapeWith } from "./escapers.js";
import { formatValue, goType, isTrue, type Value } from "./format.js";
import { functions, ownValue } from "./functions.js";
import type { Command, Node, Operand, Pipeline, Position } from "./tree.js";

interface Frame {
  dot: Value;
  variables: Map<string, Value>[];
}

type Signal = "break" | "continue" | undefined;

/** @throws TemplateError when a value doesn't fit what is done with it */
export function execute(nodes: Node[], data: Value, options: { isHtml: boolean }): string {
  let output = "";
  runAll(nodes, { dot: data, variables: [new Map([["$", data]])] });
  return output;

  function runAll(list: Node[], frame: Frame): Signal {
    for (const node of list) {
      const signal = run(node, frame);
      if (signal) return signal;
    }
    return undefined;
  }

  function run(node: Node, frame: Frame): Signal {
    switch (node.kind) {
      case "text":
        output += node.text;
        return undefined;
      case "print": {
        const value = evaluate(node.pipeline, frame, node.at);
        if (node.pipeline.variables.length === 0) output += escapeWith(node.escapers, shown(value));
        return undefined;
      }
      case "if":
      case "with": {
        const inner = { ...frame, variables: [...frame.variables, new Map<string, Value>()] };
        const value = evaluate(node.pipeline, inner, node.at);
        if (!isTrue(value)) return runAll(node.otherwise, inner);
        return runAll(node.then, node.kind === "with" ? { ...inner, dot: value } : inner);
      }
      case "range":
        return runRange(node, frame);
      case "template": {
        const dot = node.argument && evaluate(node.argument, frame, node.at);
        runAll(node.body ?? [], { dot, variables: [new Map([["$", dot]])] });
        return undefined;
      }
      case "break":
      case "continue":
        return node.kind;
    }
  }

  function runRange(node: Extract<Node, { kind: "range" }>, frame: Frame): Signal {
    const { pipeline, at } = node;
    const value = evaluate({ ...pipeline, variables: [] }, frame, at);
    const entries = entriesOf(value, at);
    if (entries.length === 0) return runAll(node.otherwise, frame);
    for (const [key, item] of entries) {
      const names = pipeline.variables;
      const bound = new Map<string, Value>();
      if (names.length === 1) bound.set(names[0] ?? "", item);
      if (names.length === 2) bound.set(names[0] ?? "", key).set(names[1] ?? "", item);
      const signal = runAll(node.then, { dot: item, variables: [...frame.variables, bound] });
      if (signal === "break") break;
    }
    return undefined;
  }

  /** HTML leaves out what isn't there; text says so, as Kratos does. */
  function shown(value: Value): string {
    if (value === null || value === undefined) return options.isHtml ? "" : "<no value>";
    return formatValue(value);
  }
}

function evaluate(pipeline: Pipeline, frame: Frame, at: Position): Value {
  let value: Value;
  pipeline.commands.forEach((command, order) => {
    value = runCommand(command, order > 0 ? [value] : [], frame, at);
  });
  for (const name of pipeline.variables) {
    const scope = pipeline.declares
      ? frame.variables.at(-1)
      : frame.variables.findLast((variables) => variables.has(name));
    scope?.set(name, value);
  }
  return value;
}

function runCommand({ operands }: Command, piped: Value[], frame: Frame, at: Position): Value {
  const [first, ...args] = operands;
  if (first?.kind !== "function") return first ? valueOf(first, frame, at) : undefined;
  // These two stop at the first value that decides.
  if (first.name === "and" || first.name === "or") {
    let result: Value;
    for (const next of [
      ...args.map((operand) => () => valueOf(operand, frame, at)),
      ...piped.map((value) => () => value),
    ]) {
      result = next();
      if (isTrue(result) === (first.name === "or")) break;
    }
    return result;
  }
  const values = [...args.map((operand) => valueOf(operand, frame, at)), ...piped];
  try {
    return functions.get(first.name)?.(...values);
  } catch (error) {
    if (error instanceof TemplateError) throw error;
    throw new TemplateError(
      at.file,
      at.line,
      `${first.name}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function valueOf(operand: Operand, frame: Frame, at: Position): Value {
  switch (operand.kind) {
    case "dot":
      return frame.dot;
    case "nil":
      return null;
    case "literal":
      return operand.value;
    case "field":
      return follow(frame.dot, operand.names, at);
    case "variable":
      return follow(
        frame.variables.findLast((scope) => scope.has(operand.name))?.get(operand.name),
        operand.fields,
        at,
      );
    case "function":
      return runCommand({ operands: [operand] }, [], frame, at);
    case "pipeline":
      return follow(evaluate(operand.pipeline, frame, at), operand.fields, at);
  }
}

function follow(start: Value, names: string[], at: Position): Value {
  return names.reduce<Value>((value, name) => {
    if (value === null || value === undefined) return undefined;
    if (typeof value === "object" && !Array.isArray(value)) return ownValue(value, name);
    throw new TemplateError(at.file, at.line, `${goType(value)} has no field .${name}`);
  }, start);
}

function entriesOf(value: Value, at: Position): [Value, Value][] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.map((item, index) => [BigInt(index), item]);
  if (typeof value === "object") {
    return Object.keys(value)
      .sort()
      .map((key) => [key, value[key]]);
  }
  throw new TemplateError(at.file, at.line, `${goType(value)} can't be gone through`);
}
