// The few arguments that the commands share.
import { parseArgs } from "node:util";
import { parsePort } from "./ports.mjs";
import { UserError } from "./user-error.mjs";

/**
 * Reads `--port`/`-p` and `--hostname`/`-H`; the port falls back to PORT.
 *
 * @param {string[]} argv
 * @param {Record<string, string | undefined>} env
 * @param {string} usage printed for `--help`, and beside what is wrong
 * @returns {{ kind: "run", port: number | undefined, hostname: string | undefined } | { kind: "help" }}
 *   the port is undefined when neither argument nor environment name one
 */
export function readServerArguments(argv, env, usage) {
  const values = parseOrExplain(argv, usage);
  if (values.help) return { kind: "help" };
  const port =
    values.port !== undefined
      ? parsePort(values.port, "--port")
      : env.PORT
        ? parsePort(env.PORT, "PORT")
        : undefined;
  return { kind: "run", port, hostname: values.hostname };
}

/**
 * @param {string[]} argv
 * @param {string} usage
 */
function parseOrExplain(argv, usage) {
  try {
    return parseArgs({
      args: argv,
      options: {
        port: { type: "string", short: "p" },
        hostname: { type: "string", short: "H" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new UserError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}
