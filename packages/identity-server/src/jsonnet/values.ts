// What a program works with: JSON's values, made when they are asked for, and functions.
import { fail } from "./error.js";
import type { Budget } from "./budget.js";
import type { Visibility } from "./syntax.js";

export type Value = null | boolean | number | string | ArrayValue | ObjectValue | FunctionValue;

/** A value that is worked out at its first use. */
export interface Lazy {
  value: Value | undefined;
  compute: (() => Value) | undefined;
}

export interface ArrayValue {
  kind: "array";
  items: readonly Lazy[];
}

/** An object is a pile of layers: what was written first lies at the bottom, what is added with `+` on top. */
export interface ObjectValue {
  kind: "object";
  layers: readonly Layer[];
  /** Values of fields that were asked for, by layer and name. */
  cache: Map<string, Value>;
  /** What each layer's own names stand for in this object. */
  scopes: unknown[];
  assertions: "unchecked" | "checked";
}

export interface Layer {
  fields: ReadonlyMap<string, LayerField>;
  assert: ((self: ObjectValue, layer: number) => void) | undefined;
}

export interface LayerField {
  visibility: Visibility;
  isAdded: boolean;
  evaluate(self: ObjectValue, layer: number): Value;
}

export interface Param {
  name: string;
  isOptional: boolean;
}

export interface FunctionValue {
  kind: "function";
  params: readonly Param[];
  /** @param args one for each parameter; undefined where it was not given */
  call(machine: Machine, args: (Lazy | undefined)[]): Value;
}

/** One run of one program. */
export interface Machine {
  budget: Budget;
  /** `std.extVar`. */
  variables: ReadonlyMap<string, Lazy>;
}

export type TypeName = "null" | "boolean" | "number" | "string" | "array" | "object" | "function";

export function typeOf(value: Value): TypeName {
  if (value === null) return "null";
  if (typeof value === "object") return value.kind;
  return typeof value as "boolean" | "number" | "string";
}

export function ready(value: Value): Lazy {
  return { value, compute: undefined };
}

export function delayed(compute: () => Value): Lazy {
  return { value: undefined, compute };
}

export function force(lazy: Lazy): Value {
  if (lazy.value !== undefined) return lazy.value;
  if (!lazy.compute) throw fail("a value depends on itself");
  const value = lazy.compute();
  lazy.value = value;
  lazy.compute = undefined;
  return value;
}

export function arrayOf(items: readonly Lazy[]): ArrayValue {
  return { kind: "array", items };
}

export function listOf(values: readonly Value[]): ArrayValue {
  return arrayOf(values.map(ready));
}

/** Calls a function with arguments in their order and by name. */
export function apply(
  machine: Machine,
  target: FunctionValue,
  positional: readonly Lazy[],
  named: ReadonlyMap<string, Lazy> = new Map(),
): Value {
  const { params } = target;
  if (positional.length > params.length) {
    throw fail(
      `a function of ${String(params.length)} parameters got ${String(positional.length)} arguments`,
    );
  }
  for (const name of named.keys()) {
    const index = params.findIndex((param) => param.name === name);
    if (index < 0) throw fail(`the function has no parameter ${JSON.stringify(name)}`);
    if (index < positional.length) throw fail(`the argument ${JSON.stringify(name)} is given twice`);
  }
  const args = params.map((param, index) => positional[index] ?? named.get(param.name));
  const missing = params.find((param, index) => !args[index] && !param.isOptional);
  if (missing) throw fail(`the argument ${JSON.stringify(missing.name)} is missing`);
  return machine.budget.nested(() => target.call(machine, args));
}

export function requireNumber(value: Value, what: string): number {
  if (typeof value === "number") return value;
  throw fail(`${what} must be a number, and is of type ${typeOf(value)}`);
}

export function requireString(value: Value, what: string): string {
  if (typeof value === "string") return value;
  throw fail(`${what} must be a string, and is of type ${typeOf(value)}`);
}

export function requireBoolean(value: Value, what: string): boolean {
  if (typeof value === "boolean") return value;
  throw fail(`${what} must be true or false, and is of type ${typeOf(value)}`);
}

export function requireArray(value: Value, what: string): ArrayValue {
  if (value !== null && typeof value === "object" && value.kind === "array") return value;
  throw fail(`${what} must be an array, and is of type ${typeOf(value)}`);
}

export function requireObject(value: Value, what: string): ObjectValue {
  if (value !== null && typeof value === "object" && value.kind === "object") return value;
  throw fail(`${what} must be an object, and is of type ${typeOf(value)}`);
}

export function requireFunction(value: Value, what: string): FunctionValue {
  if (value !== null && typeof value === "object" && value.kind === "function") return value;
  throw fail(`${what} must be a function, and is of type ${typeOf(value)}`);
}

/** A result of arithmetic. @throws JsonnetError for what JSON has no number for */
export function finite(value: number): number {
  if (Number.isFinite(value)) return value;
  throw fail(Number.isNaN(value) ? "the result is not a number" : "the number is too large");
}
