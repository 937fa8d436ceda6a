// Types, equality, and what comes from outside.
import { fail, JsonnetError } from "../error.js";
import { asText } from "../operators.js";
import { equals } from "../objects.js";
import { force, requireString, typeOf, type TypeName, type Value } from "../values.js";
import { builtin, lazyBuiltin, type Library } from "./builtin.js";

export const types: Library = {
  type: builtin("x", ([x]) => typeOf(x)),
  isNull: is("null"),
  isBoolean: is("boolean"),
  isNumber: is("number"),
  isString: is("string"),
  isArray: is("array"),
  isObject: is("object"),
  isFunction: is("function"),
  equals: builtin("x y", ([x, y], machine) => equals(machine, x, y)),
  primitiveEquals: builtin("x y", ([x, y], machine) => {
    if (isCompound(x) && isCompound(y)) throw fail("std.primitiveEquals compares simple values");
    return equals(machine, x, y);
  }),
  toString: builtin("a", ([a], machine) => asText(machine, a)),
  extVar: builtin("x", ([x], machine) => {
    const name = requireString(x, "the name of an external variable");
    const value = machine.variables.get(name);
    if (!value) throw fail(`there is no external variable ${JSON.stringify(name)}`);
    return force(value);
  }),
  native: builtin("x", () => {
    throw fail("there are no native functions here");
  }),
  trace: lazyBuiltin("str rest", ([, rest]) => (rest ? force(rest) : null)),
  assertEqual: builtin("a b", ([a, b], machine) => {
    if (equals(machine, a, b)) return true;
    const message = `Assertion failed. ${asText(machine, a)} != ${asText(machine, b)}`;
    throw new JsonnetError("runtime", message, message);
  }),
};

function is(type: TypeName) {
  return builtin("v", ([v]) => typeOf(v) === type);
}

function isCompound(value: Value): boolean {
  return value !== null && typeof value === "object";
}
