// The algorithms of stored passwords. A hash tells by its prefix which one made it. Each runs on the thread pool, and is
// loaded when it is first needed: most servers need one of them.
import { randomBytes } from "node:crypto";
import type { Config } from "../config/index.js";
import { importedFormats } from "./formats/index.js";

type HasherSettings = Config["hashers"];

/** bcrypt looks at the first 72 bytes of a password and no further. */
const BCRYPT_MAX_BYTES = 72;

/** An algorithm that can check stored hashes. A hash that does not keep to its format is refused or makes it throw. */
export interface PasswordVerifier {
  name: string;
  understands(hash: string): boolean;
  verify(plain: string, hash: string): Promise<boolean>;
}

export interface PasswordHasher extends PasswordVerifier {
  /** The longest password it can tell apart, in bytes. */
  maxBytes: number | undefined;
  hash(plain: string, settings: HasherSettings): Promise<string>;
}

const argon2: PasswordHasher = {
  name: "argon2",
  maxBytes: undefined,
  understands: (hash) => hash.startsWith("$argon2id$"),
  hash: async (plain, { argon2: settings }) => {
    const { hash } = await import("@node-rs/argon2");
    return hash(plain, {
      memoryCost: Math.floor(settings.memory / 1024),
      timeCost: settings.iterations,
      parallelism: settings.parallelism ?? 1,
      outputLen: settings.key_length,
      salt: randomBytes(settings.salt_length),
    });
  },
  verify: verifyArgon2,
};

/** The older variant, of imported hashes. */
const argon2i: PasswordVerifier = {
  name: "argon2i",
  understands: (hash) => hash.startsWith("$argon2i$"),
  verify: verifyArgon2,
};

const bcrypt: PasswordHasher = {
  name: "bcrypt",
  maxBytes: BCRYPT_MAX_BYTES,
  understands: (hash) => /^\$2[abyz]?\$/.test(hash),
  hash: async (plain, { bcrypt: settings }) => {
    const { hash } = await import("@node-rs/bcrypt");
    return hash(plain, { cost: settings.cost });
  },
  verify: async (plain, hash) => {
    const { verify } = await import("@node-rs/bcrypt");
    // Too long a password can't be the right one; the work is done all the same, so that the time tells nothing.
    const isMatch = await verify(plain, hash.replace(/^\$2z?\$/, "$2b$"));
    return isMatch && Buffer.byteLength(plain) <= BCRYPT_MAX_BYTES;
  },
};

const verifiers: PasswordVerifier[] = [argon2, bcrypt, argon2i, ...importedFormats];

export function configuredHasher(settings: HasherSettings): PasswordHasher {
  return settings.algorithm === "argon2" ? argon2 : bcrypt;
}

/** @returns undefined when no known algorithm made this hash */
export function verifierFor(hash: string): PasswordVerifier | undefined {
  return verifiers.find((verifier) => verifier.understands(hash));
}

async function verifyArgon2(plain: string, hash: string): Promise<boolean> {
  const { verify } = await import("@node-rs/argon2");
  return verify(hash, plain);
}
