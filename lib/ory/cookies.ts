/** Cookies between the visitor and the service: only the service's own go to it, and they come back as it sent them. */
import { env } from "@/lib/env";

/** Whether a cookie belongs to the identity service: its session, its anti-forgery secret, its paused actions. */
export function isServiceCookie(name: string): boolean {
  return name === env().sessionCookieName || name.startsWith("csrf_token_") || name.startsWith("ory_");
}

/** Whether the visitor carries anything that may be a session. */
export function hasSessionCookie(cookieHeader: string): boolean {
  return parseCookies(cookieHeader).some(([name]) => isSessionCookie(name));
}

function isSessionCookie(name: string): boolean {
  return name === env().sessionCookieName || name === "ory_kratos_session" || name.startsWith("ory_session_");
}

/** The values of all cookies that may be the visitor's session, in their order. */
export function sessionCookieValues(cookieHeader: string): string[] {
  return parseCookies(cookieHeader).flatMap(([name, value]) =>
    isSessionCookie(name) && value !== "" ? [asSet(value)] : [],
  );
}

/** Whether these Set-Cookie headers give the visitor a session. */
export function setsSession(setCookies: readonly string[]): boolean {
  return setCookies.some((setCookie) => {
    const [pair = "", ...attributes] = setCookie.split(";");
    const [name, value] = splitPair(pair);
    return isSessionCookie(name) && value !== "" && !isOver(attributes);
  });
}

/** The value of one cookie, whosever it is; of several with that name the first. */
export function cookieValue(cookieHeader: string, wanted: string): string | undefined {
  return parseCookies(cookieHeader).find(([name]) => name === wanted)?.[1];
}

/** The Cookie header for the service: what is the visitor's business with others stays behind. */
export function serviceCookies(cookieHeader: string): string {
  return formatCookies(
    parseCookies(cookieHeader)
      .filter(([name]) => isServiceCookie(name))
      .map(([name, value]) => [name, asSet(value)]),
  );
}

/** What may stand in a cookie's value (RFC 6265, section 4.1.1: cookie-octet). */
const COOKIE_OCTETS = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/;

/**
 * The value as the service has set it. When a server action redirects, Next.js asks for the next page itself, with the
 * visitor's cookies percent-encoded: `=` at the end of Ory Kratos's values, which are base64, comes as `%3D`, and Kratos
 * would know nobody.
 */
function asSet(value: string): string {
  if (!value.includes("%")) return value;
  try {
    const decoded = decodeURIComponent(value);
    return COOKIE_OCTETS.test(decoded) ? decoded : value;
  } catch {
    return value;
  }
}

/**
 * The Cookie header that the browser would send next, once it has these Set-Cookie headers.
 *
 * @param setCookies  header values, one for each cookie
 */
export function withSetCookies(cookieHeader: string, setCookies: readonly string[]): string {
  const cookies = new Map(parseCookies(cookieHeader));
  for (const setCookie of setCookies) {
    const [pair = "", ...attributes] = setCookie.split(";");
    const [name, value] = splitPair(pair);
    if (isOver(attributes)) cookies.delete(name);
    else cookies.set(name, value);
  }
  return formatCookies([...cookies]);
}

/**
 * A Set-Cookie header of the service as the visitor gets it: flags as they came, but of this host alone, or of the
 * domain that is configured. The service's own Domain is not ours, so browsers would throw the cookie away.
 */
export function relayedCookie(setCookie: string, domain = env().cookieDomain): string {
  const parts = setCookie.split(";").filter((part) => !/^\s*domain\s*=/i.test(part));
  return [...parts, ...(domain ? [` Domain=${domain}`] : [])].join(";");
}

/** Adds the service's Set-Cookie headers to an answer, each as one of its own. */
export function relayCookies(headers: Headers, setCookies: readonly string[]): void {
  for (const setCookie of setCookies) headers.append("set-cookie", relayedCookie(setCookie));
}

function parseCookies(header: string): [name: string, value: string][] {
  return header
    .split(";")
    .map(splitPair)
    .filter(([name]) => name !== "");
}

function formatCookies(cookies: readonly (readonly [string, string])[]): string {
  return cookies.map(([name, value]) => `${name}=${value}`).join("; ");
}

function splitPair(pair: string): [name: string, value: string] {
  const equals = pair.indexOf("=");
  return equals < 0 ? [pair.trim(), ""] : [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
}

/** Max-Age decides over Expires (RFC 6265, 5.3). */
function isOver(attributes: string[]): boolean {
  const valueOf = (wanted: string) =>
    attributes.map(splitPair).findLast(([name]) => name.toLowerCase() === wanted)?.[1];
  const maxAge = valueOf("max-age");
  if (maxAge !== undefined) return Number(maxAge) <= 0;
  const expires = valueOf("expires");
  return expires !== undefined && Date.parse(expires) <= Date.now();
}
