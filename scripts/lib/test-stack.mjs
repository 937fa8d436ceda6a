// App and identity server for tests and screenshots: free ports, a database that is thrown away, light password hashes.
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApp } from "./app-server.mjs";
import { configuredOrigin, originOverrides, readIdentityConfig } from "./identity-config.mjs";
import { startIdentityServer } from "./identity-server.mjs";
import { findFreePort } from "./ports.mjs";
import { STATE_FOLDER } from "./root.mjs";
import { generateSecret } from "./secrets.mjs";
import { UserError } from "./user-error.mjs";
import { waitForHttp } from "./wait-for-http.mjs";

/**
 * @typedef {import("./processes.mjs").RunningProcess} RunningProcess
 *
 * @typedef {object} Service an identity service that answers
 * @property {string} publicUrl
 * @property {string} adminUrl
 * @property {string} [inboxUrl] the dev inbox's list of mails as JSON, where there is one
 *
 * @typedef {Service & { appUrl: string }} Stack
 */

// Tests hash a few hundred passwords; strength is no matter there.
const LIGHT_HASHES = { HASHERS_ARGON2_MEMORY: "1MB", HASHERS_ARGON2_ITERATIONS: "1" };

/**
 * The embedded server and the built app in front of it.
 *
 * @param {object} options
 * @param {string} options.name for the log files in .foyer/test-logs
 * @param {string} options.distDir the app's build
 * @param {Record<string, string>} [options.overrides] settings of the identity server, as environment variables
 * @param {Record<string, string>} [options.appSettings] settings of the app, likewise
 * @returns {Promise<{ stack: Stack, stop: () => Promise<void> }>}
 */
export async function startEmbeddedStack({ name, distDir, overrides = {}, appSettings = {} }) {
  const folder = await mkdtemp(join(tmpdir(), "foyer-e2e-"));
  const { appPort, publicPort, adminPort } = await findFreePorts();
  const appUrl = `http://localhost:${appPort}`;
  const publicUrl = `http://127.0.0.1:${publicPort}`;
  const adminUrl = `http://127.0.0.1:${adminPort}`;
  const config = await readIdentityConfig();
  const identity = await startIdentityServer({
    env: {
      ...process.env,
      ...originOverrides(config, configuredOrigin(config, {}), appUrl, {}),
      ...LIGHT_HASHES,
      DSN: `sqlite://${join(folder, "identity.sqlite")}?_fk=true`,
      SERVE_PUBLIC_HOST: "127.0.0.1",
      SERVE_ADMIN_HOST: "127.0.0.1",
      SERVE_ADMIN_BASE_URL: `${adminUrl}/`,
      SECRETS_COOKIE_0: generateSecret(),
      SECRETS_CIPHER_0: generateSecret(),
      APP_URL: appUrl,
      FOYER_IDENTITY_ANSWERS: "checked",
      ...overrides,
    },
    publicPort,
    adminPort,
    isDevelopment: true,
    writeLine: await openLog(`${name}-identity`),
  });
  const stopIdentity = async () => {
    await identity.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(identity, `${publicUrl}/health/ready`, `${name}-identity`);
    const service = { publicUrl, adminUrl, inboxUrl: `${publicUrl}/dev/inbox/messages` };
    const app = await startAppFor({ name, distDir, appUrl, service, settings: appSettings });
    return {
      stack: { ...service, appUrl },
      stop: async () => {
        await app.stop();
        await stopIdentity();
      },
    };
  } catch (error) {
    await stopIdentity();
    throw error;
  }
}

/**
 * The built app alone, in front of a service that runs already.
 *
 * @param {object} options
 * @param {string} options.name
 * @param {string} options.distDir
 * @param {string} options.appUrl origin to start it at
 * @param {Service} options.service
 * @param {Record<string, string>} [options.settings] more environment variables
 * @returns {Promise<RunningProcess>} once it answers
 */
export async function startAppFor({ name, distDir, appUrl, service, settings = {} }) {
  const { port, hostname } = new URL(appUrl);
  const app = startApp({
    mode: "start",
    port: Number(port || 80),
    hostname,
    env: {
      ...process.env,
      FOYER_DIST_DIR: distDir,
      FOYER_SECRET: generateSecret(),
      APP_URL: appUrl,
      ORY_SDK_URL: service.publicUrl,
      ORY_ADMIN_URL: service.adminUrl,
      ...settings,
    },
    writeLine: await openLog(`${name}-app`),
  });
  try {
    await untilReady(app, `${appUrl}/health/live`, `${name}-app`);
  } catch (error) {
    await app.stop();
    throw error;
  }
  return app;
}

/**
 * @param {RunningProcess} running
 * @param {string} url
 * @param {string} logName
 */
async function untilReady(running, url, logName) {
  const state = await waitForHttp(url, {
    accepts: (status) => status === 200,
    isAlive: running.isRunning,
    timeoutMs: 30_000,
  });
  if (state === "ready") return;
  const problem = state === "ended" ? "ended while it started" : "did not answer within 30 seconds";
  throw new UserError(`The ${running.name} process ${problem}. Its output is in ${logPath(logName)}.`);
}

/** @param {string} name */
async function openLog(name) {
  await mkdir(join(STATE_FOLDER, "test-logs"), { recursive: true });
  const stream = createWriteStream(logPath(name));
  return (/** @type {string} */ line) => void stream.write(`${line}\n`);
}

/** @param {string} name */
function logPath(name) {
  return join(STATE_FOLDER, "test-logs", `${name}.log`);
}

/** From a random start, so that two runs at once don't wait for the same ones. */
async function findFreePorts() {
  const start = 20_000 + Math.floor(Math.random() * 10_000);
  const appPort = await findFreePort(start);
  const publicPort = await findFreePort(appPort + 1);
  const adminPort = await findFreePort(publicPort + 1);
  return { appPort, publicPort, adminPort };
}
