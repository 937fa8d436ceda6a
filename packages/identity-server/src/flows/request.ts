// What a flow may know of the request in hand. http/ fills it in; headers and cookies are here for web hooks alone, which
// are told of them.
import type { ApiError } from "../http/error.js";
import type { JsonObject } from "../json.js";
import type { ActiveSession } from "../sessions/session.js";
import type { FlowBase } from "./flow.js";

export interface ClientInfo {
  ipAddress: string;
  userAgent: string;
  location: string;
}

/** The CSRF secret of the visitor's cookie, made when there is none. */
export interface Csrf {
  /** To bind a new flow to: `FlowBase.csrfHash`. */
  hash(): string;
  /** Whether a flow with this hash belongs to the visitor. */
  owns(csrfHash: string): boolean;
  /** For the form of a flow that is shown, masked anew each time. */
  token(): string;
  /** A new secret from here on; the answer carries its cookie. Flows bound to the old one are out of reach. */
  regenerate(): void;
  /** What to throw when a post or a flow is not the visitor's: 403 `security_csrf_violation`, with what was missing. */
  violation(): ApiError;
}

/** The continuity cookie: names the stored container of an action that was paused for a sign-in or a provider. */
export interface Continuity {
  get(name: string): string | undefined;
  set(name: string, containerId: string): void;
  remove(name: string): void;
}

export interface FlowRequest {
  method: string;
  /** Absolute, as the client sees it (forwarded protocol and host are honoured). */
  url: URL;
  query: URLSearchParams;
  /** The start of a flow is answered with JSON instead of a redirect. */
  startsWithJson: boolean;
  /** Submissions and errors are answered with JSON instead of redirects. */
  prefersJson: boolean;
  /** The client takes HTML before all else; also where it names no preference. */
  isBrowserRequest: boolean;
  client: ClientInfo;
  /** A header by its name in lower case. */
  header(name: string): string | null;
  /** Of all headers, in lower case. */
  headerNames(): string[];
  cookies: Readonly<Record<string, string>>;
  csrf: Csrf;
  continuity: Continuity;
  /** Whether a session token or cookie came with the request, good or not. */
  hasSessionToken: boolean;
  /** The visitor's session: by X-Session-Token, cookie or bearer token, in this order. */
  session(): ActiveSession | undefined;
}

/** What was posted to a flow. */
export interface Submission {
  request: FlowRequest;
  /**
   * The decoded body. From a form: strings, nested by the dots in their names (`traits.name.first`), a name given
   * more than once as an array. Read it with `readFields` of flows/fields.ts, which casts and checks.
   */
  body: JsonObject;
  isForm: boolean;
  /** Declared objects that were not sent stay out of the traits, as in v0alpha2. */
  leavesOutEmpty?: boolean;
  /** Set when the body could not be read; the flow shows it once it is clear that the flow takes submissions. */
  bodyError?: ApiError;
  /** The `method` field; "" when there is none. */
  method: string;
  /**
   * Refuses what another site made the browser send. Every method calls it after its own check of the fields and
   * before its work.
   *
   * @throws ApiError 403 `security_csrf_violation` (browser flow), or 400 (api flow sent by a browser)
   */
  assertTrusted(flow: FlowBase): void;
}
