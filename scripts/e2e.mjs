// `npm run test:e2e [-- Playwright's arguments]`: the end-to-end suite in a real browser.
//
// By itself it needs nothing: it starts the embedded identity server (SQLite in a temporary folder) and the built app
// on free ports, twice: once as identity/kratos.yml has it, once with the VARIANT of its settings below. Environment:
//
//   FOYER_DIST_DIR   the app's build to test, used as it is if it exists; without it `.next`, built anew when it is
//                    older than a source
//   FOYER_BROWSER    the browser's executable, if it is to be a certain one
//
// On a real Ory Kratos that is started in the same way, with FOYER_E2E_BACKEND=kratos:
//
//   KRATOS_BIN       path of a Kratos 26.2 binary that can do SQLite
//
// Against a service that runs already, such as Ory Kratos:
//
//   ORY_SDK_URL      its public API
//   ORY_ADMIN_URL    its admin API: people are made and removed there, and mails are read there (/admin/courier/messages
//                    shows bodies only when Kratos runs with --dev) unless FOYER_INBOX_URL is set
//   FOYER_INBOX_URL  a dev inbox's list of mails as JSON ({ id, recipient, subject, text }), asked with ?recipient=
//                    (the app's own mails go to a mail server that the suite starts)
//   APP_URL or PORT  where the app is started: the service's `serve.public.base_url` (<origin>/api/ory/), `ui_url`s and
//                    return addresses must begin with this origin. http://localhost:3000 if neither is set
//   FOYER_E2E_BACKEND  `kratos` (default) or `embedded`: whether tests of what Foyer's own server does more safely run
//   KRATOS_BIN       a Kratos 26.2 binary, for the tests that need a service configured in a way of their own; without
//                    it they are skipped by name
//   FOYER_E2E_VARIANT_SDK_URL, _ADMIN_URL, _APP_URL  a second service, started with the VARIANT below; without it the
//                    tests that need it are skipped by name
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { NEXT, parseAppUrl } from "./lib/app-server.mjs";
import { buildIdentityServer, isBundleStale, usesEmbeddedServer } from "./lib/identity-server.mjs";
import { requireBrowser } from "./lib/install-browser.mjs";
import { parsePort } from "./lib/ports.mjs";
import { ROOT } from "./lib/root.mjs";
import { runToEnd } from "./lib/run-to-end.mjs";
import { useTestDatabase } from "./lib/test-database.mjs";
import { startAppFor, startAppsPost, startEmbeddedStack, startKratosStack } from "./lib/test-stack.mjs";
import { runMain, UserError } from "./lib/user-error.mjs";

/** @typedef {import("./lib/test-stack.mjs").Stack} Stack */

const VARIANT = {
  SELFSERVICE_FLOWS_REGISTRATION_STYLE: "profile_first",
  SELFSERVICE_FLOWS_LOGIN_LIFESPAN: "8s",
  SELFSERVICE_FLOWS_SETTINGS_PRIVILEGED_SESSION_MAX_AGE: "5s",
  SELFSERVICE_FLOWS_RECOVERY_USE: "link",
  SELFSERVICE_FLOWS_VERIFICATION_USE: "link",
};

await runMain(async () => {
  const { env } = process;
  const distDir = env.FOYER_DIST_DIR ?? ".next";
  await requireBuild(distDir, { isGiven: env.FOYER_DIST_DIR !== undefined });
  const { path: browser } = await requireBrowser(console.log);

  /** @type {(() => Promise<unknown>)[]} */
  const stops = [];
  try {
    stops.push(await useTestDatabase());
    const suite = await startSuite(distDir, env, stops);
    return await runPlaywright({ ...suite, distDir }, browser);
  } finally {
    await Promise.all(stops.map((stop) => stop()));
  }
});

/**
 * @param {string} distDir
 * @param {NodeJS.ProcessEnv} env
 * @param {(() => Promise<unknown>)[]} stops
 */
async function startSuite(distDir, env, stops) {
  if (env.ORY_SDK_URL) return startInFrontOfGiven(distDir, env, stops);
  if (env.FOYER_E2E_BACKEND === "kratos") {
    const binary = required(env, "KRATOS_BIN");
    return {
      backend: "kratos",
      kratosBinary: binary,
      ...(await startBoth(stops, (options) => startKratosStack({ ...options, distDir, binary }))),
    };
  }
  // Says what is missing where a fork has no server of its own.
  usesEmbeddedServer(env);
  if (await isBundleStale()) await buildIdentityServer();
  return {
    backend: "embedded",
    ...(await startBoth(stops, (options) => startEmbeddedStack({ ...options, distDir }))),
  };
}

