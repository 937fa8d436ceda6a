// `array[from:to:step]` and `std.slice`.
import { fail } from "./error.js";
import { codePoints } from "./text.js";
import { arrayOf, requireNumber, typeOf, type Value } from "./values.js";

/** @param from null: the beginning; a negative one counts from the end */
export function sliceValue(target: Value, from: Value, to: Value, step: Value): Value {
  if (typeof target === "string") return pick(codePoints(target), from, to, step).join("");
  if (target !== null && typeof target === "object" && target.kind === "array") {
    return arrayOf(pick(target.items, from, to, step));
  }
  throw fail(`a value of type ${typeOf(target)} cannot be sliced`);
}

function pick<T>(items: readonly T[], fromValue: Value, toValue: Value, stepValue: Value): T[] {
  const from = bound(fromValue, 0, items.length);
  const to = bound(toValue, items.length, items.length);
  const step = stepValue === null ? 1 : requireNumber(stepValue, "the step of a slice");
  if (!(step >= 1)) throw fail("the step of a slice must be 1 or more");
  return items.slice(from, to).filter((_, position) => position % step === 0);
}

function bound(value: Value, fallback: number, length: number): number {
  if (value === null) return fallback;
  const wanted = requireNumber(value, "the bound of a slice");
  return wanted < 0 ? Math.max(0, length + wanted) : Math.min(wanted, length);
}
