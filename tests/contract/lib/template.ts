import type { JsonValue } from "./scenario";

/** Values kept so far, by name. */
export type Kept = Map<string, string>;

/**
 * Puts kept values in the place of `{{name}}`, and escaped for a query in the place of `{{name|url}}`.
 * Throws on a name that no earlier step has kept.
 */
export function fill(template: string, kept: Kept): string {
  return template.replace(/\{\{([\w-]+)(\|url)?\}\}/g, (_, name: string, escaped?: string) => {
    const value = kept.get(name);
    if (value === undefined) throw new Error(`No earlier step has kept "${name}".`);
    return escaped ? encodeURIComponent(value) : value;
  });
}

export function fillJson(value: JsonValue, kept: Kept): JsonValue {
  if (typeof value === "string") return fill(value, kept);
  if (Array.isArray(value)) return value.map((item) => fillJson(item, kept));
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillJson(item, kept)]));
  }
  return value;
}
