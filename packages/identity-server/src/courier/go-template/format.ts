// How Go prints values: %v, and the verbs of printf.

/**
 * What a template works on. As in Go there are whole numbers (`bigint` here) and others (`number`: all numbers that
 * come from JSON), and they don't compare. `undefined` and `null` are both "no value".
 */
export type Value =
  string | number | bigint | boolean | null | undefined | Value[] | { [key: string]: Value };

/** @see https://pkg.go.dev/fmt, the verb %v */
export function formatValue(value: Value): string {
  if (value === null || value === undefined) return "<nil>";
  if (typeof value === "number") return formatFloat(value);
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return `[${value.map(formatValue).join(" ")}]`;
  const entries = Object.keys(value).sort();
  return `map[${entries.map((key) => `${key}:${formatValue(value[key])}`).join(" ")}]`;
}

/** Like %v, with an exponent from a million on and below a ten-thousandth. */
function formatFloat(value: number): string {
  const exponent = value === 0 ? 0 : Number(value.toExponential().split("e")[1]);
  if (exponent >= -4 && exponent < 21 && (exponent < 6 || !Number.isFinite(value))) return String(value);
  return value.toExponential().replace(/e([+-])(\d)$/, "e$10$2");
}

/** Go's `print`: a space between operands when neither is a string. */
export function printValues(values: Value[]): string {
  return values
    .map((value, index) => {
      const before = values[index - 1];
      const needsSpace = index > 0 && typeof before !== "string" && typeof value !== "string";
      return (needsSpace ? " " : "") + formatValue(value);
    })
    .join("");
}

const VERB = /%([-+# 0]*)(\d+)?(?:\.(\d+))?([a-zA-Z%])/g;

/** Go's `printf` with the verbs v, s, d, q, f, t, x and %. */
export function formatPrintf(format: string, args: Value[]): string {
  let next = 0;
  const text = format.replace(
    VERB,
    (_all, flags: string, width: string | undefined, precision: string | undefined, verb: string) => {
      if (verb === "%") return "%";
      if (next >= args.length) return `%!${verb}(MISSING)`;
      const shown = formatVerb(verb, args[next++], precision);
      const pad = flags.includes("0") && !flags.includes("-") ? "0" : " ";
      return flags.includes("-") ? shown.padEnd(Number(width ?? 0)) : shown.padStart(Number(width ?? 0), pad);
    },
  );
  const extra = args.slice(next).map((value) => `${goType(value)}=${formatValue(value)}`);
  return extra.length > 0 ? `${text}%!(EXTRA ${extra.join(", ")})` : text;
}

function formatVerb(verb: string, value: Value, precision: string | undefined): string {
  const wrong = () =>
    `%!${verb}(${value === null || value === undefined ? "<nil>" : `${goType(value)}=${formatValue(value)}`})`;
  switch (verb) {
    case "v":
      return formatValue(value);
    case "s":
      return typeof value === "string"
        ? value.slice(0, precision === undefined ? undefined : Number(precision))
        : wrong();
    case "d":
      return typeof value === "bigint" ? String(value) : wrong();
    case "f":
      return typeof value === "number" ? value.toFixed(Number(precision ?? 6)) : wrong();
    case "q":
      return typeof value === "string" ? JSON.stringify(value) : wrong();
    case "t":
      return typeof value === "boolean" ? String(value) : wrong();
    case "x":
      return typeof value === "bigint" ? value.toString(16) : wrong();
    default:
      return wrong();
  }
}

export function goType(value: Value): string {
  switch (typeof value) {
    case "string":
      return "string";
    case "number":
      return "float64";
    case "bigint":
      return "int";
    case "boolean":
      return "bool";
    default:
      if (value === null || value === undefined) return "nil";
      return Array.isArray(value) ? "[]interface {}" : "map[string]interface {}";
  }
}

/** Whether a value counts as true: neither empty, nor zero, nor absent. */
export function isTrue(value: Value): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value !== "object") return Boolean(value);
  return Array.isArray(value) ? value.length > 0 : Object.keys(value).length > 0;
}
