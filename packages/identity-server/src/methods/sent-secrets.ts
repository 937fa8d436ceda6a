// The secrets that are sent to people: six-digit codes, and the tokens of links.
import { createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import type { Config } from "../config/index.js";

export const CODE_LENGTH = 6;
const DIGEST_LENGTH = 32;
const TOKEN_LENGTH = 32;
const TOKEN_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Six digits, each combination as likely as any other. */
export function createCode(): string {
  return String(randomInt(10 ** CODE_LENGTH)).padStart(CODE_LENGTH, "0");
}

export function createLinkToken(): string {
  // Bytes beyond the last whole multiple of the alphabet would favour its first letters.
  const limit = 256 - (256 % TOKEN_ALPHABET.length);
  let token = "";
  while (token.length < TOKEN_LENGTH) {
    for (const byte of randomBytes(TOKEN_LENGTH)) {
      if (byte < limit && token.length < TOKEN_LENGTH)
        token += TOKEN_ALPHABET.charAt(byte % TOKEN_ALPHABET.length);
    }
  }
  return token;
}

/** What is stored of a secret. Without the server's own secret nobody can try a million codes against it. */
export function digestOf(config: Config, flowId: string, value: string): Uint8Array {
  return hmac(config.secrets.default[0] ?? "", flowId, value);
}

/** The stored secret that equals the value, by any of the server's secrets, so that these can be rotated. */
export function findMatch<T extends { digest: Uint8Array }>(
  config: Config,
  stored: T[],
  flowId: string,
  value: string,
): T | undefined {
  let match: T | undefined;
  for (const secret of config.secrets.default) {
    const digest = hmac(secret, flowId, value);
    for (const candidate of stored) {
      // Every candidate is looked at: the time does not tell which one it was.
      if (timingSafeEqual(digest, candidate.digest)) match ??= candidate;
    }
  }
  return match;
}

/** Whether the digest is that of the value, by any of the server's secrets. */
export function matchesDigest(config: Config, digest: Uint8Array, flowId: string, value: string): boolean {
  return findMatch(config, digest.length === DIGEST_LENGTH ? [{ digest }] : [], flowId, value) !== undefined;
}

function hmac(secret: string, flowId: string, value: string): Uint8Array {
  return createHmac("sha256", secret).update(`${flowId}:${value}`).digest();
}
