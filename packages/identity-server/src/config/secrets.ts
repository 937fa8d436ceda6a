// The keys that sign, encrypt and digest. Kratos invents missing ones silently; here that is for development only.
import { randomBytes } from "node:crypto";
import type { Config } from "./schema/index.js";

type Secrets = Config["secrets"];

// Kept for the life of the process, so that a reload doesn't sign everybody out.
let generated: string | undefined;

/**
 * Fills in what isn't set: `default` and `cookie` stand in for each other and for `pagination`.
 * Afterwards `default`, `cookie` and `pagination` have at least one entry.
 *
 * @returns the problem instead, when there is no secret and none may be made up
 */
export function completeSecrets(
  secrets: Secrets,
  options: { isDev: boolean; warn: (text: string) => void },
): Secrets | { problem: string } {
  const base = [secrets.default, secrets.cookie].find((list) => list.length > 0) ?? generate(options);
  if (!base) {
    return {
      problem:
        "secrets.cookie: is missing. Set SECRETS_COOKIE_0 to at least 16 random characters, for example the output of `openssl rand -hex 16`, and keep it: whoever changes it signs everybody out",
    };
  }
  const orBase = (list: string[]) => (list.length > 0 ? list : base);
  return {
    // Those for cookies open, too: what was sealed while there was no secret of its own stays readable.
    default: [...new Set([...orBase(secrets.default), ...secrets.cookie])],
    cookie: orBase(secrets.cookie),
    pagination: orBase(secrets.pagination),
    cipher: secrets.cipher,
  };
}

/** Values for trying out begin like that, in the files that come with the app; they are known to everybody. */
const TRYING_OUT = "for-trying-out";

/**
 * @param baseUrl  of the public API: on one's own machine anything goes
 * @returns a line for each list that has such a value
 */
export function knownSecrets(secrets: Secrets, baseUrl: string): string[] {
  const { hostname } = new URL(baseUrl);
  if (hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.")) return [];
  return (["default", "cookie", "cipher", "pagination"] as const)
    .filter((name) => secrets[name].some((secret) => secret.startsWith(TRYING_OUT)))
    .map(
      (name) =>
        `secrets.${name}: has the value for trying out on one's own machine, which everybody knows. Set it to random characters`,
    );
}

function generate({ isDev, warn }: { isDev: boolean; warn: (text: string) => void }): string[] | undefined {
  if (!isDev) return undefined;
  if (generated === undefined) {
    generated = randomBytes(32).toString("hex");
    warn(
      "secrets.cookie: is not set. One was made up for this run; everybody is signed out at the next start",
    );
  }
  return [generated];
}
