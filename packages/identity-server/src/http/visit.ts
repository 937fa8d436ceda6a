// One request to the public API: who asks, with which cookies, and which cookies the answer will carry.
import type { IncomingMessage } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import type { Config } from "../config/index.js";
import type { Context } from "../context.js";
import type { Csrf, Continuity, FlowRequest } from "../flows/request.js";
import { findActiveSession } from "../sessions/active.js";
import type { ActiveSession } from "../sessions/session.js";
import { clientInfo } from "./client.js";
import {
  continuityCookie,
  csrfCookie,
  droppedSessionCookie,
  readContinuityCookie,
  readCookies,
  readSessionCookie,
  sessionCookie,
  type SessionCookie,
} from "./cookies.js";
import {
  createSecret,
  csrfCookieName,
  decodeSecret,
  encodeSecret,
  hashSecret,
  maskSecret,
  verifyToken,
} from "./csrf.js";
import { csrfViolation } from "./errors.js";
import { lazy } from "./lazy.js";
import { isBrowserRequest, prefersJson, startsWithJson } from "./negotiate.js";
import { requestHeaders, type RequestHeaders } from "./request-headers.js";

export interface Visit extends FlowRequest {
  context: Context;
  config: Config;
  headers: RequestHeaders;
  cookieNames: string[];
  /** Set-Cookie headers of the answer, by cookie name. */
  setCookies: Map<string, string>;
  /** The request headers that the answer depends on. */
  vary: string;
  csrf: VisitCsrf;
  sessionCookie: SessionCookie | undefined;
  /** Gives the visitor this session's cookie; another visitor's forms are then out of reach. */
  signIn(active: ActiveSession): void;
  /** Looks at the page, or loads it ahead, without meaning to act: a HEAD request or a prefetch. */
  isWithoutIntent: boolean;
  /** Writes the cookie of the session that the visitor has. */
  renewSessionCookie(active: ActiveSession): void;
  dropSessionCookie(): void;
}

/** What Hono carries with a request. */
export interface PublicEnv {
  /** Set by the Node server; absent in process. */
  Bindings: Partial<HttpBindings>;
  Variables: { visit: Visit };
}

export interface VisitCsrf extends Csrf {
  hasSecret(): boolean;
  /** Masked anew for each form; "" when the visitor has no secret. */
  token(): string;
  verifies(token: string): boolean;
}

/** @param incoming Node's own request; undefined in process */
export function createVisit(
  context: Context,
  request: Request,
  incoming: IncomingMessage | undefined,
): Visit {
  const config = context.config();
  const headers = requestHeaders(request, incoming);
  const setCookies = new Map<string, string>();
  const cookies = lazy(() => readCookies(headers.get("cookie")));
  const url = lazy(() => clientUrl(request, headers));
  const cookie = lazy(() => readSessionCookie(config, cookies()));
  // A token in the header is final: when it is wrong the cookie is not tried.
  const token = lazy(() => headers.get("x-session-token") || cookie()?.token || bearerToken(headers));
  const session = lazy(() => {
    const given = token();
    return given === undefined ? undefined : findActiveSession(context, given);
  });
  const csrf = lazy(() => createCsrf(config, headers, cookies(), setCookies));
  const continuity = lazy(() => createContinuity(context, cookies(), setCookies));
  const sessionName = config.session.cookie.name;
  const renewSessionCookie = (issued: ActiveSession) => {
    const content = { token: issued.token, expiresAt: issued.session.expiresAt };
    setCookies.set(sessionName, sessionCookie(config, content, context.now()));
  };
  return {
    context,
    config,
    headers,
    setCookies,
    vary: config.serve.public.cors.enabled ? "Cookie, Origin" : "Cookie",
    method: request.method,
    session,
    renewSessionCookie,
    signIn: (issued) => {
      if (session()?.identity.id !== issued.identity.id) csrf().regenerate();
      renewSessionCookie(issued);
    },
    dropSessionCookie: () => {
      setCookies.set(sessionName, droppedSessionCookie(config));
    },
    get cookieNames() {
      return Object.keys(cookies());
    },
    get csrf() {
      return csrf();
    },
    get sessionCookie() {
      return cookie();
    },
    get hasSessionToken() {
      return token() !== undefined;
    },
    get url() {
      return url();
    },
    get query() {
      return url().searchParams;
    },
    get startsWithJson() {
      return startsWithJson(headers);
    },
    get prefersJson() {
      return prefersJson(headers);
    },
    get isBrowserRequest() {
      return isBrowserRequest(headers);
    },
    get client() {
      return clientInfo(headers, incoming?.socket.remoteAddress);
    },
    get continuity() {
      return continuity();
    },
    get isWithoutIntent() {
      return request.method === "HEAD" || isPrefetch(headers);
    },
  };
}

