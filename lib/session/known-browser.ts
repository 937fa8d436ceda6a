/**
 * The accounts that have signed in on this browser, in a cookie: who comes back from another network is no stranger. It
 * holds marks that only this app can make and that name nobody.
 */
import { createHmac } from "node:crypto";
import { env } from "@/lib/env";
import { cookieValue } from "@/lib/ory/cookies";
import { expiredCookie, ownCookie } from "@/lib/security/own-cookie";

export const KNOWN_COOKIE = "foyer_known";
const LIFESPAN_SECONDS = 365 * 24 * 60 * 60;
/** More people than that don't share a browser. */
const MOST = 8;

export function isKnownBrowser(cookieHeader: string, identityId: string): boolean {
  return marksIn(cookieHeader).includes(markOf(identityId));
}

/** The Set-Cookie header by which this browser is known for the account from now on. */
export function knownBrowserCookie(cookieHeader: string, identityId: string, origin: string): string {
  const mark = markOf(identityId);
  const others = marksIn(cookieHeader).filter((other) => other !== mark);
  const value = [mark, ...others].slice(0, MOST).join(".");
  return ownCookie(KNOWN_COOKIE, value, { maxAge: LIFESPAN_SECONDS, origin });
}

/** ... and no more, for an account that is gone. */
export function forgetOnBrowser(cookieHeader: string, identityId: string, origin: string): string {
  const others = marksIn(cookieHeader).filter((mark) => mark !== markOf(identityId));
  if (others.length === 0) return expiredCookie(KNOWN_COOKIE, origin);
  return ownCookie(KNOWN_COOKIE, others.join("."), { maxAge: LIFESPAN_SECONDS, origin });
}

function marksIn(cookieHeader: string): string[] {
  const marks = (cookieValue(cookieHeader, KNOWN_COOKIE) ?? "").split(".");
  return marks.filter((mark) => /^[\w-]{22}$/.test(mark)).slice(0, MOST);
}

const markOf = (identityId: string) =>
  createHmac("sha256", env().secret).update(`known browser ${identityId}`).digest("base64url").slice(0, 22);
