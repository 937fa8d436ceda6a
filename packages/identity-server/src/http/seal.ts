// Authenticated encryption of cookie values (AES-256-GCM). The first secret seals, every secret opens, so that secrets
// can be rotated without signing anybody out.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** No cookie is longer. */
const MAX_SEALED_LENGTH = 4096;

/**
 * Seals a text for one purpose.
 *
 * @param purpose for example the cookie's name: what was sealed for another purpose does not open
 */
export function seal(text: string, purpose: string, secrets: readonly string[]): string {
  const secret = secrets[0];
  if (secret === undefined) throw new Error("There is no secret to seal cookies with; set secrets.cookie.");
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyOf(secret), nonce);
  cipher.setAAD(Buffer.from(purpose));
  const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return sealed.toString("base64url");
}

/** Opens a sealed text; undefined when it was not sealed here, for this purpose, with one of these secrets. */
export function unseal(
  sealed: string,
  purpose: string,
  secrets: readonly string[],
  maxLength = MAX_SEALED_LENGTH,
): string | undefined {
  if (sealed.length > maxLength) return undefined;
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return undefined;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const content = bytes.subarray(NONCE_BYTES, -TAG_BYTES);
  const tag = bytes.subarray(-TAG_BYTES);
  const additional = Buffer.from(purpose);
  for (const secret of secrets) {
    const decipher = createDecipheriv(ALGORITHM, keyOf(secret), nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(additional);
    decipher.setAuthTag(tag);
    try {
      return Buffer.concat([decipher.update(content), decipher.final()]).toString("utf8");
    } catch {
      // Another secret may have sealed it.
    }
  }
  return undefined;
}

// One key for each configured secret: bounded by the configuration.
const keys = new Map<string, Buffer>();

function keyOf(secret: string): Buffer {
  let key = keys.get(secret);
  if (!key) {
    key = Buffer.from(hkdfSync("sha256", secret, "", "foyer identity server cookies", 32));
    keys.set(secret, key);
  }
  return key;
}
