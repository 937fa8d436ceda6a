/**
 * Where a visitor may be sent: every address that comes from outside passes here before it is followed, linked or
 * handed on. One parser, that of browsers (WHATWG URL); what was parsed is what is used.
 */

/** Paths a signed-in visitor would be sent away from again, or that end the session. */
const NEVER_A_DESTINATION = ["/login", "/registration", "/recovery", "/logout", "/unavailable", "/continue"];

/**
 * A path on this origin to go to.
 *
 * @param value  from a query, a form or the service: a path, or an absolute address of this origin
 * @param fallback  where anything else leads
 * @param origin  this app's own origin; without it only paths are taken
 * @returns path with query and fragment, never another origin's address
 */
export function safeReturnTo(value: string | undefined | null, fallback: string, origin?: string): string {
  const target = parseTarget(value, origin ?? NO_ORIGIN);
  return target?.origin === (origin ?? NO_ORIGIN) ? pathOf(target) : fallback;
}

/**
 * An address in the form it may be handed to the service in, which then holds it to its own allow list.
 *
 * @returns the absolute address, or undefined where browsers might read it otherwise than the service does
 */
export function returnToForService(value: string, origin: string): string | undefined {
  const target = parseTarget(value, origin);
  return target && isSecureEnough(target, origin) ? target.href : undefined;
}

/**
 * Where the service asks to send the browser.
 *
 * @returns `own` with a path on this origin, `other` with an absolute address, or undefined where nobody should be sent
 */
export function parseDestination(
  value: string,
  origin: string,
): { kind: "own"; path: string; url: URL } | { kind: "other"; href: string; url: URL } | undefined {
  const target = parseTarget(value, origin, MAX_ADDRESS_LENGTH);
  if (!target) return undefined;
  if (target.origin === origin) return { kind: "own", path: pathOf(target), url: target };
  return isSecureEnough(target, origin) ? { kind: "other", href: target.href, url: target } : undefined;
}

/** Whether a signed-in visitor can be sent there without being sent back at once. */
export function isRestingPlace(path: string): boolean {
  const { pathname } = new URL(path, NO_ORIGIN);
  return !NEVER_A_DESTINATION.some((start) => pathname === start || pathname.startsWith(`${start}/`));
}

/** As long as a visitor's address of return may be. */
const MAX_LENGTH = 4096;
/**
 * As long as an address of the service may be. An OAuth2 server's holds the application's whole request besides what the
 * server keeps in it: some 3,000 characters for a common one.
 */
export const MAX_ADDRESS_LENGTH = 8192;

/** Reserved: no address from outside has it (RFC 2606). */
const NO_ORIGIN = "http://app.invalid";

/**
 * Takes `/path` and `https://host...` as they are commonly written. What parsers disagree about is refused, though the
 * WHATWG parser would make sense of it: `\`, `//host`, `https:host`, control characters, white space, credentials.
 */
function parseTarget(
  value: string | undefined | null,
  origin: string,
  maxLength: number = MAX_LENGTH,
): URL | undefined {
  if (!value || value.length > maxLength || hasOddCharacter(value)) return undefined;
  const isPath = /^\/(?!\/)/.test(value);
  if (!isPath && !/^https?:\/\/[^/]/i.test(value)) return undefined;
  if (!URL.canParse(value, origin)) return undefined;
  const url = new URL(value, origin);
  if (url.username || url.password || (isPath && url.origin !== origin)) return undefined;
  // `/.//host` is resolved to the path `//host`, which would be another host if it were sent as it is.
  return url.pathname.startsWith("//") ? undefined : url;
}

function hasOddCharacter(value: string): boolean {
  return [...value].some((char) => char <= " " || char === "\\" || char === "\u007f");
}

function isSecureEnough(url: URL, origin: string): boolean {
  return url.protocol === "https:" || url.origin === origin || isLoopback(url.hostname);
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]";
}

function pathOf({ pathname, search, hash }: URL): string {
  return `${pathname}${search}${hash}`;
}
