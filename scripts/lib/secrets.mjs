// The secrets that both servers need: generated once and kept in development, demanded in production.
import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setting } from "./identity-config.mjs";
import { STATE_FOLDER } from "./root.mjs";
import { UserError } from "./user-error.mjs";

/**
 * `settings` are the keys of identity/kratos.yml that hold the secret as well, wherever they are set.
 *
 * @typedef {{ name: string, settings: string[], purpose: string }} SecretVariable
 */

/** @type {SecretVariable} */
export const APP_SECRET = {
  name: "FOYER_SECRET",
  settings: [],
  purpose: "seals the app's own cookies and headers",
};

/** @type {SecretVariable[]} */
export const IDENTITY_SERVER_SECRETS = [
  {
    name: "SECRETS_COOKIE_0",
    settings: ["secrets.cookie", "secrets.default"],
    purpose: "protects the identity server's cookies",
  },
  {
    name: "SECRETS_CIPHER_0",
    settings: ["secrets.cipher", "secrets.default"],
    purpose: "encrypts what the identity server stores; exactly 32 characters",
  },
];

/** 32 characters: what Kratos's ciphers take as a key, and 192 bits. */
export function generateSecret() {
  return randomBytes(24).toString("base64url");
}

/**
 * @param {Record<string, string | undefined>} env
 * @param {import("./identity-config.mjs").Mapping | undefined} config identity/kratos.yml; without it only the app's
 *   own secret is asked for
 * @returns {SecretVariable[]} those that are not set
 */
export function missingSecrets(env, config) {
  const needed = config ? [APP_SECRET, ...IDENTITY_SERVER_SECRETS] : [APP_SECRET];
  return needed.filter(
    ({ name, settings }) => !env[name] && !(config && settings.some((path) => setting(config, env, path))),
  );
}

/**
 * @param {Record<string, string | undefined>} env
 * @returns {SecretVariable[]} those whose value is one that compose.yaml has for trying out, and so everybody's
 */
export function knownSecrets(env) {
  return [APP_SECRET, ...IDENTITY_SERVER_SECRETS].filter(({ name }) =>
    env[name]?.startsWith("for-trying-out"),
  );
}

/**
 * Secrets for development: each one that isn't set is generated, and kept so that the next start reads the same data.
 *
 * @param {SecretVariable[]} missing
 * @param {string} [path]
 * @returns {Promise<Record<string, string>>} by variable
 */
export async function developmentSecrets(missing, path = join(STATE_FOLDER, "secrets.json")) {
  if (missing.length === 0) return {};
  const kept = await readKept(path);
  const lacking = missing.filter(({ name }) => !kept[name]);
  for (const { name } of lacking) kept[name] = generateSecret();
  if (lacking.length > 0) await keep(path, kept);
  return Object.fromEntries(missing.map(({ name }) => [name, kept[name] ?? ""]));
}

/**
 * @param {string} path
 * @returns {Promise<Record<string, string>>}
 */
async function readKept(path) {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(
      `${path} is not JSON any more. Mend it, or delete it: then new secrets are made, and sessions and stored secrets of the development data are lost.`,
    );
  }
}

/**
 * @param {string} path
 * @param {Record<string, string>} secrets
 */
async function keep(path, secrets) {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 });
  await chmod(temporary, 0o600);
  await rename(temporary, path);
}
