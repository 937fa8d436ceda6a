// Protection against forged posts: a secret in a cookie, and a masked copy of it in every form ("double submit").
// Each rendering masks anew, so that compression side channels learn nothing (BREACH).
import { createHash, randomBytes, randomFillSync, timingSafeEqual } from "node:crypto";

const SECRET_BYTES = 32;

// One name for each public base URL that the configuration has had: bounded by reloads.
const cookieNames = new Map<string, string>();

/** The name carries the public address, so that two servers on one domain keep out of each other's way. */
export function csrfCookieName(publicBaseUrl: string): string {
  let name = cookieNames.get(publicBaseUrl);
  if (name === undefined) {
    name = `csrf_token_${createHash("sha256").update(publicBaseUrl).digest("hex")}`;
    cookieNames.set(publicBaseUrl, name);
  }
  return name;
}

export function createSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

export function encodeSecret(secret: Buffer): string {
  return secret.toString("base64");
}

/** @returns undefined for what is no secret; the visitor then gets a new one */
export function decodeSecret(text: string | undefined): Buffer | undefined {
  if (text === undefined) return undefined;
  const secret = Buffer.from(text, "base64");
  return secret.length === SECRET_BYTES ? secret : undefined;
}

/** A one-time pad followed by the secret under that pad. */
export function maskSecret(secret: Buffer): string {
  const masked = Buffer.allocUnsafe(SECRET_BYTES * 2);
  const pad = takeRandomBytes(SECRET_BYTES);
  pad.copy(masked);
  for (let index = 0; index < SECRET_BYTES; index += 1) {
    masked[SECRET_BYTES + index] = (pad[index] ?? 0) ^ (secret[index] ?? 0);
  }
  return masked.toString("base64");
}

/** Whether `token` is the secret, masked or (as another server may have sent it) plain. */
export function verifyToken(secret: Buffer, token: string): boolean {
  const bytes = Buffer.from(token, "base64");
  const plain =
    bytes.length === SECRET_BYTES * 2
      ? xor(bytes.subarray(0, SECRET_BYTES), bytes.subarray(SECRET_BYTES))
      : bytes;
  return plain.length === SECRET_BYTES && timingSafeEqual(plain, secret);
}

/** What a flow remembers of the secret it belongs to: enough to recognise it, not enough to forge a post. */
export function hashSecret(secret: Buffer): string {
  return createHash("sha256").update(secret).digest("hex");
}

/**
 * Paths whose own handlers decide about trust: native clients use them, or they check the token of the flow. Everywhere
 * else a request that changes something must carry the token, and a visitor without a cookie gets one.
 */
export function isCsrfExempt(path: string): boolean {
  return exemptPaths.has(path) || exemptPatterns.some((pattern) => pattern.test(path));
}

const kinds = ["login", "registration", "recovery", "verification", "settings"];
const exemptPaths = new Set([
  ...kinds.flatMap((kind) => [`/self-service/${kind}`, `/self-service/${kind}/api`]),
  "/self-service/logout/api",
  "/sessions",
  "/sessions/whoami",
  "/recovery/link",
  "/recovery/code",
  "/version",
]);
const exemptPatterns = [
  /^\/health\//,
  /^\/sessions\/[^/]+(\/extend)?$/,
  /^(\/admin)?\/schemas\/[^/]+$/,
  /^(\/admin)?\/identities(\/|$)/,
  /^(\/admin)?\/courier\/messages$/,
  /^\/self-service\/methods\/oidc\/callback\/[^/]+$/,
];

const pool = Buffer.alloc(SECRET_BYTES * 64);
let taken = pool.length;

/** To ask the system for a few random bytes costs as much as for some thousand. @returns bytes to be copied at once */
function takeRandomBytes(count: number): Buffer {
  if (taken + count > pool.length) {
    randomFillSync(pool);
    taken = 0;
  }
  taken += count;
  return pool.subarray(taken - count, taken);
}

function xor(a: Buffer, b: Buffer): Buffer {
  const result = Buffer.alloc(a.length);
  for (let index = 0; index < a.length; index += 1) result[index] = (a[index] ?? 0) ^ (b[index] ?? 0);
  return result;
}
