// What the scripts need to know of identity/kratos.yml, and the environment that moves it to another origin.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { ROOT } from "./root.mjs";
import { UserError } from "./user-error.mjs";

/** Relative to the repository's root, where the server is started: the file's own `file://` paths need that. */
export const CONFIG_PATH = "identity/kratos.yml";

/** @typedef {{ [key: string]: unknown }} Mapping */

/** @returns {Promise<Mapping>} */
export async function readIdentityConfig() {
  const text = await readFile(join(ROOT, CONFIG_PATH), "utf8").catch(() => {
    throw new UserError(`${CONFIG_PATH} is missing: the identity server is configured there.`);
  });
  const config = parseYaml(text);
  if (!isMapping(config)) throw new UserError(`${CONFIG_PATH} holds no settings.`);
  return config;
}

/**
 * The value at a dotted path, where the environment overrides the file in Kratos's way: `serve.public.port` is
 * SERVE_PUBLIC_PORT, the first entry of a list also has `_0` at its end.
 *
 * @param {Mapping} config
 * @param {Record<string, string | undefined>} env
 * @param {string} path
 * @returns {{ value: string, from: "environment" | "file" } | undefined}
 * @see https://www.ory.com/docs/kratos/configuring
 */
export function setting(config, env, path) {
  const name = environmentName(path.split("."));
  const override = env[name] || env[`${name}_0`];
  if (override) return { value: override, from: "environment" };

  /** @type {unknown} */
  let value = config;
  for (const key of path.split(".")) value = isMapping(value) ? value[key] : undefined;
  if (Array.isArray(value)) value = value[0];
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return undefined;
  return { value: String(value), from: "file" };
}

/**
 * The app's own origin as the file has it: where its sign-in page is.
 *
 * @param {Mapping} config
 * @param {Record<string, string | undefined>} env
 * @returns {string}
 */
export function configuredOrigin(config, env) {
  const url = setting(config, env, "selfservice.flows.login.ui_url")?.value;
  if (!url || !URL.canParse(url)) {
    throw new UserError(
      `${CONFIG_PATH}: selfservice.flows.login.ui_url is not an address. It names the app's sign-in page.`,
    );
  }
  return new URL(url).origin;
}

/**
 * Environment overrides which move every address in the file from one origin to another. They are found by their
 * values, so whatever a fork adds to the file moves along; so does the domain that keys are bound to. An address which
 * the environment already sets is left alone.
 *
 * @param {Mapping} config
 * @param {string} from origin that the file names, such as http://localhost:3000
 * @param {string} to origin that the app is reached at
 * @param {Record<string, string | undefined>} env
 * @returns {Record<string, string>}
 */
export function originOverrides(config, from, to, env) {
  /** @type {Record<string, string>} */
  const overrides = {};
  if (from === to) return overrides;
  visitStrings(config, [], (path, text) => {
    if (text !== from && !text.startsWith(`${from}/`)) return;
    // A whole list may be overridden by the name of the list, one entry by its place in it.
    const isSet = env[environmentName(path)] || env[environmentName(path.slice(0, -1))];
    if (!isSet) overrides[environmentName(path)] = to + text.slice(from.length);
  });
  // Passkeys and security keys are bound to the app's domain, which the file names without a scheme.
  for (const method of ["passkey", "webauthn"]) {
    const path = `selfservice.methods.${method}.config.rp.id`;
    const id = setting(config, env, path);
    const domain = new URL(to).hostname;
    if (id?.from === "file" && id.value === new URL(from).hostname && id.value !== domain) {
      overrides[environmentName(path.split("."))] = domain;
    }
  }
  return overrides;
}

/**
 * @param {unknown} value
 * @param {string[]} path
 * @param {(path: string[], text: string) => void} visit
 */
function visitStrings(value, path, visit) {
  if (typeof value === "string") visit(path, value);
  else if (Array.isArray(value))
    value.forEach((item, index) => visitStrings(item, [...path, String(index)], visit));
  else if (isMapping(value))
    for (const key of Object.keys(value)) visitStrings(value[key], [...path, key], visit);
}

/** @param {string[]} path */
function environmentName(path) {
  return path.join("_").toUpperCase();
}

/** @param {string} text */
function parseYaml(text) {
  try {
    return /** @type {unknown} */ (parse(text));
  } catch (error) {
    throw new UserError(
      `${CONFIG_PATH} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/**
 * @param {unknown} value
 * @returns {value is Mapping}
 */
function isMapping(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
