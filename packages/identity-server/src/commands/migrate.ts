// `migrate sql`: brings the database file up to date. `serve` does that by itself; this is for whoever wants it apart.
import { loadConfig, parseDsn } from "../config/index.js";
import { openDatabase } from "../store/database.js";
import { migrate as applyMigrations } from "../store/migrations.js";
import { CommandError, configFiles, UsageError, type Command, type Terminal } from "./command.js";
import { parseOptions } from "./parse.js";

const options = {
  config: { type: "string", short: "c", multiple: true },
  "read-from-env": { type: "boolean", short: "e" },
  yes: { type: "boolean", short: "y" },
  help: { type: "boolean", short: "h" },
} as const;

export const migrate: Command = {
  help: `Usage: foyer-identity migrate sql [database-url] [options]

The server does this by itself when it starts.

Options:
  -e, --read-from-env       take the database from DSN or the configuration
  -c, --config <file>       the configuration, for its "dsn"
  -y, --yes                 accepted for the sake of Kratos's command line: nothing is asked
`,
  run: async (args, terminal) => {
    const { values, positionals } = parseOptions(args, options);
    if (values.help === true) {
      terminal.out(migrate.help);
      return 0;
    }
    const words = positionals[0] === "sql" ? positionals.slice(1) : undefined;
    if (!words) throw new UsageError('Say what to migrate: "migrate sql".');
    const [url] = words[0] === "up" ? words.slice(1) : words;
    const isNamed = values["read-from-env"] === true || url !== undefined;
    if (!isNamed) throw new UsageError("Name the database, or take it from DSN with -e.");
    const path = databasePath(url ?? configuredDsn(configFiles(values.config), terminal));
    const database = openDatabase(path);
    try {
      const applied = applyMigrations(database);
      terminal.out(
        applied.length === 0
          ? `${path} is up to date.\n`
          : applied.map((name) => `Applied to ${path}: ${name}\n`).join(""),
      );
    } finally {
      database.close();
    }
    return 0;
  },
};

function configuredDsn(files: string[], { env }: Terminal): string {
  if (files.length > 0) return loadConfig({ files, env, isDev: true }).dsn;
  if (env.DSN === undefined || env.DSN === "") {
    throw new CommandError('DSN is not set, and no configuration with a "dsn" is named (-c).');
  }
  return env.DSN;
}

function databasePath(dsn: string): string {
  const parsed = parseDsn(dsn);
  switch (parsed.kind) {
    case "file":
      return parsed.path;
    case "memory":
      throw new CommandError('A database in memory has nothing to migrate; name a file in "dsn".');
    case "unsupported":
      throw new CommandError(`dsn: ${parsed.problem}`);
  }
}
