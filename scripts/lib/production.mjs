// What has to be set before anything is served in production form, and what follows from the origin.
import { isLoopback } from "./app-server.mjs";
import { setting } from "./identity-config.mjs";
import { knownSecrets, missingSecrets } from "./secrets.mjs";
import { UserError } from "./user-error.mjs";

/**
 * @typedef {Record<string, string | undefined>} Environment
 * @typedef {import("./identity-config.mjs").Mapping} Mapping
 */

/**
 * @param {Environment} env
 * @param {Mapping | undefined} config identity/kratos.yml when the embedded server is to run
 * @param {string} origin that visitors use
 * @throws {UserError} naming everything that is missing at once
 */
export function requireProductionSettings(env, config, origin) {
  const missing = missingSecrets(env, config);
  const problems = missing.map(({ name, purpose }) => `${name} is not set (${purpose}).`);
  if (!isLoopback(origin)) {
    for (const { name, purpose } of knownSecrets(env)) {
      problems.push(`${name} has the value for trying out, which everybody knows (${purpose}).`);
    }
  }
  if (config && !setting(config, env, "courier.smtp.connection_uri")) {
    problems.push(
      "COURIER_SMTP_CONNECTION_URI is not set (the mail server, such as smtps://user:password@mail.example.com:465).",
    );
  }
  if (origin.startsWith("http:") && !isLoopback(origin)) {
    problems.push(
      `The app's address is ${origin}. Browsers keep sign-in cookies only over https: set APP_URL to the https address that visitors use.`,
    );
  }
  const cipher = env.SECRETS_CIPHER_0 || env.SECRETS_CIPHER;
  if (config && cipher && cipher.length !== 32) {
    problems.push(`SECRETS_CIPHER_0 has ${cipher.length} characters; the ciphers take exactly 32.`);
  }
  if (problems.length === 0) return;

  const advice =
    missing.length > 0 || problems.some((problem) => problem.includes("everybody knows"))
      ? "\n\nFresh secrets for this machine: npm run --silent secrets >> .env.production.local\n(git-ignored and read by npm start; keep a copy, signed-in visitors depend on them)"
      : "";
  throw new UserError(
    `Not started, because of what is set:\n\n${problems.map((each) => `  · ${each}`).join("\n")}${advice}`,
  );
}

/**
 * Outside of --dev the identity server's cookies are `Secure`. Not every browser keeps those on http://localhost, so
 * a try-out on one's own machine goes without.
 *
 * @param {Mapping} config
 * @param {Environment} env
 * @param {string} origin
 * @returns {Record<string, string>}
 */
export function productionOverrides(config, env, origin) {
  if (!origin.startsWith("http:") || !isLoopback(origin)) return {};
  /** @type {Record<string, string>} */
  const overrides = {};
  for (const path of ["cookies.secure", "session.cookie.secure"]) {
    if (!setting(config, env, path)) overrides[path.replaceAll(".", "_").toUpperCase()] = "false";
  }
  return overrides;
}
