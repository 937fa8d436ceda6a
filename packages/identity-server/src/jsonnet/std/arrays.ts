// Arrays.
import { fail } from "../error.js";
import { compare } from "../operators.js";
import { equals, fieldNames } from "../objects.js";
import { sliceValue } from "../slice.js";
import { codePoints, lengthOf } from "../text.js";
import {
  apply,
  arrayOf,
  delayed,
  finite,
  force,
  listOf,
  ready,
  requireArray,
  requireBoolean,
  requireFunction,
  requireNumber,
  requireString,
  typeOf,
  type FunctionValue,
  type Lazy,
  type Machine,
  type Value,
} from "../values.js";
import { builtin, lazyBuiltin, type Library } from "./builtin.js";

export const arrays: Library = {
  length: builtin("x", ([x]) => {
    if (typeof x === "string") return lengthOf(x);
    if (x === null || typeof x !== "object") throw fail(`a value of type ${typeOf(x)} has no length`);
    if (x.kind === "array") return x.items.length;
    return x.kind === "object" ? fieldNames(x, "visible").length : x.params.length;
  }),
  makeArray: builtin("sz func", ([sz, func], machine) => {
    const size = requireNumber(sz, "sz");
    if (!Number.isInteger(size) || size < 0) throw fail("sz must be a whole number, 0 or more");
    const make = requireFunction(func, "func");
    machine.budget.grow(size);
    return arrayOf(
      Array.from({ length: size }, (_, index) => delayed(() => apply(machine, make, [ready(index)]))),
    );
  }),
  map: builtin("func arr", ([func, arr], machine) => {
    const mapper = requireFunction(func, "func");
    return arrayOf(itemsOf(arr, machine).map((item) => delayed(() => apply(machine, mapper, [item]))));
  }),
  mapWithIndex: builtin("func arr", ([func, arr], machine) => {
    const mapper = requireFunction(func, "func");
    return arrayOf(
      itemsOf(arr, machine).map((item, index) => delayed(() => apply(machine, mapper, [ready(index), item]))),
    );
  }),
  filter: builtin("func arr", ([func, arr], machine) => {
    requireFunction(func, "func");
    return arrayOf(itemsOf(arr, machine).filter((item) => holds(machine, func, item)));
  }),
  filterMap: builtin("filter_func map_func arr", ([filter, func, arr], machine) => {
    const mapper = requireFunction(func, "map_func");
    const kept = itemsOf(arr, machine).filter((item) => holds(machine, filter, item));
    return arrayOf(kept.map((item) => delayed(() => apply(machine, mapper, [item]))));
  }),
  flatMap: builtin("func arr", ([func, arr], machine) => {
    const mapper = requireFunction(func, "func");
    const parts = itemsOf(arr, machine).map((item) => apply(machine, mapper, [item]));
    if (typeof arr === "string") return parts.map((part) => requireString(part, "what func makes")).join("");
    return concat(machine, parts);
  }),
  foldl: builtin("func arr init", ([func, arr, init], machine) => {
    const fold = requireFunction(func, "func");
    return itemsOf(arr, machine).reduce<Value>((so, item) => apply(machine, fold, [ready(so), item]), init);
  }),
  foldr: builtin("func arr init", ([func, arr, init], machine) => {
    const fold = requireFunction(func, "func");
    return itemsOf(arr, machine).reduceRight<Value>(
      (so, item) => apply(machine, fold, [item, ready(so)]),
      init,
    );
  }),
  range: builtin("from to", ([from, to], machine) => {
    const start = requireNumber(from, "from");
    const size = Math.max(0, requireNumber(to, "to") - start + 1);
    machine.budget.grow(size);
    return listOf(Array.from({ length: size }, (_, index) => start + index));
  }),
  repeat: builtin("what count", ([what, count], machine) => {
    const times = requireNumber(count, "count");
    if (!Number.isInteger(times) || times < 0) throw fail("count must be a whole number, 0 or more");
    machine.budget.grow(
      times * (typeof what === "string" ? what.length : requireArray(what, "what").items.length),
    );
    if (typeof what === "string") return what.repeat(times);
    const { items } = requireArray(what, "what");
    return arrayOf(Array.from({ length: times }, () => items).flat());
  }),
  slice: builtin("indexable index end step", ([target, from, to, step]) =>
    sliceValue(target, from, to, step),
  ),
  join: builtin("sep arr", ([sep, arr], machine) => {
    const present = requireArray(arr, "arr")
      .items.map(force)
      .filter((item) => item !== null);
    if (typeof sep === "string") return joinText(machine, sep, present);
    const parts = present.flatMap((part, index) => (index > 0 ? [sep, part] : [part]));
    return concat(machine, parts);
  }),
  deepJoin: builtin("arr", ([arr], machine) => deepJoin(machine, arr)),
  flattenArrays: builtin("arrs", ([arrs], machine) =>
    concat(machine, requireArray(arrs, "arrs").items.map(force)),
  ),
  flattenDeepArray: builtin("value", ([value]) => arrayOf(flatten(value))),
  reverse: builtin("arr", ([arr], machine) => arrayOf([...itemsOf(arr, machine)].reverse())),
  member: builtin("arr x", ([arr, x], machine) => {
    if (typeof arr === "string") return arr.includes(requireString(x, "x"));
    return requireArray(arr, "arr").items.some((item) => equals(machine, force(item), x));
  }),
  contains: builtin("arr elem", ([arr, elem], machine) =>
    requireArray(arr, "arr").items.some((item) => equals(machine, force(item), elem)),
  ),
  count: builtin(
    "arr x",
    ([arr, x], machine) =>
      requireArray(arr, "arr").items.filter((item) => equals(machine, force(item), x)).length,
  ),
  find: builtin("value arr", ([value, arr], machine) =>
    listOf(
      requireArray(arr, "arr").items.flatMap((item, index) =>
        equals(machine, force(item), value) ? [index] : [],
      ),
    ),
  ),
  remove: builtin("arr elem", ([arr, elem], machine) => {
    const { items } = requireArray(arr, "arr");
    const at = items.findIndex((item) => equals(machine, force(item), elem));
    return arrayOf(items.filter((_, index) => index !== at));
  }),
  removeAt: builtin("arr at", ([arr, at]) =>
    arrayOf(requireArray(arr, "arr").items.filter((_, index) => index !== at)),
  ),
  startsWith: builtin("a b", ([a, b], machine) => {
    if (typeof a === "string") return a.startsWith(requireString(b, "b"));
    return isPart(machine, requireArray(a, "a").items, requireArray(b, "b").items, 0);
  }),
  endsWith: builtin("a b", ([a, b], machine) => {
    if (typeof a === "string") return a.endsWith(requireString(b, "b"));
    const { items } = requireArray(a, "a");
    const end = requireArray(b, "b").items;
    return isPart(machine, items, end, items.length - end.length);
  }),
  all: builtin("arr", ([arr]) =>
    requireArray(arr, "arr").items.every((item) => requireBoolean(force(item), "an item")),
  ),
  any: builtin("arr", ([arr]) =>
    requireArray(arr, "arr").items.some((item) => requireBoolean(force(item), "an item")),
  ),
  sum: builtin("arr", ([arr]) => sum(arr)),
  avg: builtin("arr", ([arr]) => {
    const { items } = requireArray(arr, "arr");
    if (items.length === 0) throw fail("there is no average of nothing");
    return sum(arr) / items.length;
  }),
  minArray: lazyBuiltin("arr keyF? onEmpty?", (args, machine) => extreme(machine, args, -1)),
  maxArray: lazyBuiltin("arr keyF? onEmpty?", (args, machine) => extreme(machine, args, 1)),
};

