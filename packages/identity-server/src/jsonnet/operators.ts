// The operators that work on two finished values.
import { fail } from "./error.js";
import { formatText } from "./format.js";
import { manifestText, SPACED } from "./manifest.js";
import { equals, objectOf } from "./objects.js";
import { compareText } from "./text.js";
import { arrayOf, finite, force, requireNumber, typeOf, type Machine, type Value } from "./values.js";

/** Every binary operator but `&&`, `||` and `in`. */
export function operate(machine: Machine, operator: string, left: Value, right: Value): Value {
  switch (operator) {
    case "+":
      return add(machine, left, right);
    case "==":
      return equals(machine, left, right);
    case "!=":
      return !equals(machine, left, right);
    case "<":
      return compare(machine, left, right) < 0;
    case "<=":
      return compare(machine, left, right) <= 0;
    case ">":
      return compare(machine, left, right) > 0;
    case ">=":
      return compare(machine, left, right) >= 0;
    case "%":
      if (typeof left === "string") return formatText(machine, left, right);
      return modulo(left, right);
    default:
      return calculate(operator, left, right);
  }
}

export function add(machine: Machine, left: Value, right: Value): Value {
  if (typeof left === "string" || typeof right === "string") {
    const text = asText(machine, left) + asText(machine, right);
    machine.budget.grow(text.length);
    return text;
  }
  if (typeof left === "number" && typeof right === "number") return finite(left + right);
  if (left !== null && right !== null && typeof left === "object" && typeof right === "object") {
    if (left.kind === "array" && right.kind === "array") {
      machine.budget.grow(left.items.length + right.items.length);
      return arrayOf([...left.items, ...right.items]);
    }
    if (left.kind === "object" && right.kind === "object") {
      machine.budget.grow(left.layers.length + right.layers.length);
      return objectOf([...left.layers, ...right.layers]);
    }
  }
  throw fail(`values of type ${typeOf(left)} and ${typeOf(right)} cannot be added`);
}

/** A string as it is, anything else as JSON in one line. */
export function asText(machine: Machine, value: Value): string {
  return typeof value === "string" ? value : manifestText(machine, value, SPACED);
}

/** Negative, zero or positive. */
export function compare(machine: Machine, left: Value, right: Value): number {
  machine.budget.step();
  if (typeof left === "number" && typeof right === "number") return left - right;
  if (typeof left === "string" && typeof right === "string") return compareText(left, right);
  if (left !== null && right !== null && typeof left === "object" && typeof right === "object") {
    if (left.kind === "array" && right.kind === "array") {
      for (const [index, item] of left.items.entries()) {
        const other = right.items[index];
        if (!other) return 1;
        const order = compare(machine, force(item), force(other));
        if (order !== 0) return order;
      }
      return left.items.length - right.items.length;
    }
  }
  throw fail(`values of type ${typeOf(left)} and ${typeOf(right)} have no order`);
}

export function modulo(left: Value, right: Value): number {
  const divisor = requireNumber(right, "the right side of %");
  const dividend = requireNumber(left, "the left side of %");
  if (divisor === 0) throw fail("division by zero");
  return finite(dividend % divisor);
}

/** A number as the whole number that the bitwise operators need. */
export function wholeNumber(value: number, what: string): bigint {
  const whole = Math.trunc(value);
  if (!Number.isSafeInteger(whole)) throw fail(`${what} is too large for a bitwise operator`);
  return BigInt(whole);
}

function calculate(operator: string, leftValue: Value, rightValue: Value): number {
  const left = requireNumber(leftValue, `the left side of ${operator}`);
  const right = requireNumber(rightValue, `the right side of ${operator}`);
  switch (operator) {
    case "-":
      return finite(left - right);
    case "*":
      return finite(left * right);
    case "/":
      if (right === 0) throw fail("division by zero");
      return finite(left / right);
    default:
      return bitwise(operator, wholeNumber(left, "the left side"), wholeNumber(right, "the right side"));
  }
}

function bitwise(operator: string, left: bigint, right: bigint): number {
  switch (operator) {
    case "&":
      return Number(left & right);
    case "|":
      return Number(left | right);
    case "^":
      return Number(left ^ right);
    case "<<":
    case ">>": {
      if (right < 0n) throw fail("a shift by a negative number");
      const by = right % 64n;
      return Number(operator === "<<" ? BigInt.asIntN(64, left << by) : left >> by);
    }
    default:
      throw fail(`there is no operator ${operator}`);
  }
}
