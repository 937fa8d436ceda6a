// One request to the public API: who asks, with which cookies, and which cookies the answer will carry.
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
import { isBrowserRequest, prefersJson, startsWithJson } from "./negotiate.js";

export interface Visit extends FlowRequest {
  context: Context;
  config: Config;
  headers: Headers;
  cookieNames: string[];
  /** Set-Cookie headers of the answer, by cookie name. */
  setCookies: Map<string, string>;
  /** The request headers that the answer depends on. */
  vary: string;
  csrf: VisitCsrf;
  sessionCookie: SessionCookie | undefined;
  /** The session token that came with the request, whether it is good or not. */
  token: string | undefined;
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

/** @param peerAddress the other end of the connection; undefined in process */
export function createVisit(context: Context, request: Request, peerAddress: string | undefined): Visit {
  const config = context.config();
  const { headers } = request;
  const cookies = readCookies(headers.get("cookie"));
  const url = clientUrl(request);
  const setCookies = new Map<string, string>();
  const cookie = readSessionCookie(config, cookies);
  // A token in the header is final: when it is wrong the cookie is not tried.
  const token = headers.get("x-session-token") || cookie?.token || bearerToken(headers);
  let active: { session: ActiveSession | undefined } | undefined;
  const session = () => {
    active ??= { session: token === undefined ? undefined : findActiveSession(context, token) };
    return active.session;
  };
  const csrf = createCsrf(config, headers, cookies, setCookies);
  const sessionName = config.session.cookie.name;
  const renewSessionCookie = (issued: ActiveSession) => {
    const content = { token: issued.token, expiresAt: issued.session.expiresAt };
    setCookies.set(sessionName, sessionCookie(config, content, context.now()));
  };
  return {
    context,
    config,
    headers,
    cookieNames: Object.keys(cookies),
    setCookies,
    vary: config.serve.public.cors.enabled ? "Cookie, Origin" : "Cookie",
    csrf,
    sessionCookie: cookie,
    token,
    hasSessionToken: token !== undefined,
    method: request.method,
    url,
    query: url.searchParams,
    startsWithJson: startsWithJson(headers),
    prefersJson: prefersJson(headers),
    isBrowserRequest: isBrowserRequest(headers),
    client: clientInfo(headers, peerAddress),
    continuity: createContinuity(context, cookies, setCookies),
    session,
    isWithoutIntent: request.method === "HEAD" || isPrefetch(headers),
    renewSessionCookie,
    signIn: (issued) => {
      if (session()?.identity.id !== issued.identity.id) csrf.regenerate();
      renewSessionCookie(issued);
    },
    dropSessionCookie: () => {
      setCookies.set(sessionName, droppedSessionCookie(config));
    },
  };
}

function createCsrf(
  config: Config,
  headers: Headers,
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
function clientUrl(request: Request): URL {
  const url = new URL(request.url);
  const protocol = request.headers.get("x-forwarded-proto")?.split(",")[0]?.trim().toLowerCase();
  const host = request.headers.get("x-forwarded-host")?.split(",")[0]?.trim();
  if (protocol === "http" || protocol === "https") url.protocol = protocol;
  if (host !== undefined && URL.canParse(`http://${host}/`)) {
    url.port = "";
    url.host = host;
  }
  return url;
}

/** @see https://fetch.spec.whatwg.org/#sec-purpose-header and the older `Purpose` of Chromium and `X-Moz` of Firefox */
function isPrefetch(headers: Headers): boolean {
  return ["sec-purpose", "purpose", "x-moz"].some((name) =>
    /prefetch|preview/i.test(headers.get(name) ?? ""),
  );
}

function bearerToken(headers: Headers): string | undefined {
  return /^bearer (\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
}
