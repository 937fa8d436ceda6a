// How the functions of `std` are written.
import { force, type FunctionValue, type Lazy, type Machine, type Value } from "../values.js";

/** The values of the arguments; `null` for an optional one that was not given. */
export type Args = readonly [Value, Value, Value, Value];

/** @param params their names; one with `?` may be left out */
export function builtin(params: string, call: (args: Args, machine: Machine) => Value): FunctionValue {
  return lazyBuiltin(params, (args, machine) => {
    const value = (index: number): Value => {
      const arg = args[index];
      return arg ? force(arg) : null;
    };
    return call([value(0), value(1), value(2), value(3)], machine);
  });
}

/** A function that leaves some of its arguments alone. */
export function lazyBuiltin(
  params: string,
  call: (args: readonly (Lazy | undefined)[], machine: Machine) => Value,
): FunctionValue {
  return {
    kind: "function",
    params: params
      .split(" ")
      .map((param) => ({ name: param.replace("?", ""), isOptional: param.endsWith("?") })),
    call: (machine, args) => {
      machine.budget.step();
      return call(args, machine);
    },
  };
}

export type Library = Record<string, FunctionValue>;
