// App and identity server for tests and screenshots: free ports, a database that is thrown away, light password hashes.
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApp } from "./app-server.mjs";
import { configuredOrigin, originOverrides, readIdentityConfig } from "./identity-config.mjs";
import { startIdentityServer } from "./identity-server.mjs";
import { startKratos } from "./kratos.mjs";
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
 * @typedef {Service & { appUrl: string, appMailsUrl?: string }} Stack `appMailsUrl` lists the mails of the app itself
 */

// Tests hash a few hundred passwords; strength is no matter there.
const LIGHT_HASHES = { HASHERS_ARGON2_MEMORY: "1MB", HASHERS_ARGON2_ITERATIONS: "1" };

/**
 * @typedef {object} StackOptions
 * @property {string} name for the log files in .foyer/test-logs
 * @property {string} distDir the app's build
 * @property {Record<string, string>} [overrides] settings of the identity service, as environment variables
 * @property {Record<string, string>} [appSettings] settings of the app, likewise
 */

/**
 * The embedded server and the built app in front of it.
 *
 * @param {StackOptions} options
 * @returns {Promise<{ stack: Stack, stop: () => Promise<void> }>}
 */
export function startEmbeddedStack(options) {
  return startStack(options, {
    environment: { FOYER_IDENTITY_ANSWERS: "checked" },
    hasInbox: true,
    start: (start) => startIdentityServer({ ...start, isDevelopment: true }),
  });
}

/**
 * Ory Kratos with the same configuration, and the built app in front of it. Messages stay in Kratos's queue, unless the
 * settings name channels to send them by.
 *
 * @param {StackOptions & { binary: string }} options `binary` is the path of a Kratos 26.2 that can do SQLite
 * @returns {Promise<{ stack: Stack, stop: () => Promise<void> }>}
 */
export function startKratosStack({ binary, ...options }) {
  return startStack(options, {
    // It wants a mail server's address even where it sends nothing.
    environment: { COURIER_SMTP_CONNECTION_URI: "smtp://127.0.0.1:1/?disable_starttls=true" },
    hasInbox: false,
    start: (start) =>
      startKratos({
        ...start,
        binary,
        sendsMessages: Object.keys(options.overrides ?? {}).some((name) =>
          name.startsWith("COURIER_CHANNELS_"),
        ),
      }),
  });
}

/**
 * @typedef {object} IdentityStart
 * @property {Record<string, string | undefined>} env
 * @property {number} publicPort
 * @property {number} adminPort
 * @property {(text: string) => void} writeLine
 *
 * @param {StackOptions} options
 * @param {object} service
 * @param {Record<string, string>} service.environment what this service needs and the settings may override
 * @param {boolean} service.hasInbox whether it shows its messages at /dev/inbox
 * @param {(start: IdentityStart) => Promise<RunningProcess>} service.start
 * @returns {Promise<{ stack: Stack, stop: () => Promise<void> }>}
 */
async function startStack({ name, distDir, overrides = {}, appSettings = {} }, service) {
  const folder = await mkdtemp(join(tmpdir(), "foyer-e2e-"));
  const { appPort, publicPort, adminPort } = await findFreePorts();
  const appUrl = `http://localhost:${appPort}`;
  const publicUrl = `http://127.0.0.1:${publicPort}`;
  const adminUrl = `http://127.0.0.1:${adminPort}`;
  const config = await readIdentityConfig();
  const identity = await service.start({
    env: {
      ...process.env,
      ...originOverrides(config, configuredOrigin(config, {}), appUrl, {}),
      ...LIGHT_HASHES,
      DSN: `sqlite://${join(folder, "identity.sqlite")}?_fk=true&_busy_timeout=10000`,
      SERVE_PUBLIC_HOST: "127.0.0.1",
      SERVE_ADMIN_HOST: "127.0.0.1",
      SERVE_ADMIN_BASE_URL: `${adminUrl}/`,
      SECRETS_COOKIE_0: generateSecret(),
      SECRETS_CIPHER_0: generateSecret(),
      APP_URL: appUrl,
      ...service.environment,
      ...overrides,
    },
    publicPort,
    adminPort,
    writeLine: await openLog(`${name}-identity`),
  });
  const stopIdentity = async () => {
    await identity.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(identity, `${publicUrl}/health/ready`, `${name}-identity`);
    const addresses = {
      publicUrl,
      adminUrl,
      ...(service.hasInbox && { inboxUrl: `${publicUrl}/dev/inbox/messages` }),
    };
    const post = await startAppsPost(addresses.inboxUrl);
    try {
      const settings = { ...post.settings, ...appSettings };
      const app = await startAppFor({ name, distDir, appUrl, service: addresses, settings });
      return {
        stack: { ...addresses, appUrl, appMailsUrl: post.mailsUrl },
        stop: async () => {
          await app.stop();
          await post.stop();
          await stopIdentity();
        },
      };
    } catch (error) {
      await post.stop();
      throw error;
    }
  } catch (error) {
    await stopIdentity();
    throw error;
  }
}

/**
 * Where the app's own mails go: to the dev inbox where there is one, else to a mail server of the tests.
 *
 * @param {string | undefined} inboxUrl
 * @returns {Promise<{ settings: Record<string, string>, mailsUrl: string, stop: () => Promise<void> }>}
 */
export async function startAppsPost(inboxUrl) {
  if (inboxUrl !== undefined) {
    return {
      settings: { MAIL_INBOX_URL: inboxUrl },
      mailsUrl: `${inboxUrl}?template_type=stub`,
      stop: async () => {},
    };
  }
  const { startMailCatcher } = await import("./mail-catcher.mjs");
  const { smtpUri, mailsUrl, stop } = await startMailCatcher();
  return { settings: { MAIL_SMTP_URI: smtpUri, MAIL_FROM: "Foyer <hello@foyer.example>" }, mailsUrl, stop };
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
