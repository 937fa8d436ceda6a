// Reads the body of a submission, whatever form it has, into one shape.
import { isJsonObject, type JsonObject } from "../json.js";
import { ApiError } from "./error.js";
import { badRequest } from "./errors.js";
import { parseJson } from "./parse-json.js";

/** Far more than any form has, far less than hurts. */
export const MAX_BODY_BYTES = 1024 * 1024;

/** What goes beyond is no form of a flow; it would only cost time, before anybody was asked who sends it. */
const MAX_FORM_FIELDS = 1000;
const MAX_NAME_PARTS = 20;

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
  if (type === "application/x-www-form-urlencoded") return decodeForm(text);
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
    const value = parseJson(text);
    if (isJsonObject(value)) return { fields: value, isForm: false };
  } catch {
    // Told below, like JSON that is no object.
  }
  const reason =
    text.trim() === "" ? "The body is empty; send the fields of the form." : "The body is no JSON object.";
  return { fields: {}, isForm: false, error: badRequest(reason) };
}

function decodeForm(text: string): DecodedBody {
  const fields: JsonObject = {};
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    count += 1;
    if (count > MAX_FORM_FIELDS) return unusableForm(`A form may have at most ${MAX_FORM_FIELDS} fields.`);
    const path = name.split(".", MAX_NAME_PARTS + 1);
    if (path.length > MAX_NAME_PARTS) {
      return unusableForm(
        `The name of a field may have at most ${MAX_NAME_PARTS} parts with dots between them.`,
      );
    }
    // Names that objects give a meaning of their own are nobody's fields.
    if (path.some((part) => part in Object.prototype)) continue;
    setAt(fields, path, value);
  }
  return { fields, isForm: true };
}

function unusableForm(reason: string): DecodedBody {
  return { fields: {}, isForm: true, error: badRequest(reason) };
}

function setAt(fields: JsonObject, path: string[], value: string): void {
  const parents = path.slice(0, -1);
  const key = path.at(-1) ?? "";
  const object = parents.reduce(objectAt, fields);
  const existing = object[key];
  if (existing === undefined) object[key] = value;
  else if (Array.isArray(existing)) existing.push(value);
  else object[key] = [existing, value];
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const existing = object[key];
  if (isJsonObject(existing)) return existing;
  // `tags=a&tags.0=b`: what came under the name itself stays beside what comes below it.
  const inner: JsonObject = existing === undefined ? {} : { "": existing };
  object[key] = inner;
  return inner;
}

function tooLarge(maxBytes: number): ApiError {
  return new ApiError({
    code: 413,
    message: "The request is too large",
    reason: `A body may have at most ${String(maxBytes)} bytes.`,
  });
}
