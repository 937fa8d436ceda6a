import type { JsonValue } from "./scenario";
import { totpCode } from "./totp";

/** Values kept so far, by name. */
export type Kept = Map<string, string>;

/**
 * Puts kept values in the place of `{{name}}`; escaped for a query in the place of `{{name|url}}`; and the code that an
 * authenticator app with that secret shows in the place of `{{name|totp}}`, or of another step: `{{name|totp-1}}`.
 * Throws on a name that no earlier step has kept.
 */
export function fill(template: string, kept: Kept): string {
  return template.replace(
    /\{\{([\w-]+)(?:\|(url|totp([+-]\d+)?))?\}\}/g,
    (_, name: string, as?: string, offset?: string) => {
      const value = kept.get(name);
      if (value === undefined) throw new Error(`No earlier step has kept "${name}".`);
      if (as === undefined) return value;
      return as === "url" ? encodeURIComponent(value) : totpCode(value, Number(offset ?? 0));
    },
  );
}

/** Whether a step or a text has a code of an authenticator app in it. */
export function hasTotpCode(step: object): boolean {
  return JSON.stringify(step).includes("|totp");
}

export function fillJson(value: JsonValue, kept: Kept): JsonValue {
  if (typeof value === "string") return fill(value, kept);
  if (Array.isArray(value)) return value.map((item) => fillJson(item, kept));
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillJson(item, kept)]));
  }
  return value;
}
