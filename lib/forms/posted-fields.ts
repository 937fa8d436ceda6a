/** The fields of a submission at the door, as a form or as JSON, read as the service reads them. */
import { parseJson } from "@/lib/parse-json";
import type { Fields } from "./fields";

/** Traits are nested; nothing that is read here lies deeper. */
const MAX_DEPTH = 4;

/**
 * Names and texts: what is nested has its path as its name (`traits.email`), lists and nothing (`null`) are left out.
 *
 * @param contentType  the header as it came
 * @param body  undefined where there is none
 */
export function postedFields(contentType: string | null, body: Uint8Array<ArrayBuffer> | undefined): Fields {
  if (!body) return [];
  const text = new TextDecoder().decode(body);
  if (!isJson(contentType)) return [...new URLSearchParams(text)];
  const json = parseJson(text);
  return typeof json === "object" && json !== null ? flattened(json, "", 1) : [];
}

/** @returns undefined where it is none, or says that it is something else */
export function jsonOf(contentType: string | null, content: Uint8Array<ArrayBuffer>): unknown {
  return isJson(contentType) ? parseJson(new TextDecoder().decode(content)) : undefined;
}

/** Media types are written in any case (RFC 9110, section 8.3.1). */
function isJson(contentType: string | null): boolean {
  return contentType?.split(";")[0]?.trim().toLowerCase() === "application/json";
}

function flattened(object: object, path: string, depth: number): [string, string][] {
  return Object.entries(object).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    if (typeof value === "string" || typeof value === "boolean" || typeof value === "number") {
      return [[`${path}${name}`, String(value)]];
    }
    if (typeof value !== "object" || value === null || Array.isArray(value) || depth === MAX_DEPTH) return [];
    return flattened(value, `${path}${name}.`, depth + 1);
  });
}
