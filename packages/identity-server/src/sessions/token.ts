// Session tokens: what a client holds, and the hash by which the store knows it. Whoever reads the database cannot sign
// in with what stands there.
import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const LENGTH = 32;

/** A new session token: 32 alphanumerics carry 190 bits, more than enough to be out of reach of guessing. */
export function createSessionToken(): string {
  return `ory_st_${randomAlphanumerics(LENGTH)}`;
}

/**
 * Text of letters and digits from a CSPRNG, each equally likely.
 *
 * Bytes that would favour the first characters are thrown away.
 */
export function randomAlphanumerics(length: number): string {
  const limit = 256 - (256 % ALPHABET.length);
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length - text.length + 16)) {
      if (byte < limit && text.length < length) text += ALPHABET.charAt(byte % ALPHABET.length);
    }
  }
  return text;
}

/** A plain hash is enough: a token has too many bits to be tried out. */
export function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/**
 * The token of a sign-out link. It follows from the session token, so that nothing need be stored, and tells nothing of
 * it, so that a link in a page's markup is no session.
 */
export function logoutTokenOf(sessionToken: string): string {
  const digest = createHmac("sha256", sessionToken).update("logout").digest();
  let text = "";
  for (const byte of digest) text += ALPHABET.charAt(byte % ALPHABET.length);
  return `ory_lo_${text}`;
}

export function isLogoutTokenOf(logoutToken: string, sessionToken: string): boolean {
  const expected = Buffer.from(logoutTokenOf(sessionToken));
  const given = Buffer.from(logoutToken);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
