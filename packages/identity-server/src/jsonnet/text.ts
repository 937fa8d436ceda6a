// Strings as Jsonnet sees them, as rows of code points, and numbers in words.

/** Orders by code points; JavaScript's own order is by UTF-16 units. */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    if (a === b) continue;
    const isSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdfff;
    // Surrogates stand for what lies above all other units.
    if (isSurrogate(a) !== isSurrogate(b)) return isSurrogate(a) ? 1 : -1;
    return a < b ? -1 : 1;
  }
  return Math.sign(left.length - right.length);
}

export function codePoints(text: string): string[] {
  return Array.from(text);
}

export function lengthOf(text: string): number {
  return /[\ud800-\udfff]/.test(text) ? codePoints(text).length : text.length;
}

/** Whole numbers in full, others with 17 digits, as the reference implementation prints them. */
export function numberText(value: number): string {
  if (Number.isInteger(value)) return Object.is(value, -0) ? "-0" : BigInt(value).toString();
  return generalText(value, 17);
}

/** As C's `%.*g`. */
export function generalText(value: number, precision: number): string {
  const digits = Math.max(1, Math.min(100, precision));
  const [mantissa = "", exponentText] = value.toExponential(digits - 1).split("e");
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= digits) {
    return `${dropZeros(mantissa)}e${exponentSuffix(exponent)}`;
  }
  return dropZeros(value.toFixed(Math.max(0, Math.min(100, digits - 1 - exponent))));
}

/** The sign and at least two digits. */
export function exponentSuffix(exponent: number): string {
  return `${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

function dropZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
