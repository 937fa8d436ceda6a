// The identity servers that are measured side by side: the embedded one, and an Ory Kratos where one is given.
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
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
 * @property {() => Promise<number>} cpuSeconds used since the start; not a number where the system does not tell
 * @property {() => Promise<void>} stop
 *
 * @typedef {object} StartOptions
 * @property {number} [publicPort] default: any that is free
 * @property {Record<string, string>} [settings] more of them, as environment variables
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
 * Runs each contender on a fresh database for as long as the measurement lasts.
 *
 * @template T
 * @param {Contender[]} contenders
 * @param {(servers: Server[]) => Promise<T>} measure
 * @param {StartOptions} [options]
 * @returns {Promise<T>}
 */
export function withServers(contenders, measure, options) {
  return withDatabases(contenders, async (databases) => {
    /** @type {Server[]} */
    const servers = [];
    try {
      for (const [index, contender] of contenders.entries()) {
        servers.push(await start(contender, databases[index] ?? "", options));
      }
      return await measure(servers);
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
    }
  });
}

/**
 * A fresh database for each contender, gone in the end.
 *
 * @template T
 * @param {Contender[]} contenders
 * @param {(paths: string[]) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withDatabases(contenders, use) {
  const folder = await mkdtemp(join(tmpdir(), "foyer-bench-"));
  try {
    const paths = contenders.map(({ name }, index) => join(folder, `${index}-${name}.sqlite`));
    for (const [index, contender] of contenders.entries()) await migrate(contender, paths[index] ?? "");
    return await use(paths);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Creates the database. Kratos wants that before its first start; the embedded server does it as it starts.
 *
 * @param {Contender} contender
 * @param {string} databasePath
 */
async function migrate(contender, databasePath) {
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
 * @param {StartOptions} [options]
 * @returns {Promise<Server & { readyAfterMs: number }>} once it is ready
 */
export async function start(contender, databasePath, options = {}) {
  const publicPort = options.publicPort ?? (await findFreePort(24_000 + Math.floor(Math.random() * 4_000)));
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
      ...options.settings,
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
    cpuSeconds: () => cpuSeconds(running.pid ?? 0),
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

/**
 * @param {number} pid
 * @returns {Promise<number>} by Linux' own account, in hundredths
 */
async function cpuSeconds(pid) {
  if (process.platform !== "linux") return Number.NaN;
  const [, fields = ""] = (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ");
  const [user, system] = fields.split(" ").slice(11, 13).map(Number);
  return ((user ?? Number.NaN) + (system ?? Number.NaN)) / 100;
}

/** @param {string} path */
function dsn(path) {
  return `sqlite://${path}?_fk=true`;
}
