// Reads the body of a submission, whatever form it has, into one shape.
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { ApiError } from "./error.js";
import { badRequest } from "./errors.js";

/** Far more than any form has, far less than hurts. */
export const MAX_BODY_BYTES = 1024 * 1024;

export interface DecodedBody {
  fields: JsonObject;
  isForm: boolean;
  /** Why the body could not be read. */
  error?: ApiError;
}

/**
 * Decodes a form (`application/x-www-form-urlencoded`) or a JSON object. A form's dotted names become nested objects, a
 * name that occurs more than once an array.
 *
 * @throws ApiError 413 when the body is larger than {@link MAX_BODY_BYTES}
 */
export async function decodeBody(request: Request): Promise<DecodedBody> {
  if (request.method === "GET" || request.method === "HEAD") return { fields: {}, isForm: true };
  const text = await readText(request);
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type === "application/json") return decodeJson(text);
  if (type === "application/x-www-form-urlencoded") return { fields: decodeForm(text), isForm: true };
  const error = badRequest(
    'Send the form as "application/x-www-form-urlencoded", or as "application/json"; the Content-Type says neither.',
  );
  return { fields: {}, isForm: false, error };
}

/** @throws ApiError 413 when the body has more than `maxBytes` */
export async function readText(request: Request, maxBytes = MAX_BODY_BYTES): Promise<string> {
  const length = request.headers.get("content-length");
  if (Number(length ?? 0) > maxBytes) throw tooLarge(maxBytes);
  // The server reads no more than was announced; only without an announcement must be counted along.
  if (length !== null) return request.text();
  if (!request.body) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > maxBytes) {
      await reader.cancel();
      throw tooLarge(maxBytes);
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function decodeJson(text: string): DecodedBody {
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return { fields: value, isForm: false };
  } catch {
    // Told below, like JSON that is no object.
  }
  const reason =
    text.trim() === "" ? "The body is empty; send the fields of the form." : "The body is no JSON object.";
  return { fields: {}, isForm: false, error: badRequest(reason) };
}

function decodeForm(text: string): JsonObject {
  const fields: JsonObject = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const path = name.split(".");
    // Names that objects give a meaning of their own are nobody's fields.
    if (path.some((part) => part in Object.prototype)) continue;
    setAt(fields, path, value);
  }
  return fields;
}

function setAt(object: JsonObject, [key = "", ...rest]: string[], value: string): void {
  const existing = object[key];
  if (rest.length > 0) {
    // `tags=a&tags.0=b`: what came under the name itself stays beside what comes below it.
    const inner = isJsonObject(existing) ? existing : existing === undefined ? {} : { "": existing };
    object[key] = inner;
    setAt(inner, rest, value);
  } else {
    object[key] = existing === undefined ? value : appended(existing, value);
  }
}

function appended(existing: JsonValue, value: string): JsonValue {
  return Array.isArray(existing) ? [...existing, value] : [existing, value];
}

function tooLarge(maxBytes: number): ApiError {
  return new ApiError({
    code: 413,
    message: "The request is too large",
    reason: `A body may have at most ${String(maxBytes)} bytes.`,
  });
}
