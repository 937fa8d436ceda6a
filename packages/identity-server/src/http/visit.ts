// One request to the public API: who asks, with which cookies, and which cookies the answer will carry.
import type { IncomingMessage } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import type { Config } from "../config/index.js";
import type { Context } from "../context.js";
import type { SubmitOutcome } from "../flows/outcome.js";
import type { ClientInfo, Csrf, Continuity, FlowRequest } from "../flows/request.js";
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
import type { ApiError } from "./error.js";
import { csrfViolation } from "./errors.js";
import { isBrowserRequest, prefersJson, startsWithJson } from "./negotiate.js";
import { requestHeaders, type RequestHeaders } from "./request-headers.js";

export interface Visit extends FlowRequest {
  context: Context;
  config: Config;
  headers: RequestHeaders;
  cookieNames: string[];
  /** Set-Cookie headers of the answer, by cookie name; undefined where there are none. */
  readonly setCookies: ReadonlyMap<string, string> | undefined;
  /** @param header the Set-Cookie header for the cookie of this name */
  setCookie(name: string, header: string): void;
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
  /** What a submission came to, once it was handled. */
  outcome?: SubmitOutcome;
}

/** What Hono carries with a request. */
export interface PublicEnv {
  /** Set by the Node server; absent in process. */
  Bindings: Partial<HttpBindings>;
  Variables: { visit: Visit };
}

export interface VisitCsrf extends Csrf {
  hasSecret(): boolean;
  verifies(token: string): boolean;
}

/** @param incoming Node's own request; undefined in process */
export function createVisit(
  context: Context,
  request: Request,
  incoming: IncomingMessage | undefined,
): Visit {
  return new RequestVisit(context, request, incoming);
}

/**
 * A class, though functions do elsewhere: what stands on a prototype costs nothing for a request that does not ask for it,
 * getters and functions of an object literal are made anew for each request, which took longer than all the rest of a whoami.
 */
class RequestVisit implements Visit {
  readonly context: Context;
  readonly config: Config;
  readonly headers: RequestHeaders;
  readonly #request: Request;
  readonly #incoming: IncomingMessage | undefined;
  outcome?: SubmitOutcome;
  #setCookies: Map<string, string> | undefined;
  #cookies: Record<string, string> | undefined;
  #csrf: VisitCsrf | undefined;
  #continuity: Continuity | undefined;
  #url: URL | undefined;
  #query: URLSearchParams | undefined;
  #sessionCookie: { value: SessionCookie | undefined } | undefined;
  #session: { value: ActiveSession | undefined } | undefined;

  constructor(context: Context, request: Request, incoming: IncomingMessage | undefined) {
    this.context = context;
    this.config = context.config();
    this.headers = requestHeaders(request, incoming);
    this.#request = request;
    this.#incoming = incoming;
  }

  get method(): string {
    return this.#request.method;
  }

  get setCookies(): ReadonlyMap<string, string> | undefined {
    return this.#setCookies;
  }