/**
 * @param {(() => Promise<unknown>)[]} stops
 * @param {(options: { name: string, overrides?: Record<string, string> }) => ReturnType<typeof startEmbeddedStack>} start
 */
async function startBoth(stops, start) {
  const started = await Promise.allSettled([
    start({ name: "main" }),
    start({ name: "variant", overrides: VARIANT }),
  ]);
  for (const each of started) if (each.status === "fulfilled") stops.push(each.value.stop);
  const [main, variant] = started.map((each) => {
    if (each.status === "rejected") throw each.reason;
    return each.value.stack;
  });
  return { main, variant };
}

/**
 * @param {string} distDir
 * @param {NodeJS.ProcessEnv} env
 * @param {(() => Promise<unknown>)[]} stops
 */
async function startInFrontOfGiven(distDir, env, stops) {
  const appUrl = env.APP_URL ?? `http://localhost:${env.PORT ? parsePort(env.PORT, "PORT") : 3000}`;
  const main = givenStack(env, { prefix: "ORY_", appUrl });
  const variant = env.FOYER_E2E_VARIANT_SDK_URL
    ? givenStack(env, { prefix: "FOYER_E2E_VARIANT_", appUrl: required(env, "FOYER_E2E_VARIANT_APP_URL") })
    : undefined;
  for (const [name, stack] of Object.entries({ main, variant })) {
    if (!stack) continue;
    const post = await startAppsPost(undefined);
    stops.push(post.stop);
    stack.appMailsUrl = post.mailsUrl;
    const { appUrl } = stack;
    const app = await startAppFor({ name, distDir, appUrl, service: stack, settings: post.settings });
    stops.push(() => app.stop());
  }
  return { backend: env.FOYER_E2E_BACKEND ?? "kratos", kratosBinary: env.KRATOS_BIN, main, variant };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {{ prefix: string, appUrl: string }} options
 * @returns {Stack}
 */
function givenStack(env, { prefix, appUrl }) {
  return {
    appUrl: parseAppUrl(appUrl),
    publicUrl: required(env, `${prefix}SDK_URL`).replace(/\/+$/, ""),
    adminUrl: required(env, `${prefix}ADMIN_URL`).replace(/\/+$/, ""),
    inboxUrl: prefix === "ORY_" ? env.FOYER_INBOX_URL : undefined,
  };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} name
 */
function required(env, name) {
  const value = env[name];
  if (value) return value;
  throw new UserError(
    `${name} is not set. The head of scripts/e2e.mjs says what the suite needs of a given service.`,
  );
}

/**
 * @param {object} suite what tests/e2e/fixtures/stack.ts reads
 * @param {string} browser path of the executable
 * @returns {Promise<number>} exit code
 */
function runPlaywright(suite, browser) {
  const cli = join(ROOT, "node_modules/@playwright/test/cli.js");
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, "test", ...process.argv.slice(2)], {
      cwd: ROOT,
      env: { ...process.env, FOYER_E2E_SUITE: JSON.stringify(suite), FOYER_BROWSER: browser },
      stdio: "inherit",
    });
    // Ctrl-C reaches Playwright by the terminal; what else ends this command is handed on. Either way the servers are
    // stopped once it is done.
    process.on("SIGINT", () => {});
    process.on("SIGTERM", () => child.kill("SIGTERM"));
    child.once("error", () => resolve(1));
    child.once("close", (code) => resolve(code ?? 1));
  });
}

/**
 * @param {string} distDir
 * @param {{ isGiven: boolean }} options
 */
async function requireBuild(distDir, { isGiven }) {
  const buildId = join(ROOT, distDir, "BUILD_ID");
  if (existsSync(buildId) && (isGiven || !(await isOlderThanSources(buildId)))) return;
  console.log(`Building the app into ${distDir}`);
  const code = await runToEnd(process.execPath, [NEXT, "build"]);
  if (code !== 0) throw new UserError("The app cannot be built; the reason stands above.");
}

/** @param {string} buildId */
async function isOlderThanSources(buildId) {
  const { mtimeMs: builtAt } = await stat(buildId);
  const files = [
    "middleware.ts",
    "instrumentation.ts",
    "next.config.js",
    "tailwind.config.ts",
    "package-lock.json",
  ];
  for (const folder of ["app", "components", "lib", "identity"]) {
    for (const name of await readdir(join(ROOT, folder), { recursive: true })) files.push(join(folder, name));
  }
  const times = await Promise.all(
    files.map((name) =>
      stat(join(ROOT, name)).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  );
  return times.some((time) => time > builtAt);
}
