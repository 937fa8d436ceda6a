// Arrays in order, and sets: arrays in order without repetitions.
import { compare } from "../operators.js";
import { arrayOf, type Lazy, type Machine, type Value } from "../values.js";
import { itemsOf, keyOf } from "./arrays.js";
import { builtin, type Library } from "./builtin.js";

export const sets: Library = {
  sort: builtin("arr keyF?", ([arr, by], machine) => listed(sorted(machine, arr, by))),
  uniq: builtin("arr keyF?", ([arr, by], machine) => listed(unique(machine, keyed(machine, arr, by)))),
  set: builtin("arr keyF?", ([arr, by], machine) => listed(unique(machine, sorted(machine, arr, by)))),
  setMember: builtin("x arr keyF?", ([x, arr, by], machine) => {
    const key = keyOf(machine, { value: x, compute: undefined }, by);
    return keyed(machine, arr, by).some((entry) => compare(machine, entry.key, key) === 0);
  }),
  setUnion: builtin("a b keyF?", ([a, b, by], machine) => {
    const { both, onlyLeft, onlyRight } = split(machine, a, b, by);
    return listed(order(machine, [...both, ...onlyLeft, ...onlyRight]));
  }),
  setInter: builtin("a b keyF?", ([a, b, by], machine) => listed(split(machine, a, b, by).both)),
  setDiff: builtin("a b keyF?", ([a, b, by], machine) => listed(split(machine, a, b, by).onlyLeft)),
};

interface Entry {
  item: Lazy;
  key: Value;
}

function keyed(machine: Machine, arr: Value, by: Value): Entry[] {
  return itemsOf(arr, machine).map((item) => ({ item, key: keyOf(machine, item, by) }));
}

function order(machine: Machine, entries: Entry[]): Entry[] {
  return [...entries].sort((left, right) => compare(machine, left.key, right.key));
}

function sorted(machine: Machine, arr: Value, by: Value): Entry[] {
  return order(machine, keyed(machine, arr, by));
}

function unique(machine: Machine, entries: Entry[]): Entry[] {
  return entries.filter((entry, index) => {
    const before = entries[index - 1];
    return !before || compare(machine, before.key, entry.key) !== 0;
  });
}

function listed(entries: readonly Entry[]): Value {
  return arrayOf(entries.map((entry) => entry.item));
}

/** Goes through two sets at once. */
function split(machine: Machine, a: Value, b: Value, by: Value) {
  const left = keyed(machine, a, by);
  const right = keyed(machine, b, by);
  const found = { both: [] as Entry[], onlyLeft: [] as Entry[], onlyRight: [] as Entry[] };
  let at = 0;
  for (const entry of left) {
    let other = right[at];
    while (other && compare(machine, other.key, entry.key) < 0) {
      found.onlyRight.push(other);
      at += 1;
      other = right[at];
    }
    if (other && compare(machine, other.key, entry.key) === 0) {
      found.both.push(entry);
      at += 1;
    } else found.onlyLeft.push(entry);
  }
  found.onlyRight.push(...right.slice(at));
  return found;
}
