// A program run in the foreground, with this terminal as its own.
import { spawn } from "node:child_process";
import { ROOT } from "./root.mjs";

/**
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string | undefined>} [env]
 * @returns {Promise<number>} its exit code
 */
export function runToEnd(command, args, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: "inherit", env });
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
    // Ctrl-C reaches the whole foreground group by itself; a signal sent to this process alone is handed on.
    process.once("SIGTERM", () => child.kill("SIGTERM"));
    process.once("SIGINT", () => {});
  });
}