function createCsrf(
  config: Config,
  headers: RequestHeaders,
  cookies: Record<string, string>,
  setCookies: Map<string, string>,
): VisitCsrf {
  const name = csrfCookieName(config.serve.public.base_url);
  let secret = decodeSecret(cookies[name]);
  const regenerate = () => {
    // Once for each answer: a second cookie would make the first one's forms worthless.
    if (secret && setCookies.has(name)) return secret;
    secret = createSecret();
    setCookies.set(name, csrfCookie(config, name, encodeSecret(secret)));
    return secret;
  };
  return {
    hasSecret: () => secret !== undefined,
    token: () => (secret ? maskSecret(secret) : ""),
    verifies: (token) => secret !== undefined && verifyToken(secret, token),
    hash: () => hashSecret(secret ?? regenerate()),
    owns: (csrfHash) => secret !== undefined && hashSecret(secret) === csrfHash,
    regenerate,
    violation: () => {
      const mode = headers.get("sec-fetch-mode");
      const hasCookies = Object.keys(cookies).length > 0;
      const fault = !hasCookies ? "no-cookies" : cookies[name] === undefined ? "no-csrf-cookie" : "mismatch";
      return csrfViolation(fault, { isScript: mode === "cors" || mode === "same-origin" });
    },
  };
}

function createContinuity(
  context: Context,
  cookies: Record<string, string>,
  setCookies: Map<string, string>,
): Continuity {
  const config = context.config();
  let containers: Record<string, string> | undefined;
  const read = () => (containers ??= readContinuityCookie(config, cookies));
  const write = (next: Record<string, string>) => {
    containers = next;
    setCookies.set("continuity", continuityCookie(config, next, context.now()));
  };
  return {
    get: (name) => read()[name],
    set: (name, containerId) => {
      write({ ...read(), [name]: containerId });
    },
    remove: (name) => {
      const { [name]: removed, ...rest } = read();
      if (removed !== undefined) write(rest);
    },
  };
}

/** The address as the client sees it: proxies name protocol and host in headers. */
function clientUrl(request: Request, headers: RequestHeaders): URL {
  const url = new URL(request.url);
  const protocol = headers.get("x-forwarded-proto")?.split(",")[0]?.trim().toLowerCase();
  const host = headers.get("x-forwarded-host")?.split(",")[0]?.trim();
  if (protocol === "http" || protocol === "https") url.protocol = protocol;
  if (host !== undefined && URL.canParse(`http://${host}/`)) {
    url.port = "";
    url.host = host;
  }
  return url;
}

/** @see https://fetch.spec.whatwg.org/#sec-purpose-header and the older `Purpose` of Chromium and `X-Moz` of Firefox */
function isPrefetch(headers: RequestHeaders): boolean {
  return ["sec-purpose", "purpose", "x-moz"].some((name) =>
    /prefetch|preview/i.test(headers.get(name) ?? ""),
  );
}

function bearerToken(headers: RequestHeaders): string | undefined {
  return /^bearer (\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
}
