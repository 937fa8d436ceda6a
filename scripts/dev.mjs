// `npm run dev`: the identity server and the app in one terminal, ready for a first sign-up.
import { appMailOverrides } from "./lib/app-mail.mjs";
import { defaultPort, parseAppUrl, reachedAt, requireFreePort, startApp } from "./lib/app-server.mjs";
import { readServerArguments } from "./lib/arguments.mjs";
import { loadEnvironment } from "./lib/environment.mjs";
import { configuredOrigin, originOverrides, readIdentityConfig } from "./lib/identity-config.mjs";
import {
  buildIdentityServer,
  chooseIdentityPorts,
  isBundleStale,
  startIdentityServer,
  usesEmbeddedServer,
} from "./lib/identity-server.mjs";
import { bold, createOutput, dim } from "./lib/output.mjs";
import { APP_SECRET, developmentSecrets, missingSecrets } from "./lib/secrets.mjs";
import { createSupervisor } from "./lib/supervisor.mjs";
import { runMain } from "./lib/user-error.mjs";
import { waitForHttp } from "./lib/wait-for-http.mjs";

const USAGE = `Usage: npm run dev -- [--port 3000] [--hostname localhost]

Starts the identity server and the app. With ORY_SDK_URL set, the app alone, on that service.`;

await runMain(async () => {
  const env = loadEnvironment("development");
  const args = readServerArguments(process.argv.slice(2), env, USAGE);
  if (args.kind === "help") {
    console.log(USAGE);
    return 0;
  }

  const isEmbedded = usesEmbeddedServer(env);
  const config = isEmbedded ? await readIdentityConfig() : undefined;
  const fileOrigin = config && configuredOrigin(config, env);
  const port = args.port ?? defaultPort(fileOrigin);
  await requireFreePort(port, "npm run dev");
  const origin = env.APP_URL ? parseAppUrl(env.APP_URL) : `http://localhost:${port}`;
  const secrets = await developmentSecrets(missingSecrets(env, config));

  const output = createOutput(["identity", "app"]);
  const supervisor = createSupervisor();
  /** @type {Record<string, string>} */
  const appOverrides = { ...pick(secrets, APP_SECRET.name), APP_URL: origin };
  /** @type {Promise<"ready" | "ended" | "timeout">} */
  let identityReady = Promise.resolve("ready");

  if (config && fileOrigin) {
    const writeLine = output.source("identity");
    const ports = await chooseIdentityPorts(config, env, { reserved: [port], writeLine });
    if (await isBundleStale()) await buildIdentityServer();
    const identity = await startIdentityServer({
      env: { ...env, ...secrets, ...originOverrides(config, fileOrigin, origin, env), APP_URL: origin },
      ...ports,
      isDevelopment: true,
      writeLine,
    });
    supervisor.add(identity);
    appOverrides.ORY_SDK_URL = `http://127.0.0.1:${ports.publicPort}`;
    appOverrides.ORY_ADMIN_URL = `http://127.0.0.1:${ports.adminPort}`;
    const inboxUrl = `${appOverrides.ORY_SDK_URL}/dev/inbox/messages`;
    Object.assign(appOverrides, appMailOverrides(config, env, { inboxUrl }));
    identityReady = waitForHttp(`${appOverrides.ORY_SDK_URL}/health/ready`, {
      accepts: (status) => status === 200,
      isAlive: identity.isRunning,
      timeoutMs: 30_000,
    });
  }

  // A development server shows more than a network should see; `--hostname 0.0.0.0` opens it to other devices.
  const hostname = args.hostname ?? "localhost";
  const app = startApp({
    mode: "dev",
    port,
    hostname,
    // Next reads the .env files itself, and again when they change; so it is given only what they don't hold.
    env: { ...process.env, ...appOverrides },
    writeLine: output.source("app"),
  });
  supervisor.add(app);
  const appReady = waitForHttp(`${reachedAt(hostname, port)}/health/live`, {
    isAlive: app.isRunning,
    timeoutMs: 120_000,
  });

  const states = await Promise.all([identityReady, appReady]);
  if (states.includes("timeout")) {
    const name = states[0] === "timeout" ? "The identity server" : "The app";
    supervisor.stop(`${name} did not answer in time, so everything was stopped. Its output is above.`, 1);
  } else if (!states.includes("ended")) {
    printAddresses(
      config
        ? {
            App: origin,
            "Mail inbox": `${appOverrides.ORY_SDK_URL?.replace("127.0.0.1", "localhost")}/dev/inbox`,
          }
        : { App: origin, Identities: env.ORY_SDK_URL },
    );
  }
  return supervisor.finished;
});

/**
 * @param {Record<string, string>} values
 * @param {string} name
 */
function pick(values, name) {
  return values[name] === undefined ? {} : { [name]: values[name] };
}

/** @param {Record<string, string | undefined>} addresses */
function printAddresses(addresses) {
  const width = Math.max(...Object.keys(addresses).map((name) => name.length));
  const lines = Object.entries(addresses).map(([name, url]) => `  ${name.padEnd(width)}  ${url}`);
  console.log(`\n  ${bold("Foyer is running")}\n\n${lines.join("\n")}\n\n  ${dim("Ctrl-C stops it.")}\n`);
}
