// The kinds of value that the configuration is made of, as Kratos writes them.
import * as z from "zod";

const UNITS_MS: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};
const DURATION = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/;
const DURATION_PART = /(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g;

/**
 * Reads a duration such as `1h30m` or `500ms`.
 *
 * @returns milliseconds, or undefined when the text is no duration
 * @see https://pkg.go.dev/time#ParseDuration
 */
export function parseDuration(text: string): number | undefined {
  if (text === "0") return 0;
  if (!DURATION.test(text)) return undefined;
  let totalMs = 0;
  for (const [, amount = "", unit = ""] of text.matchAll(DURATION_PART)) {
    totalMs += Number(amount) * (UNITS_MS[unit] ?? 0);
  }
  return totalMs;
}

const BYTES = /^(\d+(?:\.\d+)?)(B|KB|MB|GB|TB)$/i;
const BYTE_UNITS = ["B", "KB", "MB", "GB", "TB"];

/** Reads a size such as `64MB` (1 MB = 1024 KB, as Kratos counts); undefined when the text is none. */
export function parseByteSize(text: string): number | undefined {
  const [, amount, unit] = BYTES.exec(text) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  return Math.round(Number(amount) * 1024 ** BYTE_UNITS.indexOf(unit.toUpperCase()));
}

/** A duration in Go's syntax; the parsed value is in milliseconds. */
export function duration(fallback: string) {
  return optionalDuration().prefault(fallback);
}

export function optionalDuration() {
  return z.string().transform((text, context) => {
    const ms = parseDuration(text);
    if (ms !== undefined) return ms;
    context.addIssue({ code: "custom", message: "must be a duration such as 30s, 15m or 1h30m" });
    return z.NEVER;
  });
}

/** A size in memory; the parsed value is in bytes. */
export function byteSize(fallback: string) {
  return z
    .string()
    .transform((text, context) => {
      const bytes = parseByteSize(text);
      if (bytes !== undefined) return bytes;
      context.addIssue({ code: "custom", message: "must be a size such as 64MB or 1GB" });
      return z.NEVER;
    })
    .prefault(fallback);
}

/** An absolute http(s) address. */
export function httpUrl() {
  return z.string().refine(isHttpUrl, "must be an address that begins with http:// or https://");
}

/** An absolute http(s) address, or a path that begins with `/`. */
export function urlReference() {
  return z
    .string()
    .refine(
      (text) => text.startsWith("/") || URL.canParse(text),
      "must be an address such as https://example.org/login, or a path that begins with /",
    );
}

const RESOURCE = /^(file|https?|base64):\/\//;

/** The address of a document: `file://`, `https://`, `http://` or `base64://`. */
export function resourceUrl() {
  return z
    .string()
    .refine((text) => RESOURCE.test(text), "must begin with file://, https://, http:// or base64://");
}

/** A switch that Kratos's own schema takes as text. */
export function optionalSwitch() {
  return z
    .union([z.boolean(), z.enum(["true", "false"])])
    .transform((value) => value === true || value === "true")
    .optional();
}

export function flag(fallback: boolean) {
  return z.boolean().default(fallback);
}

export function count(fallback: number, limits: { min?: number; max?: number } = {}) {
  return z
    .int()
    .min(limits.min ?? 0)
    .max(limits.max ?? Number.MAX_SAFE_INTEGER)
    .default(fallback);
}

export function strings(fallback: string[] = []) {
  return z.array(z.string()).default(fallback);
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
