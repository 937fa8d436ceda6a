/** The service's public API on this app's origin: passes a request on, and the answer back. */
import "server-only";
import { proxy } from "hono/proxy";
import { env } from "@/lib/env";
import { readBounded } from "@/lib/forms/read-form";
import { log } from "@/lib/log";
import { continueHref } from "@/lib/forms/answer";
import { forwardedHeaders, MAX_ANSWER_BYTES, SERVICE_TIMEOUT_MS } from "@/lib/ory/client";
import { relayedCookie, serviceCookies } from "@/lib/ory/cookies";
import { destinationOf } from "@/lib/ory/destination";
import { errorHref, returnToRefused } from "@/lib/ory/flow-error";
import type { Visitor } from "@/lib/request";
import { doorError } from "./errors";
import { accountBeforehand, observe } from "./observe";
import { sessionTokenOf } from "./session-token";

/** What a client may tell the service; host, forwarded and hop-by-hop headers are ours. */
const REQUEST_HEADERS = [
  "accept",
  "accept-language",
  "authorization",
  "content-type",
  "if-none-match",
  "origin",
  "x-csrf-token",
  "x-session-token",
];

/** The service may allow other origins to read its answers; at this door they would read this origin's. */
const DROPPED_HEADERS = /^(access-control-|server$|set-cookie$|location$|content-length$|x-powered-by$)/;

const NO_PAGE = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export interface DoorTarget {
  /** Below the API's base, checked already. */
  path: string;
  query: URLSearchParams;
  /** Whether asking twice is as good as asking once. */
  isRepeatable: boolean;
  /** Whether a browser may come from a form of ours by redirects alone, and so is held to its policy's `form-action`. */
  endsFormPost: boolean;
}

/**
 * @param body  undefined for a request without one
 */
export async function passOn(
  request: Request,
  target: DoorTarget,
  body: Uint8Array<ArrayBuffer> | undefined,
  visitor: Visitor,
): Promise<Response> {
  const search = target.query.size > 0 ? `?${target.query.toString()}` : "";
  const passage = {
    ...target,
    method: request.method,
    contentType: request.headers.get("content-type"),
    sessionToken: sessionTokenOf(request.headers),
    body,
  };
  try {
    const before = await accountBeforehand(passage, visitor);
    const signal = AbortSignal.timeout(SERVICE_TIMEOUT_MS);
    const send = () =>
      proxy(`${env().publicUrl}/${target.path}${search}`, {
        method: request.method,
        headers: requestHeaders(request, visitor),
        body,
        redirect: "manual",
        cache: "no-store",
        signal,
      });
    const answer = await send().catch((error: unknown) => {
      // A connection that the service had closed meanwhile, as after a restart.
      if (signal.aborted || !target.isRepeatable) throw error;
      return send();
    });
    const content = await readBounded(answer, MAX_ANSWER_BYTES);
    if (!content) return failed(visitor, target.path, "answer too large");
    const headers = await answerHeaders(answer.headers, visitor, target.endsFormPost);
    const answered = {
      status: answer.status,
      setCookies: answer.headers.getSetCookie(),
      contentType: answer.headers.get("content-type"),
      content,
    };
    for (const own of await observe(passage, answered, before, visitor)) headers.append("set-cookie", own);
    const hasBody = content.byteLength > 0 && ![204, 205, 304].includes(answer.status);
    return new Response(hasBody ? content : null, { status: answer.status, headers });
  } catch (error) {
    return failed(visitor, target.path, error instanceof Error ? error.name : "unknown");
  }
}

function requestHeaders(request: Request, visitor: Visitor): Headers {
  const headers = new Headers(forwardedHeaders(visitor));
  for (const name of REQUEST_HEADERS) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  const cookie = serviceCookies(visitor.cookie);
  if (cookie !== "") headers.set("cookie", cookie);
  return headers;
}

async function answerHeaders(given: Headers, visitor: Visitor, endsFormPost: boolean): Promise<Headers> {
  const headers = new Headers();
  for (const [name, value] of given) if (!DROPPED_HEADERS.test(name)) headers.append(name, value);
  for (const setCookie of given.getSetCookie()) headers.append("set-cookie", relayedCookie(setCookie));
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  // What the service answers is data and redirects. Should it ever be a page, that page may do nothing on this origin.
  if (!headers.has("content-security-policy")) headers.set("content-security-policy", NO_PAGE);
  headers.set("x-content-type-options", "nosniff");
  headers.set("x-request-id", visitor.requestId);
  const location = given.get("location");
  if (location !== null) headers.set("location", await locationFor(location, visitor, endsFormPost));
  return headers;
}

/** Redirects to the service's own addresses stay at this door; a browser is not sent where nobody should go. */
async function locationFor(location: string, { origin }: Visitor, endsFormPost: boolean): Promise<string> {
  const to = destinationOf(location, origin);
  if (!to) return `${origin}${await errorHref(returnToRefused(location))}`;
  if (to.kind === "own") return `${origin}${to.path}`;
  return endsFormPost ? `${origin}${await continueHref(to.href)}` : to.href;
}

function failed({ requestId }: Visitor, path: string, fault: string): Response {
  log().warn({ requestId, operation: `door ${path}`, fault }, "the identity service failed");
  return doorError(fault === "TimeoutError" ? 504 : 502, "The identity service did not answer.", requestId);
}
