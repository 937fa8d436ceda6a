// `serve`: the server as a process.
import type { Config } from "../config/index.js";
import { parseDsn } from "../config/index.js";
import { createIdentityServer, type IdentityServer } from "../index.js";
import { packageVersion } from "../version.js";
import { CommandError, configFiles, type Command, type Terminal } from "./command.js";
import { parseOptions } from "./parse.js";

const options = {
  config: { type: "string", short: "c", multiple: true },
  dev: { type: "boolean" },
  "watch-courier": { type: "boolean" },
  "sqa-opt-out": { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

export const serve: Command = {
  help: `Usage: foyer-identity serve [options]

Options:
  -c, --config <file>       configuration (kratos.yml); again for more files, later ones over earlier ones
      --dev                 for your own machine: plain HTTP cookies, made-up secrets, mails in the dev inbox
      --watch-courier       deliver mails from this process
      --sqa-opt-out         accepted for the sake of Kratos's command line: nothing is reported to anybody

Every key can be set in the environment: SERVE_PUBLIC_PORT, DSN, SECRETS_COOKIE_0, ...
`,
  run: async (args, terminal) => {
    const { values } = parseOptions(args, options);
    if (values.help === true) {
      terminal.out(serve.help);
      return 0;
    }
    const server = await open({
      files: configFiles(values.config),
      isDev: values.dev ?? false,
      deliversMail: values["watch-courier"] ?? false,
      env: terminal.env,
    });
    announce(server, terminal, { deliversMail: values["watch-courier"] ?? false });
    return untilStopped(server);
  },
};

interface OpenOptions {
  files: string[];
  isDev: boolean;
  deliversMail: boolean;
  env: Terminal["env"];
}

async function open({ env, ...rest }: OpenOptions): Promise<IdentityServer> {
  let server: IdentityServer | undefined;
  try {
    server = await createIdentityServer({
      ...rest,
      env,
      watchesFiles: true,
      withoutLimits: rest.isDev && env.FOYER_IDENTITY_LIMITS === "off",
      checksAnswers: env.FOYER_IDENTITY_ANSWERS === "checked",
    });
    await server.listen();
    return server;
  } catch (error) {
    await server?.close();
    throw isMistake(error) ? error : new CommandError(error instanceof Error ? error.message : String(error));
  }
}

/** A fault of this program's own, which needs its stack; anything else says in words what to do. */
function isMistake(error: unknown): boolean {
  return error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;
}

/** Where to find what: for people as lines, for machines as one event. */
function announce(
  server: IdentityServer,
  terminal: Terminal,
  { deliversMail }: { deliversMail: boolean },
): void {
  const config = server.config();
  const addresses = {
    public: listenUrl(config.serve.public),
    admin: listenUrl(config.serve.admin),
    publicBaseUrl: config.serve.public.base_url,
    ...(config.dev && { inbox: `${listenUrl(config.serve.public)}dev/inbox` }),
    database: databaseName(config),
  };
  if (config.log.format === "json") {
    server.log.info(
      { version: packageVersion, dev: config.dev, ...addresses },
      "the identity server is ready",
    );
  } else {
    terminal.out(readyText(config, addresses, deliversMail));
  }
}

function readyText(
  config: Config,
  addresses: { public: string; admin: string; publicBaseUrl: string; inbox?: string; database: string },
  deliversMail: boolean,
): string {
  const seenAs =
    addresses.publicBaseUrl === addresses.public ? "" : `, as browsers reach it: ${addresses.publicBaseUrl}`;
  const services = deliveries(config);
  const lines: [string, string][] = [
    ["Public API", `${addresses.public}${seenAs}`],
    ["Admin API", addresses.admin],
    ...(addresses.inbox === undefined ? [] : ([["Dev inbox", addresses.inbox]] as [string, string][])),
    ["Mails", deliversMail ? services.mails : "queued; --watch-courier delivers them from here"],
    ...(deliversMail && services.texts !== undefined
      ? ([["Texts", services.texts]] as [string, string][])
      : []),
    ["Database", addresses.database],
  ];
  const mode = config.dev ? ", development mode" : "";
  return `Identity server ${packageVersion} is ready${mode}\n${lines.map(([name, value]) => `  ${name.padEnd(12)}${value}\n`).join("")}`;
}

/** Who takes messages on. `texts` is for those to phones, where a channel is configured. */
function deliveries({ courier }: Config): { mails: string; texts?: string } {
  const { delivery_strategy: strategy, http, smtp, channels } = courier;
  const service = strategy === "http" ? http.request_config?.url : smtp.connection_uri;
  const [channel] = channels;
  return {
    mails: service === undefined ? "kept in the dev inbox" : `sent by ${new URL(service).host}`,
    ...(channel && { texts: `sent by ${new URL(channel.request_config.url).host}` }),
  };
}

function listenUrl({ host, port }: { host: string; port: number }): string {
  const name = host === "" || host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${String(port)}/`;
}

function databaseName({ dsn }: Config): string {
  const parsed = parseDsn(dsn);
  return parsed.kind === "file" ? parsed.path : "in memory; it is gone with this process";
}

/** @returns 0 after SIGINT or SIGTERM, when everything in hand is done */
async function untilStopped(server: IdentityServer): Promise<number> {
  const reload = () => {
    if (server.reload()) server.log.info("the configuration was read again");
  };
  process.on("SIGHUP", reload);
  await new Promise<void>((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
  });
  process.off("SIGHUP", reload);
  await server.close();
  return 0;
}
