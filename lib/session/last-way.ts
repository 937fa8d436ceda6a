/** The way that was last used to sign in on this browser: in a cookie, so that the sign-in page can mark it. It names nobody. */
import "server-only";
import { cookies } from "next/headers";
import { expiredCookie, ownCookie } from "@/lib/security/own-cookie";

export const WAY_COOKIE = "foyer_way";
const LIFESPAN_SECONDS = 365 * 24 * 60 * 60;

/** Ways that the sign-in page has a button for; of providers one for each, by their id. */
const WAY = /^(?:password|code|passkey|webauthn|oidc:[\w.-]{1,64})$/;

/** @returns undefined where it is not known, or not one of the sign-in page */
export async function readLastWay(): Promise<string | undefined> {
  const value = (await cookies()).get(WAY_COOKIE)?.value;
  return value !== undefined && WAY.test(value) ? value : undefined;
}

/** The Set-Cookie header that keeps a way, e.g. `password` or `oidc:github`; undefined for one that is not to be offered. */
export function wayCookie(way: string | undefined, origin: string): string | undefined {
  return way !== undefined && WAY.test(way)
    ? ownCookie(WAY_COOKIE, way, { maxAge: LIFESPAN_SECONDS, origin })
    : undefined;
}

export function forgetWay(origin: string): string {
  return expiredCookie(WAY_COOKIE, origin);
}
