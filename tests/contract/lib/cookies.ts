// Cookies as a browser sees them: a jar that sends back what it was given, and a Set-Cookie header taken apart.

export interface SetCookie {
  name: string;
  value: string;
  /** Attribute names in lower case; a flag has the value `true`. */
  attributes: Record<string, string | true>;
}

export type CookieJar = Map<string, string>;

export function parseSetCookie(header: string): SetCookie {
  const [pair = "", ...rest] = header.split(";").map((part) => part.trim());
  const equals = pair.indexOf("=");
  const attributes: Record<string, string | true> = {};
  for (const part of rest) {
    const at = part.indexOf("=");
    if (at === -1) attributes[part.toLowerCase()] = true;
    else attributes[part.slice(0, at).toLowerCase()] = part.slice(at + 1);
  }
  return { name: pair.slice(0, equals), value: pair.slice(equals + 1), attributes };
}

/** Whether the header tells the browser to forget the cookie. */
export function isDeletion(cookie: SetCookie): boolean {
  const maxAge = cookie.attributes["max-age"];
  if (typeof maxAge === "string") return Number(maxAge) <= 0;
  const expires = cookie.attributes["expires"];
  return typeof expires === "string" && Date.parse(expires) <= Date.now();
}

export function store(jar: CookieJar, cookies: SetCookie[]): void {
  for (const cookie of cookies) {
    if (isDeletion(cookie)) jar.delete(cookie.name);
    else jar.set(cookie.name, cookie.value);
  }
}

export function cookieHeader(jar: CookieJar): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}
