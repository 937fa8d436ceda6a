// Imported hashes of the crypt(3) family: MD5-crypt, SHA-256-crypt, SHA-512-crypt.
import { createHash } from "node:crypto";
import type { PasswordVerifier } from "../hashers.js";
import { HashFormatError, isSame } from "./encoding.js";

/** `$md5-crypt$<salt>$<hash>`: after the prefix as in crypt(3)'s `$1$`. */
export const md5Crypt: PasswordVerifier = {
  name: "md5-crypt",
  understands: (hash) => hash.startsWith("$md5-crypt$"),
  verify: async (plain, hash) => {
    const [, , salt, key, ...rest] = hash.split("$");
    if (isTooLong(plain)) return false;
    if (salt === undefined || key === undefined || rest.length > 0) throw new HashFormatError("no MD5-crypt");
    return isSame(Buffer.from(key), Buffer.from(computeMd5Crypt(Buffer.from(plain), Buffer.from(salt))));
  },
};

export const sha256Crypt: PasswordVerifier = shaCrypt("sha256");
export const sha512Crypt: PasswordVerifier = shaCrypt("sha512");

const DEFAULT_ROUNDS = 5000;
const MIN_ROUNDS = 1000;
const MAX_ROUNDS = 999_999_999;
const MAX_SALT_BYTES = { md5: 8, sha: 16 };
/** As in today's crypt(3). The work grows with the square of the length, which an attacker would make use of. */
const MAX_PASSWORD_BYTES = 512;
/** So many rounds are computed before other requests get their turn. */
const ROUNDS_AT_ONCE = 2000;

/** `$sha256-crypt$[rounds=<n>$]<salt>$<hash>`: after the prefix as in crypt(3)'s `$5$` and `$6$`. */
function shaCrypt(algorithm: "sha256" | "sha512"): PasswordVerifier {
  const prefix = `$${algorithm}-crypt$`;
  return {
    name: `${algorithm}-crypt`,
    understands: (hash) => hash.startsWith(prefix),
    verify: async (plain, hash) => {
      const match = /^(?:rounds=(\d+)\$)?([^$]*)\$([^$]+)$/.exec(hash.slice(prefix.length));
      if (!match) throw new HashFormatError(`no ${algorithm}-crypt`);
      if (isTooLong(plain)) return false;
      const [, asked, salt = "", key = ""] = match;
      const rounds = Math.min(Math.max(Number(asked ?? DEFAULT_ROUNDS), MIN_ROUNDS), MAX_ROUNDS);
      const computed = await computeShaCrypt(algorithm, Buffer.from(plain), Buffer.from(salt), rounds);
      return isSame(Buffer.from(key), Buffer.from(computed));
    },
  };
}

/** The steps are those of the description, whose numbers stand beside them. @see https://www.akkadia.org/drepper/SHA-crypt.txt */
async function computeShaCrypt(
  algorithm: "sha256" | "sha512",
  password: Buffer,
  fullSalt: Buffer,
  rounds: number,
): Promise<string> {
  const digest = (...parts: Buffer[]) =>
    parts.reduce((hash, part) => hash.update(part), createHash(algorithm)).digest();
  const salt = fullSalt.subarray(0, MAX_SALT_BYTES.sha);
  const b = digest(password, salt, password); // 4-8
  const mixed = bitsOf(password.length).map((bit) => (bit ? b : password)); // 11
  const a = digest(password, salt, repeated(b, password.length), ...mixed); // 1-3, 9-12
  const p = repeated(digest(...Array<Buffer>(password.length).fill(password)), password.length); // 13-16
  const s = repeated(digest(...Array<Buffer>(16 + (a[0] ?? 0)).fill(salt)), salt.length); // 17-20
  let c = a; // 21
  for (let round = 0; round < rounds; round++) {
    const parts = [round % 2 === 1 ? p : c];
    if (round % 3 !== 0) parts.push(s);
    if (round % 7 !== 0) parts.push(p);
    parts.push(round % 2 === 1 ? c : p);
    c = digest(Buffer.concat(parts));
    if (round % ROUNDS_AT_ONCE === ROUNDS_AT_ONCE - 1) await new Promise((resolve) => setImmediate(resolve));
  }
  return algorithm === "sha256" ? encodeRotating(c, 10, [0, 10, 20]) : encodeRotating(c, 21, [0, 21, 42]); // 22
}

/** As Poul-Henning Kamp wrote it for FreeBSD: a thousand rounds. */
function computeMd5Crypt(password: Buffer, fullSalt: Buffer): string {
  const digest = (...parts: Buffer[]) => createHash("md5").update(Buffer.concat(parts)).digest();
  const salt = fullSalt.subarray(0, MAX_SALT_BYTES.md5);
  const alternate = digest(password, salt, password);
  const first = password.subarray(0, 1);
  const mixed = bitsOf(password.length).map((bit) => (bit ? Buffer.alloc(1) : first));
  let c = digest(password, Buffer.from("$1$"), salt, repeated(alternate, password.length), ...mixed);
  for (let round = 0; round < 1000; round++) {
    const parts = [round % 2 === 1 ? password : c];
    if (round % 3 !== 0) parts.push(salt);
    if (round % 7 !== 0) parts.push(password);
    parts.push(round % 2 === 1 ? c : password);
    c = digest(...parts);
  }
  const groups = [
    [0, 6, 12],
    [1, 7, 13],
    [2, 8, 14],
    [3, 9, 15],
    [4, 10, 5],
  ];
  return groups.map((group) => encodeBytes(c, group, 4)).join("") + encodeBytes(c, [11], 2);
}

function isTooLong(plain: string): boolean {
  return Buffer.byteLength(plain) > MAX_PASSWORD_BYTES;
}

/** The bits of a length, lowest first, up to the highest one. */
function bitsOf(length: number): boolean[] {
  return length === 0 ? [] : [...length.toString(2)].reverse().map((bit) => bit === "1");
}

/** A digest again and again, to this length. */
function repeated(digest: Buffer, length: number): Buffer {
  return Buffer.alloc(length, digest);
}

/** Groups of three bytes, whose places turn from one to the next; what is left over in one short group. */
function encodeRotating(digest: Buffer, groups: number, start: [number, number, number]): string {
  let text = "";
  let [first, second, third] = start;
  for (let group = 0; group < groups; group++) {
    text += encodeBytes(digest, [first, second, third], 4);
    [first, second, third] =
      digest.length === 32 ? [third + 1, first + 1, second + 1] : [second + 1, third + 1, first + 1];
  }
  return text + (digest.length === 32 ? encodeBytes(digest, [31, 30], 3) : encodeBytes(digest, [63], 2));
}

const ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The bytes as one number, the first the highest, in characters of six bits, the lowest first. */
function encodeBytes(digest: Buffer, places: number[], characters: number): string {
  let number = places.reduce((sum, place) => (sum << 8) | (digest[place] ?? 0), 0);
  let text = "";
  for (let at = 0; at < characters; at++) {
    text += ALPHABET[number & 63] ?? "";
    number >>>= 6;
  }
  return text;
}
