// A real Ory Kratos, for the tests that run on either.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { CONFIG_PATH } from "./identity-config.mjs";
import { startProcess } from "./processes.mjs";
import { ROOT } from "./root.mjs";
import { UserError } from "./user-error.mjs";

/**
 * Makes the tables, then starts it with the repository's own configuration.
 *
 * @param {object} options
 * @param {string} options.binary path of the program
 * @param {Record<string, string | undefined>} options.env
 * @param {number} options.publicPort
 * @param {number} options.adminPort
 * @param {boolean} options.sendsMessages whether it delivers what is in its queue
 * @param {(text: string) => void} options.writeLine
 */
export async function startKratos({ binary, env, publicPort, adminPort, sendsMessages, writeLine }) {
  const whole = { ...env, SERVE_PUBLIC_PORT: String(publicPort), SERVE_ADMIN_PORT: String(adminPort) };
  try {
    const migrate = ["migrate", "sql", "-e", "--yes", "-c", CONFIG_PATH];
    await promisify(execFile)(binary, migrate, { cwd: ROOT, env: whole });
  } catch (error) {
    throw new UserError(`Ory Kratos (${binary}) cannot make its tables:\n\n${String(error)}`);
  }
  return startProcess({
    name: "kratos",
    command: binary,
    // In development mode the admin API shows what stands in a message.
    args: ["serve", "-c", CONFIG_PATH, "--dev", ...(sendsMessages ? ["--watch-courier"] : [])],
    env: whole,
    writeLine,
  });
}
