// What the admin API's handlers get and give; admin/routes.ts ties them to HTTP.
import type { Context } from "../context.js";
import { ApiError } from "../http/error.js";
import { badRequest } from "../http/errors.js";
import type { PageHeaders } from "../http/pagination.js";
import { parseJson } from "../http/parse-json.js";
import type { JsonValue } from "../json.js";

export interface AdminRequest {
  /** The parts of the path that the route names. */
  params: Record<string, string>;
  /** As the client sent it. */
  url: URL;
  query: URLSearchParams;
  contentType: string;
  text(): Promise<string>;
}

export interface AdminAnswer {
  status: 200 | 201 | 204;
  /** Absent for 204. */
  body?: JsonValue;
  headers?: PageHeaders;
}

export type AdminHandler = (context: Context, request: AdminRequest) => AdminAnswer | Promise<AdminAnswer>;

export const noContent: AdminAnswer = { status: 204 };

export function ok(body: JsonValue, headers?: PageHeaders): AdminAnswer {
  return { status: 200, body, ...(headers && { headers }) };
}

/**
 * @param refusal makes the error of what the parser says
 * @throws ApiError 400
 */
export async function readJson(
  request: AdminRequest,
  refusal: (text: string) => ApiError = malformed,
): Promise<JsonValue> {
  const text = await request.text();
  if (text.trim() === "") throw refusal("The body is empty; JSON is expected.");
  try {
    return parseJson(text);
  } catch (error) {
    throw refusal(`The body is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** 400 whose message, not reason, says what is wrong: as Kratos does for bodies and ids that cannot be read. */
export function malformed(message: string, reason?: string): ApiError {
  return new ApiError({ code: 400, message, reason });
}

/** 404 for a row that is not there. */
export function noSuchResource(reason?: string): ApiError {
  return new ApiError({ code: 404, message: "There is no such resource", reason });
}

/** @param message says what the new resource clashes with */
export function conflict(message: string, reason?: string): ApiError {
  return new ApiError({ code: 409, message, reason });
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** @throws ApiError 400 when the text is no UUID */
export function readUuid(text: string | undefined): string {
  if (text === undefined || !isUuid(text)) throw malformed(`${JSON.stringify(text ?? "")} is not a UUID`);
  return text.toLowerCase();
}

/** Reads `true`, `1`, `f` and the like, as Go's parser does. @throws ApiError 400 for anything else */
export function readFlag(query: URLSearchParams, name: string): boolean | undefined {
  const text = query.get(name) ?? "";
  if (text === "") return undefined;
  if (/^(1|t|true)$/i.test(text)) return true;
  if (/^(0|f|false)$/i.test(text)) return false;
  throw malformed(`the query parameter "${name}" is neither true nor false`);
}

export function invalidPageToken(): ApiError {
  return badRequest("The page token was not made by this server; take it from the Link header.");
}
