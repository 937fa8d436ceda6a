// The commands, and what their end means. The same words as `kratos`, so that either fits where the other is called.
import { ConfigError } from "./config/index.js";
import { CommandError, UsageError, type Command, type Terminal } from "./commands/command.js";

/** Loaded when they are called: `serve` must not wait for the others. */
const commands: Record<string, { summary: string; load: () => Promise<Command> }> = {
  serve: {
    summary: "Run the server",
    load: async () => (await import("./commands/serve.js")).serve,
  },
  migrate: {
    summary: "Bring the database up to date",
    load: async () => (await import("./commands/migrate.js")).migrate,
  },
  identities: {
    summary: "List, get, delete, validate, import and export identities",
    load: async () => (await import("./commands/identities.js")).identities,
  },
  version: {
    summary: "Show the version",
    load: async () => (await import("./commands/version.js")).version,
  },
};

/** How Kratos orders the same words: `kratos list identities`. */
const kratosVerbs = new Set(["list", "ls", "get", "delete", "validate", "import", "export"]);

/** @returns the exit code, as Kratos's: 0 done, 1 failed or wrongly called */
export async function main(args: string[], terminal: Terminal): Promise<number> {
  const [name = "", ...rest] = inOwnOrder(args);
  if (["", "help", "-h", "--help"].includes(name)) {
    terminal.out(help());
    return 0;
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!entry) {
    terminal.error(`There is no command "${name}".\n\n${help()}`);
    return 1;
  }
  const command = await entry.load();
  try {
    return await command.run(rest, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.error(`${error.message}\n\n${command.help}`);
      return 1;
    }
    if (error instanceof CommandError || error instanceof ConfigError) {
      terminal.error(`${error.message}\n`);
      return 1;
    }
    throw error;
  }
}

function inOwnOrder(args: string[]): string[] {
  const [verb = "", noun = "", ...rest] = args;
  if (!kratosVerbs.has(verb) || (noun !== "identities" && noun !== "identity")) return args;
  return ["identities", verb === "ls" ? "list" : verb, ...rest];
}

function help(): string {
  const names = Object.keys(commands);
  const width = Math.max(...names.map((name) => name.length));
  const list = names.map((name) => `  ${name.padEnd(width)}  ${commands[name]?.summary ?? ""}\n`).join("");
  return `An identity server that speaks the protocol of Ory Kratos.

Usage: foyer-identity <command> [options]

Commands:
${list}
"foyer-identity <command> --help" tells more.
`;
}
