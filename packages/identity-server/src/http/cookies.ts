// The cookies of the public API: the session, the CSRF secret and paused actions. How they are written, read and dropped.
import { parse as parseCookies } from "hono/utils/cookie";
import type { Config } from "../config/index.js";
import type { Timestamp } from "../time.js";
import { seal, unseal } from "./seal.js";

export interface SessionCookie {
  token: string;
  /** When the session ended by what was known as the cookie was written. */
  expiresAt: Timestamp;
}

const CONTINUITY_COOKIE = "ory_kratos_continuity";
const CONTINUITY_MAX_AGE_S = 30 * 24 * 60 * 60;
const CSRF_MAX_AGE_S = 365 * 24 * 60 * 60;

export type Cookies = Record<string, string>;

export function readCookies(header: string | null): Cookies {
  return header === null ? {} : parseCookies(header);
}

/** Reads the session cookie; undefined when there is none or it was not written here. */
export function readSessionCookie(config: Config, cookies: Cookies): SessionCookie | undefined {
  const { name } = config.session.cookie;
  const sealed = cookies[name];
  if (sealed === undefined) return undefined;
  const text = unseal(sealed, name, config.secrets.cookie);
  const [token, expiresAt] = text?.split(" ") ?? [];
  return token !== undefined && expiresAt !== undefined ? { token, expiresAt: Number(expiresAt) } : undefined;
}

/** The Set-Cookie header for a session. */
export function sessionCookie(config: Config, session: SessionCookie, now: Timestamp): string {
  const { name, persistent } = config.session.cookie;
  const value = seal(`${session.token} ${String(session.expiresAt)}`, name, config.secrets.cookie);
  const maxAgeS = Math.max(Math.floor((session.expiresAt - now) / 1000), 1);
  return writeCookie(name, value, { ...sessionAttributes(config), ...(persistent ? { maxAgeS, now } : {}) });
}

/** The Set-Cookie header that drops the session cookie. */
export function droppedSessionCookie(config: Config): string {
  return writeCookie(config.session.cookie.name, "", { ...sessionAttributes(config), maxAgeS: 0, now: 0 });
}

export function csrfCookie(config: Config, name: string, secret: string): string {
  const { domain, path, same_site } = config.cookies;
  const isSecure = isCookieSecure(config);
  const sameSite = isSecure ? same_site : "Lax";
  return writeCookie(name, secret, { domain, path, sameSite, isSecure, maxAgeS: CSRF_MAX_AGE_S });
}

/** The ids of paused actions' containers by action name. */
export function readContinuityCookie(config: Config, cookies: Cookies): Record<string, string> {
  const sealed = cookies[CONTINUITY_COOKIE];
  const text = sealed === undefined ? undefined : unseal(sealed, CONTINUITY_COOKIE, config.secrets.cookie);
  return text === undefined ? {} : (JSON.parse(text) as Record<string, string>);
}

export function continuityCookie(config: Config, containers: Record<string, string>, now: Timestamp): string {
  const value = seal(JSON.stringify(containers), CONTINUITY_COOKIE, config.secrets.cookie);
  // Whatever is configured for the others: it has to be there when a provider sends somebody back.
  return writeCookie(CONTINUITY_COOKIE, value, {
    domain: "",
    path: "/",
    sameSite: "Lax",
    isSecure: isCookieSecure(config),
    maxAgeS: CONTINUITY_MAX_AGE_S,
    now,
  });
}

interface Attributes {
  domain: string;
  path: string;
  sameSite: "Strict" | "Lax" | "None";
  isSecure: boolean;
  /** Persistent when given; `now` adds the same moment as `Expires`. */
  maxAgeS?: number;
  now?: Timestamp;
}

function isCookieSecure({ cookies, dev }: Config): boolean {
  return cookies.secure ?? !dev;
}

function sessionAttributes(config: Config): Attributes {
  const { domain, path, same_site, secure } = config.session.cookie;
  const common = config.cookies;
  const isSecure = secure ?? isCookieSecure(config);
  const sameSite = same_site ?? common.same_site;
  return {
    domain: domain ?? common.domain,
    path: path ?? common.path,
    // Browsers refuse `None` without `Secure`: over plain HTTP nobody could sign in.
    sameSite: sameSite === "None" && !isSecure ? "Lax" : sameSite,
    isSecure,
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc6265#section-4.1 */
function writeCookie(name: string, value: string, attributes: Attributes): string {
  const parts = [`${name}=${value}`];
  if (attributes.path !== "") parts.push(`Path=${attributes.path}`);
  if (attributes.domain !== "") parts.push(`Domain=${attributes.domain}`);
  if (attributes.maxAgeS !== undefined) {
    if (attributes.now !== undefined) {
      parts.push(`Expires=${new Date(attributes.now + attributes.maxAgeS * 1000).toUTCString()}`);
    }
    parts.push(`Max-Age=${String(attributes.maxAgeS)}`);
  }
  parts.push("HttpOnly");
  if (attributes.isSecure) parts.push("Secure");
  parts.push(`SameSite=${attributes.sameSite}`);
  return parts.join("; ");
}
