// Imported hashes of the key derivations PBKDF2 and scrypt, Firebase's variant of scrypt among them.
import {
  createCipheriv,
  pbkdf2 as derivePbkdf2,
  scrypt as deriveScrypt,
  type ScryptOptions,
} from "node:crypto";
import { promisify } from "node:util";
import type { PasswordVerifier } from "../hashers.js";
import { fromBase64, fromRawBase64, isSame, readNumbers, split } from "./encoding.js";

/** `$pbkdf2-<digest>$i=<iterations>,l=<length>$<salt>$<hash>`, base64 without padding. */
export const pbkdf2: PasswordVerifier = {
  name: "pbkdf2",
  understands: (hash) => /^\$pbkdf2-sha[0-9]{1,3}\$/.test(hash),
  verify: async (plain, hash) => {
    const [, algorithm = "", parameters, saltText, keyText] = split(hash, 5);
    const [iterations = 0] = readNumbers(parameters, ["i", "l"]);
    const salt = fromRawBase64(saltText);
    const key = fromRawBase64(keyText);
    for (const digest of digestsOf(algorithm.replace("pbkdf2-", ""))) {
      if (isSame(key, await promisify(derivePbkdf2)(plain, salt, iterations, key.length, digest)))
        return true;
    }
    return false;
  },
};

/** `$scrypt$ln=<N>,r=<r>,p=<p>$<salt>$<hash>`, padded base64. Despite its name `ln` is N itself. */
export const scrypt: PasswordVerifier = {
  name: "scrypt",
  understands: (hash) => hash.startsWith("$scrypt$"),
  verify: async (plain, hash) => {
    const [, , parameters, saltText, keyText] = split(hash, 5);
    const [cost = 0, blockSize = 0, parallelization = 0] = readNumbers(parameters, ["ln", "r", "p"]);
    const salt = fromBase64(saltText);
    const key = fromBase64(keyText);
    return isSame(key, await scryptKey(plain, salt, key.length, { cost, blockSize, parallelization }));
  },
};

/**
 * `$firescrypt$ln=<log2 N>,r=<r>,p=<p>$<salt>$<hash>$<salt separator>$<signer key>`, padded base64.
 *
 * @see https://github.com/firebase/scrypt
 */
export const firebaseScrypt: PasswordVerifier = {
  name: "firebase-scrypt",
  understands: (hash) => hash.startsWith("$firescrypt$"),
  verify: async (plain, hash) => {
    const [, , parameters, saltText, hashText, separatorText, signerKeyText] = split(hash, 7);
    const [exponent = 0, blockSize = 0, parallelization = 0] = readNumbers(parameters, ["ln", "r", "p"]);
    const salt = Buffer.concat([fromBase64(saltText), fromBase64(separatorText)]);
    const expected = fromBase64(hashText);
    const signerKey = fromBase64(signerKeyText);
    const key = await scryptKey(plain, salt, 32, { cost: 2 ** exponent, blockSize, parallelization });
    const cipher = createCipheriv("aes-256-ctr", key, Buffer.alloc(16));
    return isSame(expected, Buffer.concat([cipher.update(signerKey), cipher.final()]));
  },
};

/**
 * What Kratos computes for `sha224` and `sha384` is SHA-3. Other programs that write this format mean SHA-2, so that
 * a hash of either is taken. Lengths that there are not count as 256 bits.
 */
function digestsOf(name: string): string[] {
  switch (name) {
    case "sha1":
    case "sha512":
      return [name];
    case "sha224":
      return ["sha3-224", "sha224"];
    case "sha384":
      return ["sha3-384", "sha384"];
    default:
      return ["sha256"];
  }
}

type Costs = Required<Pick<ScryptOptions, "cost" | "blockSize" | "parallelization">>;

function scryptKey(plain: string, salt: Buffer, length: number, costs: Costs): Promise<Buffer> {
  // What the algorithm needs, and a little for the library: its default limit is for smaller parameters.
  const maxmem = 128 * costs.blockSize * (costs.cost + costs.parallelization + 2) + 1024 * 1024;
  return new Promise((resolve, reject) => {
    deriveScrypt(plain, salt, length, { ...costs, maxmem }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
