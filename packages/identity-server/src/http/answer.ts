// How answers are written: JSON, redirects, errors.
import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { Handler } from "hono";
import { withQuery } from "../flows/return-to.js";
import { ApiError } from "./error.js";
import { internalError } from "./errors.js";
import { errorBody, errorObject } from "./error-json.js";
import { safeHeaders } from "./headers.js";
import type { Unmatched } from "./unmatched.js";
import type { PublicEnv, Visit } from "./visit.js";

/** What every answer has. It may depend on the visitor. */
const basicHeaders = byVary((vary) => ({
  ...safeHeaders,
  "cache-control": "private, no-cache, no-store, must-revalidate",
  vary,
}));

const jsonHeaders = byVary((vary) => ({
  ...basicHeaders(vary),
  "content-type": "application/json; charset=utf-8",
}));

/** Headers that are put together once for each `Visit.vary`: to do it for each answer is a good part of a short one. */
function byVary(make: (vary: string) => Record<string, string>): (vary: string) => Record<string, string> {
  const known = new Map<string, Record<string, string>>();
  return (vary) => {
    let headers = known.get(vary);
    if (!headers) {
      headers = Object.freeze(make(vary));
      known.set(vary, headers);
    }
    return headers;
  };
}

export function json(
  visit: Visit,
  status: number,
  body: unknown,
  headers?: Record<string, string>,
): Response {
  return jsonText(visit, status, JSON.stringify(body), headers);
}

/** @param body JSON that was written before */
export function jsonText(
  visit: Visit,
  status: number,
  body: string,
  headers?: Record<string, string>,
): Response {
  const fixed = jsonHeaders(visit.vary);
  return respond(visit, status, body, headers ? { ...fixed, ...headers } : fixed);
}

export function text(visit: Visit, body: string, contentType: string): Response {
  return answer(visit, 200, body, { "content-type": contentType });
}

export function noContent(visit: Visit): Response {
  return answer(visit, 204, null, {});
}

export function redirect(visit: Visit, to: string, status: 302 | 303 | 307 = 303): Response {
  // A page for whoever reads and does not follow, with nothing in it that could be markup.
  if (visit.method !== "GET") return answer(visit, status, null, { location: to });
  const body = `<a href="${escapeHtml(to)}">${STATUS_CODES[status] ?? ""}</a>.\n`;
  return answer(visit, status, body, { "content-type": "text/html; charset=utf-8", location: to });
}

/** What no route answers to. */
export function unmatched(visit: Visit, { status, headers, body }: Unmatched): Response {
  return answer(visit, status, body, headers);
}

/** The error as JSON. */
export function jsonError(visit: Visit, error: ApiError, status = error.status): Response {
  return answer(visit, status, JSON.stringify(errorBody(error, errorOptions(visit))), {
    "content-type": "application/json",
    "ory-error-id": error.id ?? "",
    ...retryAfter(error),
  });
}

/** The error as JSON for scripts; for browsers it is stored, and the error page fetches it. */
export async function forwardError(visit: Visit, error: ApiError): Promise<Response> {
  if (visit.prefersJson || visit.startsWithJson) return jsonError(visit, error);
  const { store, now } = visit.context;
  const id = randomUUID();
  const body = errorObject(error, errorOptions(visit));
  await store.write(() => {
    store.errors.insert({ id, body, createdAt: now() });
  });
  return redirect(visit, withQuery(visit.config.selfservice.flows.error.ui_url, { id }));
}

/** What is thrown here and there, as an ApiError. What nobody expected is logged, and a plain 500 for the client. */
export function toApiError(visit: Visit, error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  visit.context.log.error({ err: error }, "a request failed unexpectedly");
  return internalError(error instanceof Error ? error.stack : undefined);
}

/** A handler whose errors are answered as JSON, whoever asks. What needs no waiting is answered without. */
export function guarded(
  handle: (visit: Visit, request: Request) => Response | Promise<Response>,
): Handler<PublicEnv> {
  return (c) => {
    const { visit } = c.var;
    const fail = (error: unknown) => jsonError(visit, toApiError(visit, error));
    try {
      const answered = handle(visit, c.req.raw);
      return answered instanceof Promise ? answered.catch(fail) : answered;
    } catch (error) {
      return fail(error);
    }
  };
}

/** A handler whose errors take browsers to the error page. */
export function forwarded(
  handle: (visit: Visit, request: Request) => Response | Promise<Response>,
): Handler<PublicEnv> {
  return async (c) => {
    const { visit } = c.var;
    try {
      return await handle(visit, c.req.raw);
    } catch (error) {
      return forwardError(visit, toApiError(visit, error));
    }
  };
}

function errorOptions(visit: Visit): { isDev: boolean; requestId?: string } {
  const requestId = visit.headers.get("x-request-id");
  return { isDev: visit.context.isDev, ...(requestId !== null && { requestId }) };
}

function retryAfter(error: ApiError): Record<string, string> {
  const seconds = error.details?.retry_after;
  return (error.code === 429 || error.code === 503) && typeof seconds === "number"
    ? { "retry-after": String(seconds) }
    : {};
}

function answer(visit: Visit, status: number, body: string | null, extra: Record<string, string>): Response {
  return respond(visit, status, body, { ...basicHeaders(visit.vary), ...extra });
}

function respond(visit: Visit, status: number, body: string | null, fixed: Record<string, string>): Response {
  // Plain headers are written much faster; cookies need a list.
  if (!visit.setCookies) return new Response(body, { status, headers: fixed });
  const headers = new Headers(fixed);
  for (const cookie of visit.setCookies.values()) headers.append("set-cookie", cookie);
  return new Response(body, { status, headers });
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&#34;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
