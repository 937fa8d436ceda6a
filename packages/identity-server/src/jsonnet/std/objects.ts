// Objects.
import { fieldNames, getField, hasField, isVisible, plainObject } from "../objects.js";
import {
  apply,
  arrayOf,
  delayed,
  force,
  listOf,
  ready,
  requireBoolean,
  requireFunction,
  requireObject,
  requireString,
  type Lazy,
  type Machine,
  type ObjectValue,
  type Value,
} from "../values.js";
import { builtin, lazyBuiltin, type Library } from "./builtin.js";

type Which = "visible" | "all";

export const objects: Library = {
  get: lazyBuiltin("o f default? inc_hidden?", ([o, f, fallback, hidden], machine) => {
    const object = requireObject(o ? force(o) : null, "o");
    const name = requireString(f ? force(f) : null, "f");
    const which = !hidden || requireBoolean(force(hidden), "inc_hidden") ? "all" : "visible";
    if (has(object, name, which)) return getField(machine, object, name);
    return fallback ? force(fallback) : null;
  }),
  objectHas: builtin("o f", ([o, f]) => has(requireObject(o, "o"), requireString(f, "f"), "visible")),
  objectHasAll: builtin("o f", ([o, f]) => has(requireObject(o, "o"), requireString(f, "f"), "all")),
  objectHasEx: builtin("obj fname hidden", ([o, f, hidden]) =>
    has(requireObject(o, "obj"), requireString(f, "fname"), which(hidden)),
  ),
  objectFields: builtin("o", ([o]) => listOf(fieldNames(requireObject(o, "o"), "visible"))),
  objectFieldsAll: builtin("o", ([o]) => listOf(fieldNames(requireObject(o, "o"), "all"))),
  objectFieldsEx: builtin("obj hidden", ([o, hidden]) =>
    listOf(fieldNames(requireObject(o, "obj"), which(hidden))),
  ),
  objectValues: builtin("o", ([o], machine) => values(machine, o, "visible")),
  objectValuesAll: builtin("o", ([o], machine) => values(machine, o, "all")),
  objectKeysValues: builtin("o", ([o], machine) => pairs(machine, o, "visible")),
  objectKeysValuesAll: builtin("o", ([o], machine) => pairs(machine, o, "all")),
  objectRemoveKey: builtin("obj key", ([obj, key], machine) => {
    const object = requireObject(obj, "obj");
    const kept = fieldNames(object, "visible").filter((name) => name !== requireString(key, "key"));
    return plainObject(kept.map((name) => field(machine, object, name)));
  }),
  mapWithKey: builtin("func obj", ([func, obj], machine) => {
    const mapper = requireFunction(func, "func");
    const object = requireObject(obj, "obj");
    return plainObject(
      fieldNames(object, "visible").map((name): [string, Lazy] => {
        const [, lazy] = field(machine, object, name);
        return [name, delayed(() => apply(machine, mapper, [ready(name), lazy]))];
      }),
    );
  }),
  mergePatch: builtin("target patch", ([target, patch], machine) => mergePatch(machine, target, patch)),
  prune: builtin("a", ([a], machine) => prune(machine, a)),
};

function which(hidden: Value): Which {
  return requireBoolean(hidden, "hidden") ? "all" : "visible";
}

function has(object: ObjectValue, name: string, kind: Which): boolean {
  return kind === "all" ? hasField(object, name) : isVisible(object, name);
}

function field(machine: Machine, object: ObjectValue, name: string): [string, Lazy] {
  return [name, delayed(() => getField(machine, object, name))];
}

function values(machine: Machine, o: Value, kind: Which): Value {
  const object = requireObject(o, "o");
  return arrayOf(fieldNames(object, kind).map((name) => field(machine, object, name)[1]));
}

function pairs(machine: Machine, o: Value, kind: Which): Value {
  const object = requireObject(o, "o");
  return listOf(
    fieldNames(object, kind).map((name) => {
      const [, value] = field(machine, object, name);
      return plainObject([
        ["key", ready(name)],
        ["value", value],
      ]);
    }),
  );
}

/** RFC 7396. */
function mergePatch(machine: Machine, target: Value, patch: Value): Value {
  machine.budget.step();
  if (patch === null || typeof patch !== "object" || patch.kind !== "object") return patch;
  const isObject = target !== null && typeof target === "object" && target.kind === "object";
  const base = isObject ? target : plainObject([]);
  const merged = new Map(fieldNames(base, "visible").map((name) => field(machine, base, name)));
  for (const name of fieldNames(patch, "visible")) {
    const value = getField(machine, patch, name);
    if (value === null) merged.delete(name);
    else {
      const before = merged.get(name);
      merged.set(
        name,
        delayed(() => mergePatch(machine, before ? force(before) : null, value)),
      );
    }
  }
  return plainObject(merged);
}

/** Without what is empty, all the way down. */
function prune(machine: Machine, value: Value): Value {
  machine.budget.step();
  if (value === null || typeof value !== "object" || value.kind === "function") return value;
  if (value.kind === "array") {
    return listOf(value.items.map((item) => prune(machine, force(item))).filter((item) => !isEmpty(item)));
  }
  const kept = fieldNames(value, "visible").flatMap((name): [string, Lazy][] => {
    const pruned = prune(machine, getField(machine, value, name));
    return isEmpty(pruned) ? [] : [[name, ready(pruned)]];
  });
  return plainObject(kept);
}

function isEmpty(value: Value): boolean {
  if (value === null) return true;
  if (typeof value !== "object") return false;
  if (value.kind === "array") return value.items.length === 0;
  return value.kind === "object" && fieldNames(value, "visible").length === 0;
}
