// Starts the programs that make a load, and refuses a result in which anything but success came back.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const GENERATOR = new URL("../load.mjs", import.meta.url);

/** @typedef {import("../load.mjs").Task} Task */
/** @typedef {import("../load.mjs").Result} Result */

/**
 * @param {Task} task
 * @param {{ toleratesFailures?: boolean }} [options] whether rounds may fail, as long as some succeed; only those count
 * @returns {Promise<Result>}
 * @throws when an answer was not the wanted one: a server that fails fast must not look fast
 */
export async function runLoad(task, { toleratesFailures = false } = {}) {
  const result = /** @type {Result} */ (await runInChild(GENERATOR, task));
  if (result.count === 0 || (result.failed > 0 && !toleratesFailures)) {
    const path = task.steps.map(({ paths }) => paths[0]).join(", then ");
    throw new Error(
      `${task.url}${path} was answered well ${result.count} times, otherwise with ${JSON.stringify(result.failures)}.`,
    );
  }
  return result;
}

/**
 * Runs a program that takes its task as JSON on its standard input and prints its result as JSON.
 *
 * @param {URL} program
 * @param {object} task
 * @returns {Promise<unknown>}
 */
export function runInChild(program, task) {
  return new Promise((resolve, reject) => {
    const path = fileURLToPath(program);
    const child = spawn(process.execPath, [path], { stdio: ["pipe", "pipe", "inherit"] });
    let output = "";
    child.stdout.on("data", (chunk) => (output += String(chunk)));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(JSON.parse(output));
      else reject(new Error(`${path} ended with ${code}.`));
    });
    child.stdin.end(JSON.stringify(task));
  });
}