/** The items of an array, or the characters of a string. */
export function itemsOf(value: Value, machine: Machine): readonly Lazy[] {
  const items = typeof value === "string" ? codePoints(value).map(ready) : requireArray(value, "arr").items;
  machine.budget.grow(items.length);
  return items;
}

/** A value's place in the order, by a function where one is given. */
export function keyOf(machine: Machine, item: Lazy, by: Value): Value {
  return by === null ? force(item) : apply(machine, requireFunction(by, "keyF"), [item]);
}

function holds(machine: Machine, func: Value, item: Lazy): boolean {
  return requireBoolean(apply(machine, requireFunction(func, "func"), [item]), "what func decides");
}

function concat(machine: Machine, parts: readonly Value[]): Value {
  const items = parts.flatMap((part) => requireArray(part, "each part").items);
  machine.budget.grow(items.length);
  return arrayOf(items);
}

function joinText(machine: Machine, separator: string, parts: readonly Value[]): string {
  const text = parts.map((part) => requireString(part, "each part")).join(separator);
  machine.budget.grow(text.length);
  return text;
}

function deepJoin(machine: Machine, value: Value): string {
  if (typeof value === "string") return value;
  return joinText(
    machine,
    "",
    requireArray(value, "arr").items.map((item) => deepJoin(machine, force(item))),
  );
}

function flatten(value: Value): Lazy[] {
  if (value === null || typeof value !== "object" || value.kind !== "array") return [ready(value)];
  return value.items.flatMap((item) => flatten(force(item)));
}

function isPart(machine: Machine, items: readonly Lazy[], part: readonly Lazy[], from: number): boolean {
  if (from < 0) return false;
  return part.every((item, index) => {
    const other = items[from + index];
    return other !== undefined && equals(machine, force(item), force(other));
  });
}

function sum(arr: Value): number {
  return requireArray(arr, "arr").items.reduce(
    (so, item) => finite(so + requireNumber(force(item), "an item")),
    0,
  );
}

function extreme(machine: Machine, args: readonly (Lazy | undefined)[], sign: 1 | -1): Value {
  const [arr, by, onEmpty] = args;
  const { items } = requireArray(arr ? force(arr) : null, "arr");
  const key: FunctionValue | null = by ? requireFunction(force(by), "keyF") : null;
  let best: { item: Lazy; key: Value } | undefined;
  for (const item of items) {
    const found = { item, key: keyOf(machine, item, key) };
    if (!best || compare(machine, found.key, best.key) * sign > 0) best = found;
  }
  if (best) return force(best.item);
  if (!onEmpty) throw fail("the array is empty");
  return force(onEmpty);
}
