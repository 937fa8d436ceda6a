/** The app's own cookies. None has "csrf" in its name: tools look for the service's by that. */

interface OwnCookieOptions {
  maxAge: number;
  /** This app's origin: over https the cookie is kept to https. */
  origin: string;
}

/** @param value  must be free of `;` and white space, as seals and ids are */
export function ownCookie(name: string, value: string, { maxAge, origin }: OwnCookieOptions): string {
  const secure = origin.startsWith("https:") ? "; Secure" : "";
  return `${name}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
}

export function expiredCookie(name: string, origin: string): string {
  return ownCookie(name, "", { maxAge: 0, origin });
}
