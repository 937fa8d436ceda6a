// `std.format` and `text % values`, after Python's.
import { fail } from "./error.js";
import { manifestText, SPACED } from "./manifest.js";
import { getField, hasField } from "./objects.js";
import { codePoints, exponentSuffix, generalText, lengthOf } from "./text.js";
import { force, listOf, requireNumber, typeOf, type Machine, type Value } from "./values.js";

interface Directive {
  key: string | undefined;
  flags: string;
  width: number | "given" | undefined;
  precision: number | "given" | undefined;
  conversion: string;
}

const DIRECTIVE = /%(?:\(([^)]*)\))?([#0\- +]*)(\*|\d+)?(?:\.(\*|\d+))?[hlL]*([diouxXeEfFgGcs%a])?/y;
const MAX_WIDTH = 1_000_000;

export function formatText(machine: Machine, template: string, values: Value): string {
  const isObject = values !== null && typeof values === "object" && values.kind === "object";
  const isArray = values !== null && typeof values === "object" && values.kind === "array";
  const list = isObject ? [] : isArray ? values.items : listOf([values]).items;
  let used = 0;
  let text = "";
  let at = 0;
  for (;;) {
    const start = template.indexOf("%", at);
    text += template.slice(at, start < 0 ? undefined : start);
    if (start < 0) break;
    const directive = readDirective(template, start);
    at = DIRECTIVE.lastIndex;
    text += render(directive);
    machine.budget.grow(text.length);
  }
  if (!isObject && used < list.length) {
    throw fail(`the text has places for ${String(used)} values, and got ${String(list.length)}`);
  }
  return text;

  function take(): Value {
    const lazy = list[used];
    used += 1;
    if (!lazy) throw fail(`the text has places for more than the ${String(list.length)} values it got`);
    return force(lazy);
  }

  function measure(size: Directive["width"]): number | undefined {
    const given = size === "given" ? requireNumber(take(), "the width") : size;
    if (given !== undefined && !(given <= MAX_WIDTH)) throw fail("the width is too large");
    return given;
  }

  function render(directive: Directive): string {
    const { key } = directive;
    if (isObject && (directive.width === "given" || directive.precision === "given")) {
      throw fail("* does not go with values by name");
    }
    const width = measure(directive.width) ?? 0;
    const precision = measure(directive.precision);
    if (directive.conversion === "%") return pad("%", width, directive.flags);
    let value: Value;
    if (isObject) {
      if (key === undefined) throw fail("values by name need %(name)");
      if (!hasField(values, key)) throw fail(`the object has no field ${JSON.stringify(key)}`);
      value = getField(machine, values, key);
    } else {
      value = take();
    }
    const isNumeric = !/[cs]/.test(directive.conversion);
    const shown = convert(machine, directive, value, precision, width);
    return isNumeric ? shown : pad(shown, width, directive.flags.replace("0", ""));
  }
}

function readDirective(template: string, at: number): Directive {
  DIRECTIVE.lastIndex = at;
  const match = DIRECTIVE.exec(template);
  const conversion = match?.[5];
  if (!match || conversion === undefined) throw fail(`a "%" has no conversion after it`);
  return {
    key: match[1],
    flags: match[2] ?? "",
    width: size(match[3]),
    precision: size(match[4]),
    conversion,
  };
}

function size(text: string | undefined): Directive["width"] {
  if (text === undefined) return undefined;
  return text === "*" ? "given" : Number(text);
}

function pad(text: string, width: number, flags: string): string {
  const missing = " ".repeat(Math.max(0, width - lengthOf(text)));
  return flags.includes("-") ? text + missing : missing + text;
}

function convert(
  machine: Machine,
  { conversion, flags }: Directive,
  value: Value,
  precision: number | undefined,
  width: number,
): string {
  if (conversion === "s") return typeof value === "string" ? value : manifestText(machine, value, SPACED);
  if (conversion === "c") return character(value);
  const number = requireNumber(value, `what %${conversion} shows`);
  const sign =
    number < 0 || Object.is(number, -0) ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
  const size = Math.abs(number);
  const { prefix, digits } = digitsOf(conversion, flags, size, precision);
  const whole = sign + prefix + digits;
  if (flags.includes("0") && !flags.includes("-")) {
    return sign + prefix + digits.padStart(width - sign.length - prefix.length, "0");
  }
  return pad(whole, width, flags);
}

function digitsOf(
  conversion: string,
  flags: string,
  size: number,
  precision: number | undefined,
): { prefix: string; digits: string } {
  const hasMark = flags.includes("#");
  switch (conversion) {
    case "d":
    case "i":
    case "u":
      return { prefix: "", digits: integer(size, 10, precision) };
    case "o":
      return { prefix: hasMark ? "0" : "", digits: integer(size, 8, precision) };
    case "x":
      return { prefix: hasMark ? "0x" : "", digits: integer(size, 16, precision) };
    case "X":
      return { prefix: hasMark ? "0X" : "", digits: integer(size, 16, precision).toUpperCase() };
    case "f":
    case "F":
      return { prefix: "", digits: fixed(size, precision ?? 6, hasMark) };
    case "e":
      return { prefix: "", digits: exponential(size, precision ?? 6, hasMark) };
    case "E":
      return { prefix: "", digits: exponential(size, precision ?? 6, hasMark).toUpperCase() };
    case "g":
      return { prefix: "", digits: generalText(size, precision ?? 6) };
    case "G":
      return { prefix: "", digits: generalText(size, precision ?? 6).toUpperCase() };
    default:
      throw fail(`there is no conversion %${conversion}`);
  }
}

function integer(size: number, base: number, precision: number | undefined): string {
  return BigInt(Math.floor(size))
    .toString(base)
    .padStart(precision ?? 0, "0");
}

function fixed(size: number, precision: number, hasMark: boolean): string {
  const digits = Math.min(100, precision);
  // Above this, JavaScript changes to the exponential form.
  const text =
    size < 1e21
      ? size.toFixed(digits)
      : `${BigInt(size).toString()}${digits > 0 ? `.${"0".repeat(digits)}` : ""}`;
  return text + (digits === 0 && hasMark ? "." : "");
}

function exponential(size: number, precision: number, hasMark: boolean): string {
  const [mantissa = "", exponent] = size.toExponential(Math.min(100, precision)).split("e");
  return `${mantissa}${precision === 0 && hasMark ? "." : ""}e${exponentSuffix(Number(exponent))}`;
}

function character(value: Value): string {
  if (typeof value === "number") return String.fromCodePoint(value);
  if (typeof value === "string" && codePoints(value).length === 1) return value;
  throw fail(`%c shows one character, and got a value of type ${typeOf(value)}`);
}
