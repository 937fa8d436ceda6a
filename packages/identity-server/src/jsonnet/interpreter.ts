// Loaded when a program is evaluated for the first time; evaluate.ts is what others use.
import type { JsonValue } from "../json.js";
import { createBudget } from "./budget.js";
import { JsonnetError } from "./error.js";
import { run, type Scope } from "./interpret.js";
import { fromJson, manifest } from "./manifest.js";
import { parse } from "./parse.js";
import { standardLibrary } from "./std/index.js";
import type { Expression } from "./syntax.js";
import { ready, type Lazy, type Machine } from "./values.js";
import type { JsonnetInput } from "./evaluate.js";

const MAX_PARSED = 100;
const parsed = new Map<string, Expression>();

export function interpret(source: string, input: JsonnetInput): JsonValue {
  try {
    const program = parseOnce(source);
    const machine: Machine = { budget: createBudget(), variables: lazies(input.variables) };
    const scope: Scope = {
      machine,
      names: new Map([["std", standardLibrary()]]),
      parent: undefined,
      self: undefined,
      layer: 0,
      outermost: undefined,
    };
    return manifest(machine, run(program, scope, lazies(input.arguments)));
  } catch (error) {
    // The program's own depth is bounded; what it nests in data is bounded by the stack.
    if (error instanceof RangeError) throw new JsonnetError("limit", "the program is nested too deeply");
    throw error;
  }
}

function parseOnce(source: string): Expression {
  const known = parsed.get(source);
  if (known) return known;
  const program = parse(source);
  if (parsed.size >= MAX_PARSED) parsed.clear();
  parsed.set(source, program);
  return program;
}

function lazies(values: Record<string, JsonValue> | undefined): Map<string, Lazy> {
  return new Map(Object.entries(values ?? {}).map(([name, value]) => [name, ready(fromJson(value))]));
}
