// Starts the load generator and refuses a result in which anything but success came back.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const GENERATOR = fileURLToPath(new URL("../load.mjs", import.meta.url));

/**
 * @param {import("../load.mjs").Task} task
 * @returns {Promise<import("../load.mjs").Result>}
 * @throws when an answer was not 200: a server that fails fast must not look fast
 */
export async function runLoad(task) {
  const { stdout } = await promisify(execFile)(process.execPath, [GENERATOR, JSON.stringify(task)]);
  /** @type {import("../load.mjs").Result} */
  const result = JSON.parse(stdout);
  const others = Object.keys(result.statuses).filter((status) => status !== "200");
  if (others.length > 0 || result.count === 0) {
    throw new Error(`${task.url} was answered with ${JSON.stringify(result.statuses)}; only 200 counts.`);
  }
  return result;
}
