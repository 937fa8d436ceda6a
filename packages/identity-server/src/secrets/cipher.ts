// What is kept for the owner alone, such as a provider's tokens: encrypted as Kratos does it (`ciphers.algorithm`,
// `secrets.cipher`), so that its database could be read with the same secrets. Where no algorithm is chosen, Kratos
// keeps such texts as they are; here they are sealed all the same, with the default secret.
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Config } from "../config/index.js";
import { seal, unseal } from "../http/seal.js";
import { openXChaCha, sealXChaCha } from "./xchacha.js";

const PURPOSE = "stored secret";
const SEALED = "sealed:";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** A provider's tokens can be long. */
const MAX_SEALED_LENGTH = 1024 * 1024;

/** "" stays "". */
export function encryptStored(config: Config, plain: string): string {
  if (plain === "") return "";
  const { algorithm } = config.ciphers;
  const [secret] = config.secrets.cipher;
  if (algorithm === "noop" || secret === undefined) {
    return SEALED + seal(plain, PURPOSE, config.secrets.default);
  }
  const key = Buffer.from(secret, "utf8").subarray(0, 32);
  const bytes = Buffer.from(plain, "utf8");
  return (algorithm === "aes" ? sealAes(bytes, key) : sealXChaCha(bytes, key)).toString("hex");
}

/** Every secret is tried, so that they can be rotated. @returns undefined when none opens it */
export function decryptStored(config: Config, stored: string): string | undefined {
  if (stored === "") return "";
  if (stored.startsWith(SEALED)) {
    return unseal(stored.slice(SEALED.length), PURPOSE, config.secrets.default, MAX_SEALED_LENGTH);
  }
  if (!/^([0-9a-f]{2})+$/.test(stored)) return undefined;
  const sealed = Buffer.from(stored, "hex");
  for (const secret of config.secrets.cipher) {
    const key = Buffer.from(secret, "utf8").subarray(0, 32);
    for (const open of [openAes, openXChaCha]) {
      try {
        return open(sealed, key).toString("utf8");
      } catch {
        // Another secret or the other algorithm may have sealed it.
      }
    }
  }
  return undefined;
}

function sealAes(plain: Buffer, key: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function openAes(sealed: Buffer, key: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
}
