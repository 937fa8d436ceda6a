// The player's authenticator app: codes by RFC 6238 as Kratos wants them (SHA-1, six digits, thirty seconds). Written out
// here, so that a server's own arithmetic is checked by another.
import { createHmac } from "node:crypto";

const STEP_MS = 30_000;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** A code of the step before must not go out of date on its way. */
const SAFETY_MS = 1500;

/**
 * The code that an app with this secret shows.
 *
 * @param secret in base32
 * @param offset in steps: -1 for the code shown before, 1 for the one to come
 * @see https://www.rfc-editor.org/rfc/rfc6238#section-4.2
 */
export function totpCode(secret: string, offset = 0, now = Date.now()): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / STEP_MS) + offset));
  const digest = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const start = (digest.at(-1) ?? 0) & 0xf;
  return String((digest.readUInt32BE(start) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Resolves where the step that a code belongs to does not end before a server has seen it. */
export async function awaitSteadyStep(now = Date.now()): Promise<void> {
  const left = STEP_MS - (now % STEP_MS);
  if (left < SAFETY_MS) await new Promise((resolve) => setTimeout(resolve, left));
}

function fromBase32(text: string): Buffer {
  const bytes: number[] = [];
  let value = 0;
  let bits = 0;
  for (const letter of text) {
    const digit = BASE32.indexOf(letter);
    if (digit === -1) throw new Error(`${JSON.stringify(text)} is no base32.`);
    value = (value << 5) | digit;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >> bits) & 0xff);
    }
    value &= 0xff;
  }
  return Buffer.from(bytes);
}
