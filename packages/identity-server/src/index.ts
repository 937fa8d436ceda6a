// The identity server in process: everything that `foyer-identity serve` runs, for tests and for programs that bring it
// along.
import type { Logger } from "pino";
import { openConfig, parseDsn, type Config, type Environment } from "./config/index.js";
import type { Context } from "./context.js";
import { openCourier } from "./courier/courier.js";
import { createAdminApp } from "./http/admin-app.js";
import { createPublicApp } from "./http/public-app.js";
import { createSchemaRegistry } from "./identities/schema.js";
import { createLimits } from "./limits/limits.js";
import { isOlderAddress } from "./legacy/addresses.js";
import { isOlder } from "./legacy/older-api.js";
import { listen, type Listener } from "./listen.js";
import { createLogger } from "./log.js";
import { resumeMailRequests } from "./methods/mail-requests.js";
import { createRequestMetrics } from "./metrics/request-metrics.js";
import { createHttpClient } from "./outgoing/client.js";
import { loadFresh } from "./outgoing/documents.js";
import { createPasswordService } from "./passwords/passwords.js";
import { followConfiguration, schemaSettings } from "./reload.js";
import { openStore } from "./store/index.js";
import { startSweeper } from "./sweep.js";
import { createTracer } from "./tracing/tracer.js";
import { checkTokenTemplates } from "./tokens/tokenize.js";

export { ConfigError, type Config, type Environment } from "./config/index.js";
export { ListenError } from "./listen.js";

export interface IdentityServerOptions {
  /** Configuration files in the form of `kratos.yml`; later ones are laid over earlier ones. */
  files: readonly string[];
  /** Settings in Kratos's way (`SERVE_PUBLIC_PORT`), laid over the files. Default: `process.env`. */
  env?: Environment;
  /** Development mode, as `--dev`: cookies without `Secure`, made-up secrets, the dev inbox. Default: false. */
  isDev?: boolean;
  /** Whether mails are delivered from here, as with `--watch-courier`. Default: false; they then stay queued. */
  deliversMail?: boolean;
  /** Whether a change of the files is taken up. Default: false. */
  watchesFiles?: boolean;
  /** Switches off the limits on tries and mails; for tests and benchmarks. Default: false. */
  withoutLimits?: boolean;
  /**
   * Holds every answer against the description at /openapi.json, and answers 500 to what is not as described; for
   * tests. Default: false.
   */
  checksAnswers?: boolean;
  /** Default: as `log` of the configuration says, to the standard output. */
  log?: Logger;
}

export interface IdentityServer {
  config(): Config;
  log: Logger;
  /** Answers a request to the public API, without a port. */
  fetchPublic(request: Request): Promise<Response>;
  /** Answers a request to the admin API, without a port. */
  fetchAdmin(request: Request): Promise<Response>;
  /**
   * Opens the two ports of the configuration.
   *
   * @throws ListenError that names the key, when one is taken or not allowed
   */
  listen(): Promise<void>;
  /** Reads the configuration again. @returns false, with the old one in force, when it has a problem */
  reload(): boolean;
  /** Finishes what is in hand, then closes ports and database. */
  close(): Promise<void>;
}

/**
 * Opens the database, brings it up to date and makes everything ready; no port is opened yet.
 *
 * @throws ConfigError with everything that is wrong with the configuration
 * @throws Error when a schema, a mail template or the database cannot be opened
 */
export async function createIdentityServer(options: IdentityServerOptions): Promise<IdentityServer> {
  const warnings = collectWarnings();
  let apply: () => void = () => undefined;
  const source = openConfig({
    files: options.files,
    env: options.env ?? process.env,
    isDev: options.isDev ?? false,
    watch: options.watchesFiles ?? false,
    warn: warnings.add,
    onProblem: warnings.add,
    onChange: () => {
      apply();
    },
  });
  const config = source.current;
  const log = options.log ?? createLogger(config().log);
  warnings.passTo(log);

  const context = await openContext(config, log, options);
  const reloading = followConfiguration(context, { watchesFiles: options.watchesFiles ?? false });
  apply = reloading.apply;
  if (options.deliversMail === true || config()["watch-courier"]) context.courier.start();
  context.courier.defer(() => resumeMailRequests(context));
  void checkTokenTemplates(context);
  const sweeper = startSweeper(context);
  const plain = { public: createPublicApp(context), admin: createAdminApp(context) };
  const apps = options.checksAnswers === true ? await withCheckedAnswers(plain, context) : plain;
  const listeners: Listener[] = [];
  return {
    config,
    log,
    fetchPublic: async (request) => apps.public.fetch(request),
    fetchAdmin: async (request) => apps.admin.fetch(request),
    listen: async () => {
      const { serve } = config();
      listeners.push(await listen(apps.public, { ...serve.public, key: "serve.public" }));
      listeners.push(await listen(apps.admin, { ...serve.admin, key: "serve.admin" }));
    },
    reload: source.reload,
    close: async () => {
      source.close();
      reloading.close();
      sweeper.stop();
      await Promise.all(listeners.splice(0).map((listener) => listener.close()));
      await context.tracer?.close();
      await context.courier.close();
      await context.store.close();
    },
  };
}

interface App {
  fetch: (request: Request, env?: object) => Response | Promise<Response>;
}

interface Apps {
  public: App;
  admin: App;
}

async function withCheckedAnswers(apps: Apps, context: Context): Promise<Apps> {
  const { checkedFetch } = await import("./openapi/check/fetch.js");
  const checked = (side: keyof Apps): App => {
    const { fetch } = apps[side];
    const onFault = (faults: string[]) => {
      context.log.error({ faults }, "an answer is not as described");
    };
    return { fetch: checkedFetch(side, fetch, onFault, isOlder(context) ? isOlderAddress : undefined) };
  };
  return { public: checked("public"), admin: checked("admin") };
}

/** The configuration warns before it has said how to log. */
function collectWarnings() {
  const early: string[] = [];
  let add = (text: string) => {
    early.push(text);
  };
  return {
    add: (text: string) => {
      add(text);
    },
    passTo: (log: Logger) => {
      add = (text) => {
        log.warn(text);
      };
      early.forEach(add);
    },
  };
}

async function openContext(
  config: () => Config,
  log: Logger,
  options: IdentityServerOptions,
): Promise<Context> {
  const now = Date.now;
  const http = createHttpClient(config);
  const schemas = createSchemaRegistry((url) => loadFresh(http, url, "identity.schemas"));
  await schemas.load(schemaSettings(config()));
  const store = openStore(databasePath(config()));
  try {
    return {
      config,
      store,
      schemas,
      passwords: createPasswordService({ config, isPatient: options.withoutLimits ?? false }),
      courier: await openCourier({ config, store, http, log, now }),
      http,
      limits: createLimits({ now, isOff: options.withoutLimits ?? false }),
      metrics: createRequestMetrics(),
      tracer: createTracer(config(), log),
      log,
      now,
      isDev: config().dev,
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function databasePath({ dsn }: Config): string {
  const parsed = parseDsn(dsn);
  return parsed.kind === "file" ? parsed.path : ":memory:";
}
