// The identity servers that are measured side by side: the embedded one, and an Ory Kratos where one is given.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { CONFIG_PATH } from "../../scripts/lib/identity-config.mjs";
import { findFreePort } from "../../scripts/lib/ports.mjs";
import { signalGroup, startProcess } from "../../scripts/lib/processes.mjs";
import { ROOT } from "../../scripts/lib/root.mjs";
import { UserError } from "../../scripts/lib/user-error.mjs";

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {string} command
 * @property {string[]} args what comes before Kratos's own arguments
 *
 * @typedef {object} Server one that runs
 * @property {string} publicUrl
 * @property {string} adminUrl
 * @property {() => Promise<number>} residentBytes
 * @property {() => Promise<void>} stop
 */

// Both read the same configuration. Neither spends time on a line of log for each request.
const SETTINGS = {
  LOG_LEVEL: "error",
  SECRETS_COOKIE_0: "a cookie secret for measurements",
  SECRETS_CIPHER_0: "a cipher secret for measurements",
  COURIER_SMTP_CONNECTION_URI: "smtp://127.0.0.1:9/?disable_starttls=true",
};

/** @type {Contender} */
export const EMBEDDED = {
  name: "Foyer",
  command: process.execPath,
  args: [join(ROOT, "packages/identity-server/dist/cli.js")],
};

/**
 * @param {string} binary
 * @returns {Contender}
 */
export function kratos(binary) {
  return { name: "Kratos", command: binary, args: [] };
}

/**
 * Creates the database. Kratos wants that before its first start; the embedded server does it as it starts.
 *
 * @param {Contender} contender
 * @param {string} databasePath
 */
export async function migrate(contender, databasePath) {
  if (contender === EMBEDDED) return;
  await promisify(execFile)(
    contender.command,
    [...contender.args, "migrate", "sql", "-e", "--yes", "-c", CONFIG_PATH],
    {
      cwd: ROOT,
      env: { ...process.env, ...SETTINGS, DSN: dsn(databasePath) },
    },
  );
}

/**
 * @param {Contender} contender
 * @param {string} databasePath
 * @returns {Promise<Server & { readyAfterMs: number }>} once it is ready
 */
export async function start(contender, databasePath) {
  const publicPort = await findFreePort(24_000 + Math.floor(Math.random() * 4_000));
  const adminPort = await findFreePort(publicPort + 1);
  const publicUrl = `http://127.0.0.1:${publicPort}`;
  const startedAt = performance.now();
  /** @type {string[]} */
  const output = [];
  const running = startProcess({
    name: contender.name,
    command: contender.command,
    args: [...contender.args, "serve", "-c", CONFIG_PATH, "--watch-courier"],
    env: {
      ...process.env,
      ...SETTINGS,
      DSN: dsn(databasePath),
      SERVE_PUBLIC_PORT: String(publicPort),
      SERVE_ADMIN_PORT: String(adminPort),
    },
    writeLine: (line) => output.push(line),
  });
  // Whatever ends the measurement, no server outlives it.
  const endWithUs = () => signalGroup(running.pid, "SIGKILL");
  process.once("exit", endWithUs);
  const stop = async () => {
    await running.stop();
    process.off("exit", endWithUs);
  };

  while (!(await isReady(publicUrl))) {
    if (!running.isRunning() || performance.now() - startedAt > 30_000) {
      await stop();
      throw new UserError(`${contender.name} did not get ready:\n\n${output.slice(-20).join("\n")}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return {
    publicUrl,
    adminUrl: `http://127.0.0.1:${adminPort}`,
    readyAfterMs: performance.now() - startedAt,
    residentBytes: () => residentBytes(running.pid ?? 0),
    stop,
  };
}

/** @param {string} publicUrl */
async function isReady(publicUrl) {
  try {
    return (await fetch(`${publicUrl}/health/ready`)).status === 200;
  } catch {
    return false;
  }
}

/**
 * @param {number} pid
 * @returns {Promise<number>}
 */
async function residentBytes(pid) {
  if (process.platform === "linux") {
    const status = await readFile(`/proc/${pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024;
  }
  const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
  return Number(stdout) * 1024;
}

/** @param {string} path */
function dsn(path) {
  return `sqlite://${path}?_fk=true`;
}
