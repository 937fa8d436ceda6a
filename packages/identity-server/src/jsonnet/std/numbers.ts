// Arithmetic.
import { fail } from "../error.js";
import { formatText } from "../format.js";
import { modulo } from "../operators.js";
import { finite, requireBoolean, requireNumber } from "../values.js";
import { builtin, type Library } from "./builtin.js";

export const numbers: Library = {
  abs: of(Math.abs),
  sign: of(Math.sign),
  floor: of(Math.floor),
  ceil: of(Math.ceil),
  // Halves go away from zero.
  round: of((n) => Math.sign(n) * Math.round(Math.abs(n))),
  sqrt: of(Math.sqrt),
  sin: of(Math.sin),
  cos: of(Math.cos),
  tan: of(Math.tan),
  asin: of(Math.asin),
  acos: of(Math.acos),
  atan: of(Math.atan),
  log: of(Math.log),
  log2: of(Math.log2),
  log10: of(Math.log10),
  exp: of(Math.exp),
  exponent: of((n) => binaryParts(n).exponent),
  mantissa: of((n) => binaryParts(n).mantissa),
  deg2rad: of((n) => (n * Math.PI) / 180),
  rad2deg: of((n) => (n * 180) / Math.PI),
  isEven: check((n) => Math.trunc(n) % 2 === 0),
  isOdd: check((n) => Math.trunc(n) % 2 !== 0),
  isInteger: check((n) => Number.isInteger(n)),
  isDecimal: check((n) => !Number.isInteger(n)),
  max: ofTwo("a b", Math.max),
  min: ofTwo("a b", Math.min),
  pow: ofTwo("x n", (x, n) => x ** n),
  atan2: ofTwo("y x", Math.atan2),
  hypot: ofTwo("a b", Math.hypot),
  modulo: builtin("x y", ([x, y]) => modulo(x, y)),
  mod: builtin("a b", ([a, b], machine) =>
    typeof a === "string" ? formatText(machine, a, b) : modulo(a, b),
  ),
  clamp: builtin("x minVal maxVal", ([x, low, high]) =>
    Math.min(Math.max(requireNumber(x, "x"), requireNumber(low, "minVal")), requireNumber(high, "maxVal")),
  ),
  xor: builtin("x y", ([x, y]) => requireBoolean(x, "x") !== requireBoolean(y, "y")),
  xnor: builtin("x y", ([x, y]) => requireBoolean(x, "x") === requireBoolean(y, "y")),
};

function of(work: (n: number) => number) {
  return builtin("x", ([x]) => finite(work(requireNumber(x, "the argument"))));
}

function check(work: (n: number) => boolean) {
  return builtin("x", ([x]) => work(requireNumber(x, "the argument")));
}

function ofTwo(params: string, work: (a: number, b: number) => number) {
  return builtin(params, ([a, b]) =>
    finite(work(requireNumber(a, "the first argument"), requireNumber(b, "the second argument"))),
  );
}

/** `n` as mantissa × 2^exponent, with a mantissa from 0.5 to 1. */
function binaryParts(n: number): { mantissa: number; exponent: number } {
  if (n === 0) return { mantissa: 0, exponent: 0 };
  if (!Number.isFinite(n)) throw fail("the argument is not finite");
  let exponent = Math.max(-1023, Math.floor(Math.log2(Math.abs(n))) + 1);
  let mantissa = n * 2 ** -exponent;
  while (Math.abs(mantissa) < 0.5) {
    mantissa *= 2;
    exponent -= 1;
  }
  while (Math.abs(mantissa) >= 1) {
    mantissa /= 2;
    exponent += 1;
  }
  return { mantissa, exponent };
}
