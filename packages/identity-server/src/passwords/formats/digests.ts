// Imported hashes that are one round of a digest: weak, and replaced at the first sign-in.
import { createHash, createHmac } from "node:crypto";
import type { PasswordVerifier } from "../hashers.js";
import { fromBase64, HashFormatError, isSame, split } from "./encoding.js";
import { md4 } from "./md4.js";

/** `$md5$<hash>`, or with a salt `$md5$pf=<format>$<salt>$<hash>`; padded base64. */
export const md5: PasswordVerifier = {
  name: "md5",
  understands: (hash) => hash.startsWith("$md5$"),
  verify: async (plain, hash) => {
    const parts = hash.split("$");
    if (parts.length === 3) return isSame(fromBase64(parts[2]), digest("md5", Buffer.from(plain)));
    return verifySalted("md5", plain, hash);
  },
};

/** `$sha1$pf=<format>$<salt>$<hash>`, likewise `sha256` and `sha512`; padded base64. */
export const sha: PasswordVerifier = {
  name: "sha",
  understands: (hash) => /^\$sha(1|256|512)\$/.test(hash),
  verify: async (plain, hash) => verifySalted(hash.split("$")[1] ?? "", plain, hash),
};

const SALTED_SHA: Record<string, { algorithm: string; bytes: number }> = {
  SSHA: { algorithm: "sha1", bytes: 20 },
  SSHA256: { algorithm: "sha256", bytes: 32 },
  SSHA512: { algorithm: "sha512", bytes: 64 },
};

/** `{SSHA}`, `{SSHA256}`, `{SSHA512}` and the base64 of hash and salt, as directories store them. */
export const saltedSha: PasswordVerifier = {
  name: "ssha",
  understands: (hash) => /^\{SSHA(256|512)?\}/.test(hash),
  verify: async (plain, hash) => {
    const [, name = "", encoded = ""] = /^\{(\w+)\}(.*)$/.exec(hash) ?? [];
    const { algorithm, bytes } = SALTED_SHA[name] ?? { algorithm: "", bytes: 0 };
    const decoded = Buffer.from(encoded, "base64");
    if (algorithm === "" || decoded.length <= bytes) throw new HashFormatError("the hash has no salt");
    const salt = decoded.subarray(bytes);
    return isSame(decoded.subarray(0, bytes), digest(algorithm, Buffer.concat([Buffer.from(plain), salt])));
  },
};

/** `$hmac-<digest>$<base64 of the hexadecimal digest>$<base64 of the key>`. */
export const hmac: PasswordVerifier = {
  name: "hmac",
  understands: (hash) => /^\$hmac-(md4|md5|sha1|sha224|sha256|sha384|sha512)\$/.test(hash),
  verify: async (plain, hash) => {
    const [, name = "", hashText, keyText] = split(hash, 4);
    const algorithm = name.replace("hmac-", "");
    const key = fromBase64(keyText);
    const message = Buffer.from(plain);
    const mac =
      algorithm === "md4" ? hmacMd4(key, message) : createHmac(algorithm, key).update(message).digest();
    return isSame(fromBase64(hashText), Buffer.from(mac.toString("hex")));
  },
};

/** The format says where password and salt stand: `{SALT}${PASSWORD}`. Both are bytes, whatever their encoding. */
function verifySalted(algorithm: string, plain: string, hash: string): boolean {
  const [, , format = "", saltText, hashText] = split(hash, 5);
  if (!/^pf=./.test(format)) throw new HashFormatError("the hash names no format");
  const pattern = fromBase64(format.slice("pf=".length)).toString("latin1");
  const values: Record<string, string> = {
    "{SALT}": fromBase64(saltText).toString("latin1"),
    "{PASSWORD}": Buffer.from(plain).toString("latin1"),
  };
  const filled = pattern.replace(/\{SALT\}|\{PASSWORD\}/g, (name) => values[name] ?? "");
  return isSame(fromBase64(hashText), digest(algorithm, Buffer.from(filled, "latin1")));
}

function digest(algorithm: string, bytes: Buffer): Buffer {
  return createHash(algorithm).update(bytes).digest();
}

/** @see https://www.rfc-editor.org/rfc/rfc2104 */
function hmacMd4(key: Buffer, message: Buffer): Buffer {
  const block = Buffer.alloc(64);
  (key.length > 64 ? md4(key) : key).copy(block);
  const inner = block.map((byte) => byte ^ 0x36);
  const outer = block.map((byte) => byte ^ 0x5c);
  return md4(Buffer.concat([outer, md4(Buffer.concat([inner, message]))]));
}