  setCookie(name: string, header: string): void {
    (this.#setCookies ??= new Map()).set(name, header);
  }

  get vary(): string {
    return this.config.serve.public.cors.enabled ? "Cookie, Origin" : "Cookie";
  }

  get cookieNames(): string[] {
    return Object.keys(this.#readCookies());
  }

  get cookies(): Record<string, string> {
    return this.#readCookies();
  }

  header(name: string): string | null {
    return this.headers.get(name);
  }

  headerNames(): string[] {
    return this.headers.names();
  }

  get csrf(): VisitCsrf {
    return (this.#csrf ??= new CookieCsrf(this));
  }

  get continuity(): Continuity {
    return (this.#continuity ??= createContinuity(this));
  }

  get url(): URL {
    return (this.#url ??= clientUrl(this.#request, this.headers));
  }

  get query(): URLSearchParams {
    return (this.#query ??= this.#url?.searchParams ?? new URLSearchParams(queryOf(this.#request.url)));
  }

  get startsWithJson(): boolean {
    return startsWithJson(this.headers);
  }

  get prefersJson(): boolean {
    return prefersJson(this.headers);
  }

  get isBrowserRequest(): boolean {
    return isBrowserRequest(this.headers);
  }

  get client(): ClientInfo {
    return clientInfo(this.headers, this.#incoming?.socket.remoteAddress);
  }

  get isWithoutIntent(): boolean {
    return this.method === "HEAD" || isPrefetch(this.headers);
  }

  get sessionCookie(): SessionCookie | undefined {
    this.#sessionCookie ??= { value: readSessionCookie(this.config, this.#readCookies()) };
    return this.#sessionCookie.value;
  }

  get hasSessionToken(): boolean {
    return this.#token() !== undefined;
  }

  session(): ActiveSession | undefined {
    if (!this.#session) {
      const token = this.#token();
      this.#session = { value: token === undefined ? undefined : findActiveSession(this.context, token) };
    }
    return this.#session.value;
  }

  signIn(issued: ActiveSession): void {
    if (this.session()?.identity.id !== issued.identity.id) this.csrf.regenerate();
    this.renewSessionCookie(issued);
  }

  renewSessionCookie(issued: ActiveSession): void {
    const content = { token: issued.token, expiresAt: issued.session.expiresAt };
    const { name } = this.config.session.cookie;
    this.setCookie(name, sessionCookie(this.config, content, this.context.now()));
  }

  dropSessionCookie(): void {
    this.setCookie(this.config.session.cookie.name, droppedSessionCookie(this.config));
  }

  #readCookies(): Record<string, string> {
    return (this.#cookies ??= readCookies(this.headers.get("cookie")));
  }

  /** A token in the header is final: when it is wrong the cookie is not tried. */
  #token(): string | undefined {
    return this.headers.get("x-session-token") || this.sessionCookie?.token || bearerToken(this.headers);
  }
}

/** The secret in the visitor's cookie, and the tokens made of it. */
class CookieCsrf implements VisitCsrf {
  readonly #visit: Visit;
  readonly #name: string;
  #secret: Buffer | undefined;

  constructor(visit: Visit) {
    this.#visit = visit;
    this.#name = csrfCookieName(visit.config.serve.public.base_url);
    this.#secret = decodeSecret(visit.cookies[this.#name]);
  }

  hasSecret(): boolean {
    return this.#secret !== undefined;
  }

  token(): string {
    return this.#secret ? maskSecret(this.#secret) : "";
  }

  verifies(token: string): boolean {
    return this.#secret !== undefined && verifyToken(this.#secret, token);
  }

  hash(): string {
    return hashSecret(this.#secret ?? this.#regenerate());
  }

  owns(csrfHash: string): boolean {
    return this.#secret !== undefined && hashSecret(this.#secret) === csrfHash;
  }

  regenerate(): void {
    this.#regenerate();
  }

  violation(): ApiError {
    const { headers, cookies, cookieNames } = this.#visit;
    const mode = headers.get("sec-fetch-mode");
    const fault =
      cookieNames.length === 0
        ? "no-cookies"
        : cookies[this.#name] === undefined
          ? "no-csrf-cookie"
          : "mismatch";
    return csrfViolation(fault, { isScript: mode === "cors" || mode === "same-origin" });
  }

  #regenerate(): Buffer {
    // Once for each answer: a second cookie would make the first one's forms worthless.
    if (this.#secret && this.#visit.setCookies?.has(this.#name)) return this.#secret;
    this.#secret = createSecret();
    const { config } = this.#visit;
    this.#visit.setCookie(this.#name, csrfCookie(config, this.#name, encodeSecret(this.#secret)));
    return this.#secret;
  }
}

function createContinuity(visit: Visit): Continuity {
  const { config, context, cookies } = visit;
  let containers: Record<string, string> | undefined;
  const read = () => (containers ??= readContinuityCookie(config, cookies));
  const write = (next: Record<string, string>) => {
    containers = next;
    visit.setCookie("continuity", continuityCookie(config, next, context.now()));
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

/** What stands after the question mark of an absolute address in normal form. */
function queryOf(url: string): string {
  const start = url.indexOf("?");
  if (start === -1) return "";
  const end = url.indexOf("#", start);
  return url.slice(start + 1, end === -1 ? undefined : end);
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
