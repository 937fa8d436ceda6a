// The embedded identity server as the commands see it: its bundle, its addresses, its start.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { CONFIG_PATH, setting } from "./identity-config.mjs";
import { findFreePort, parsePort, portState } from "./ports.mjs";
import { startNode } from "./processes.mjs";
import { ROOT, STATE_FOLDER } from "./root.mjs";
import { APP_SECRET } from "./secrets.mjs";
import { UserError } from "./user-error.mjs";

/**
 * @typedef {Record<string, string | undefined>} Environment
 * @typedef {import("./identity-config.mjs").Mapping} Mapping
 */

const PACKAGE = join(ROOT, "packages/identity-server");
const BUNDLE = join(PACKAGE, "dist/cli.js");

/** A fork that runs on Ory Kratos or Ory Network may have deleted it. */
export function hasIdentityServer() {
  return existsSync(join(PACKAGE, "package.json"));
}

/** @param {Environment} env */
export function usesEmbeddedServer(env) {
  if (env.ORY_SDK_URL) return false;
  if (hasIdentityServer()) return true;
  throw new UserError(
    "ORY_SDK_URL is not set, and there is no embedded identity server here (packages/identity-server).\n" +
      "Set ORY_SDK_URL to the public address of your Ory Kratos or Ory Network project, in .env.local for example.",
  );
}

/** Bundles the server's sources, which takes a fraction of a second. */
export async function buildIdentityServer() {
  try {
    await promisify(execFile)(process.execPath, [join(PACKAGE, "build.mjs")], { cwd: PACKAGE });
  } catch (error) {
    const output =
      error && typeof error === "object" && "stderr" in error ? String(error.stderr) : String(error);
    throw new UserError(`The identity server cannot be bundled:\n\n${output.trim()}`);
  }
}

/** @returns {Promise<boolean>} whether a source is newer than the bundle, or there is none */
export async function isBundleStale() {
  const built = await modifiedAt(BUNDLE);
  if (built === 0) return true;
  const inputs = [
    ...(await filesIn("src")),
    ...(await filesIn("bundle")),
    join(PACKAGE, "build.mjs"),
    join(PACKAGE, "package.json"),
    join(ROOT, "package-lock.json"),
  ];
  const times = await Promise.all(inputs.map(modifiedAt));
  return times.some((time) => time > built);
}

/**
 * The server's two ports. One that the environment names must be free; one that is only the file's default makes room.
 *
 * @param {Mapping} config
 * @param {Environment} env
 * @param {object} options
 * @param {number[]} options.reserved ports that others of this run will use
 * @param {(text: string) => void} options.writeLine is told of a port that had to be changed
 * @returns {Promise<{ publicPort: number, adminPort: number }>}
 */
export async function chooseIdentityPorts(config, env, { reserved, writeLine }) {
  const publicPort = await choosePort(config, env, "public", 4433, reserved, writeLine);
  const adminPort = await choosePort(config, env, "admin", 4434, [...reserved, publicPort], writeLine);
  return { publicPort, adminPort };
}

/**
 * @param {object} options
 * @param {Environment} options.env
 * @param {number} options.publicPort
 * @param {number} options.adminPort
 * @param {boolean} options.isDevelopment
 * @param {(text: string) => void} options.writeLine
 */
export async function startIdentityServer({ env, publicPort, adminPort, isDevelopment, writeLine }) {
  if (!existsSync(BUNDLE)) throw new UserError("The identity server is not built yet. Run: npm run build");
  // The database file's default place.
  await mkdir(STATE_FOLDER, { recursive: true });
  return startNode({
    name: "identity",
    nodeOptions: isDevelopment ? ["--enable-source-maps"] : [],
    args: [BUNDLE, "serve", "-c", CONFIG_PATH, ...(isDevelopment ? ["--dev"] : []), "--watch-courier"],
    env: {
      ...env,
      SERVE_PUBLIC_PORT: String(publicPort),
      SERVE_ADMIN_PORT: String(adminPort),
      // Each server has its own secrets.
      [APP_SECRET.name]: undefined,
    },
    writeLine,
  });
}

/**
 * @param {Mapping} config
 * @param {Environment} env
 * @param {"public" | "admin"} which
 * @param {number} fallback Kratos's own default
 * @param {number[]} reserved
 * @param {(text: string) => void} writeLine
 */
async function choosePort(config, env, which, fallback, reserved, writeLine) {
  const variable = `SERVE_${which.toUpperCase()}_PORT`;
  const found = setting(config, env, `serve.${which}.port`);
  const port = found ? parsePort(found.value, found.from === "file" ? CONFIG_PATH : variable) : fallback;
  const state = reserved.includes(port) ? "taken" : await portState(port);
  if (state === "free") return port;
  if (found?.from === "environment") {
    throw new UserError(
      `Port ${port}, which ${variable} names for the identity server's ${which} API, is ${state === "taken" ? "in use" : "not allowed for this user"}.\n` +
        `Stop what listens there, or set ${variable} to another port.`,
    );
  }
  const other = await findFreePort(Math.max(port + 1, 1024), reserved);
  writeLine(
    `port ${port} is in use; the ${which} API listens on ${other} instead (${variable} chooses another)`,
  );
  return other;
}

/** @param {string} folder of the package */
async function filesIn(folder) {
  const names = await readdir(join(PACKAGE, folder), { recursive: true });
  return names.map((name) => join(PACKAGE, folder, name));
}

/** @param {string} path */
async function modifiedAt(path) {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}
