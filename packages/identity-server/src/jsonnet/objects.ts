// Fields, inheritance and assertions of objects.
import { fail } from "./error.js";
import { compareText } from "./text.js";
import {
  force,
  typeOf,
  type ArrayValue,
  type Layer,
  type Lazy,
  type Machine,
  type ObjectValue,
  type Value,
} from "./values.js";
import { add } from "./operators.js";

export function objectOf(layers: readonly Layer[]): ObjectValue {
  return { kind: "object", layers, cache: new Map(), scopes: [], assertions: "unchecked" };
}

/** An object of finished values. */
export function plainObject(entries: Iterable<readonly [string, Lazy]>): ObjectValue {
  const fields = new Map(
    [...entries].map(([name, lazy]) => [
      name,
      { visibility: "inherit" as const, isAdded: false, evaluate: () => force(lazy) },
    ]),
  );
  return objectOf([{ fields, assert: undefined }]);
}

/** Whether there is such a field, hidden or not. @param below only in the layers under this one */
export function hasField(object: ObjectValue, name: string, below = object.layers.length): boolean {
  return object.layers.some((layer, index) => index < below && layer.fields.has(name));
}

export function isVisible(object: ObjectValue, name: string): boolean {
  let isFound = false;
  for (let index = object.layers.length - 1; index >= 0; index -= 1) {
    const field = object.layers[index]?.fields.get(name);
    if (!field) continue;
    if (field.visibility !== "inherit") return field.visibility === "visible";
    isFound = true;
  }
  return isFound;
}

/** The names of the fields, in order. */
export function fieldNames(object: ObjectValue, which: "visible" | "all"): string[] {
  const names = new Set(object.layers.flatMap((layer) => [...layer.fields.keys()]));
  const wanted = which === "all" ? [...names] : [...names].filter((name) => isVisible(object, name));
  return wanted.sort(compareText);
}

/** The value of a field; the object's assertions hold, or it fails. */
export function getField(machine: Machine, object: ObjectValue, name: string): Value {
  checkAssertions(object);
  return lookUp(machine, object, name, object.layers.length);
}

/** The value of a field in the layers under one: `super`. */
export function lookUp(machine: Machine, object: ObjectValue, name: string, below: number): Value {
  for (let index = Math.min(below, object.layers.length) - 1; index >= 0; index -= 1) {
    const field = object.layers[index]?.fields.get(name);
    if (!field) continue;
    const key = `${String(index)}:${name}`;
    const known = object.cache.get(key);
    if (known !== undefined) return known;
    const own = field.evaluate(object, index);
    const isOnTop = field.isAdded && hasField(object, name, index);
    const value = isOnTop ? add(machine, lookUp(machine, object, name, index), own) : own;
    object.cache.set(key, value);
    return value;
  }
  throw fail(`the object has no field ${JSON.stringify(name)}`);
}

export function checkAssertions(object: ObjectValue): void {
  if (object.assertions === "checked") return;
  // Before they run: an assertion may use the object that it is about.
  object.assertions = "checked";
  object.layers.forEach((layer, index) => {
    layer.assert?.(object, index);
  });
}

/** Whether two values are the same, all the way down. */
export function equals(machine: Machine, left: Value, right: Value): boolean {
  machine.budget.step();
  if (left === null || right === null || typeof left !== "object" || typeof right !== "object") {
    return left === right;
  }
  if (left.kind === "array" && right.kind === "array") return equalArrays(machine, left, right);
  if (left.kind === "object" && right.kind === "object") {
    const names = fieldNames(left, "visible");
    const others = fieldNames(right, "visible");
    if (names.length !== others.length || names.some((name, index) => name !== others[index])) return false;
    return names.every((name) =>
      equals(machine, getField(machine, left, name), getField(machine, right, name)),
    );
  }
  if (left.kind === "function" && right.kind === "function") {
    throw fail(`two values of type ${typeOf(left)} cannot be compared`);
  }
  return false;
}

function equalArrays(machine: Machine, left: ArrayValue, right: ArrayValue): boolean {
  if (left.items.length !== right.items.length) return false;
  return left.items.every((item, index) => {
    const other = right.items[index];
    return other !== undefined && equals(machine, force(item), force(other));
  });
}
