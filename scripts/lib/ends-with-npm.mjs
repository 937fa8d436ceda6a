// npm runs a script by way of a shell, and hands SIGTERM on to that shell alone: the shell dies of it without passing it on, and
// when npm itself is killed, nobody is told at all. So the command looks after those above it.
import { execFile } from "node:child_process";
import { basename } from "node:path";
import { promisify } from "node:util";
import { isAlive } from "./is-alive.mjs";

const INTERVAL_MS = 500;

/**
 * Calls back once when npm, or the shell between, is gone. Does nothing where this program is not what npm was told to
 * run: whoever starts it by other means, with nohup for example, may leave before it.
 *
 * @param {() => void} whenGone
 * @returns {Promise<boolean>} whether it watches
 */
export async function endWithNpm(whenGone) {
  const { npm_lifecycle_script: script } = process.env;
  if (!script?.includes(basename(process.argv[1] ?? ""))) return false;
  const parent = process.ppid;
  const above = await npmAbove(parent);
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(parent) && (above === undefined || isAlive(above))) return;
    clearInterval(timer);
    whenGone();
  }, INTERVAL_MS);
  timer.unref();
  return true;
}

/**
 * @param {number} parent
 * @returns {Promise<number | undefined>} npm's process where a shell stands between, undefined where npm is the parent itself
 */
async function npmAbove(parent) {
  try {
    const { stdout } = await promisify(execFile)("ps", ["-o", "ppid=,args=", "-p", String(parent)]);
    const [, above] = /^\s*(\d+)\s+\S*sh -c\s/.exec(stdout) ?? [];
    return above === undefined || above === "1" ? undefined : Number(above);
  } catch {
    // Windows, and images without `ps`: the parent alone is watched.
    return undefined;
  }
}
