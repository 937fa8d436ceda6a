// `npm start`: what `npm run build` made, in production form.
import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  defaultPort,
  isLoopback,
  isStandalone,
  parseAppUrl,
  reachedAt,
  requireFreePort,
  startApp,
} from "./lib/app-server.mjs";
import { appMailOverrides } from "./lib/app-mail.mjs";
import { readServerArguments } from "./lib/arguments.mjs";
import { loadEnvironment } from "./lib/environment.mjs";
import { configuredOrigin, originOverrides, readIdentityConfig } from "./lib/identity-config.mjs";
import { chooseIdentityPorts, startIdentityServer, usesEmbeddedServer } from "./lib/identity-server.mjs";
import { bold, createOutput } from "./lib/output.mjs";
import { productionOverrides, requireProductionSettings } from "./lib/production.mjs";
import { ROOT } from "./lib/root.mjs";
import { createSupervisor } from "./lib/supervisor.mjs";
import { runMain, UserError } from "./lib/user-error.mjs";
import { waitForHttp } from "./lib/wait-for-http.mjs";

const USAGE = `Usage: npm start -- [--port 3000] [--hostname address]

Serves what \`npm run build\` made. With ORY_SDK_URL set, the app alone, on that service.`;

await runMain(async () => {
  const env = loadEnvironment("production");
  const args = readServerArguments(process.argv.slice(2), env, USAGE);
  if (args.kind === "help") {
    console.log(USAGE);
    return 0;
  }
  if (!existsSync(join(ROOT, env.FOYER_DIST_DIR ?? ".next", "BUILD_ID"))) {
    throw new UserError("The app is not built yet. Run: npm run build");
  }

  const isEmbedded = usesEmbeddedServer(env);
  const config = isEmbedded ? await readIdentityConfig() : undefined;
  const fileOrigin = config && configuredOrigin(config, env);
  const port = args.port ?? defaultPort(fileOrigin);
  const origin = env.APP_URL ? parseAppUrl(env.APP_URL) : localOrigin(fileOrigin, port);
  requireProductionSettings(env, config, origin);
  await requireFreePort(port, "npm start");

  const output = createOutput(["identity", "app"], { isForPrograms: env.LOG_FORMAT === "json" });
  const supervisor = createSupervisor();
  /** @type {Record<string, string>} */
  const appOverrides = { APP_URL: origin };

  if (config && fileOrigin) {
    const writeLine = output.source("identity");
    const ports = await chooseIdentityPorts(config, env, { reserved: [port], writeLine });
    const identity = await startIdentityServer({
      env: {
        ...env,
        ...originOverrides(config, fileOrigin, origin, env),
        ...productionOverrides(config, env, origin),
        APP_URL: origin,
        NODE_ENV: "production",
      },
      ...ports,
      isDevelopment: false,
      writeLine,
    });
    supervisor.add(identity);
    appOverrides.ORY_SDK_URL = `http://127.0.0.1:${ports.publicPort}`;
    appOverrides.ORY_ADMIN_URL = `http://127.0.0.1:${ports.adminPort}`;
    Object.assign(appOverrides, appMailOverrides(config, env));
    // The app is opened to visitors only once it can serve them.
    const state = await waitForHttp(`${appOverrides.ORY_SDK_URL}/health/ready`, {
      accepts: (status) => status === 200,
      isAlive: identity.isRunning,
      timeoutMs: 30_000,
    });
    if (state === "timeout") supervisor.stop("The identity server did not get ready within 30 seconds.", 1);
    if (state !== "ready") return supervisor.finished;
  }

  const app = startApp({
    mode: isStandalone() ? "standalone" : "start",
    port,
    hostname: args.hostname,
    env: { ...process.env, ...appOverrides },
    writeLine: output.source("app"),
  });
  supervisor.add(app);
  const state = await waitForHttp(`${reachedAt(args.hostname, port)}/health/live`, {
    isAlive: app.isRunning,
    timeoutMs: 60_000,
  });
  if (state === "timeout") supervisor.stop("The app did not answer within 60 seconds.", 1);
  if (state === "ready") console.log(`\n  ${bold("Foyer is running")}  ${origin}\n`);
  return supervisor.finished;
});

/**
 * Without APP_URL, identity/kratos.yml names the origin; a local one follows the port.
 *
 * @param {string | undefined} fileOrigin
 * @param {number} port
 */
function localOrigin(fileOrigin, port) {
  return fileOrigin && !isLoopback(fileOrigin) ? fileOrigin : `http://localhost:${port}`;
}
