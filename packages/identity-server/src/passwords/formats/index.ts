// The formats of hashes that are verified here but never made: those of imported accounts.
import type { PasswordVerifier } from "../hashers.js";
import { md5Crypt, sha256Crypt, sha512Crypt } from "./crypt.js";
import { firebaseScrypt, pbkdf2, scrypt } from "./derived-keys.js";
import { hmac, md5, saltedSha, sha } from "./digests.js";

export const importedFormats: PasswordVerifier[] = [
  md5Crypt,
  sha256Crypt,
  sha512Crypt,
  pbkdf2,
  scrypt,
  saltedSha,
  sha,
  firebaseScrypt,
  md5,
  hmac,
];
