// What the verbs of `identities` have in common: their options, and the client that these make.
import type { AdminClient } from "../admin-client.js";
import { createAdminClient } from "../admin-client.js";
import { CommandError, configFiles, type Terminal } from "../command.js";
import { parseFormat, type Format } from "../output.js";

/** @returns the exit code */
export type IdentityCommand = (args: string[], terminal: Terminal) => Promise<number>;

export const commonOptions = {
  endpoint: { type: "string", short: "e" },
  config: { type: "string", short: "c", multiple: true },
  format: { type: "string", default: "table" },
  quiet: { type: "boolean", short: "q" },
} as const;

interface CommonValues {
  endpoint?: string | undefined;
  config?: string[] | undefined;
  format: string;
  quiet?: boolean | undefined;
}

export interface Call {
  client: AdminClient;
  format: Format;
}

/** @throws UsageError for a format that is none */
export function prepareCall(values: CommonValues, terminal: Terminal): Call {
  const { endpoint } = values;
  const format = parseFormat(values.format, values.quiet ?? false);
  const config = configFiles(values.config);
  return {
    format,
    client: createAdminClient({ config, ...(endpoint !== undefined && { endpoint }) }, terminal),
  };
}

/** Does what it can; each failure is told under the name of its item, and any makes the command fail. */
export async function eachOf<T>(
  items: Iterable<readonly [name: string, item: T]>,
  terminal: Terminal,
  work: (item: T, name: string) => Promise<void>,
): Promise<number> {
  let failures = 0;
  for (const [name, item] of items) {
    try {
      await work(item, name);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      failures += 1;
      terminal.error(`${name}: ${error.message}\n`);
    }
  }
  return failures > 0 ? 1 : 0;
}
