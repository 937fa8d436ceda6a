// Child processes that are stopped whole, with all that they started themselves.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { forwardLines } from "./output.mjs";
import { ROOT } from "./root.mjs";

const isWindows = process.platform === "win32";

/**
 * @typedef {{ code: number | null, signal: NodeJS.Signals | null }} Exit
 * @typedef {object} RunningProcess
 * @property {string} name
 * @property {number | undefined} pid
 * @property {Promise<Exit>} exited
 * @property {() => boolean} isRunning
 * @property {(graceMs?: number) => Promise<Exit>} stop asks the whole group to end, then makes it
 */

/**
 * Starts a Node program in a process group of its own.
 *
 * @param {object} options
 * @param {string} options.name
 * @param {string[]} options.args the program's path and its arguments
 * @param {Record<string, string | undefined>} options.env
 * @param {(text: string) => void} options.writeLine gets what the program writes
 * @param {string[]} [options.nodeOptions]
 * @returns {RunningProcess}
 */
export function startNode({ name, args, env, writeLine, nodeOptions = [] }) {
  const guard = join(ROOT, "scripts/lib/exit-with-parent.cjs");
  return startProcess({
    name,
    command: process.execPath,
    args: ["--require", guard, ...nodeOptions, ...args],
    env: { ...env, FOYER_PARENT_PID: String(process.pid) },
    writeLine,
  });
}

/**
 * Starts any program in a process group of its own.
 *
 * @param {object} options
 * @param {string} options.name
 * @param {string} options.command
 * @param {string[]} options.args
 * @param {Record<string, string | undefined>} options.env
 * @param {(text: string) => void} options.writeLine
 * @returns {RunningProcess}
 */
export function startProcess({ name, command, args, env, writeLine }) {
  const child = spawn(command, args, {
    cwd: ROOT,
    // Entries without a value would be read as the text "undefined".
    env: Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)),
    stdio: ["ignore", "pipe", "pipe"],
    detached: !isWindows,
    windowsHide: true,
  });
  forwardLines(child.stdout, writeLine);
  forwardLines(child.stderr, writeLine);

  let isRunning = true;
  /** @type {Promise<Exit>} */
  const exited = new Promise((resolve) => {
    child.once("error", (error) => {
      isRunning = false;
      writeLine(`could not be started: ${error.message}`);
      resolve({ code: 127, signal: null });
    });
    // `close` comes after the last output, `exit` may come before.
    child.once("close", (code, signal) => {
      isRunning = false;
      resolve({ code, signal });
    });
  });

  return {
    name,
    pid: child.pid,
    exited,
    isRunning: () => isRunning,
    async stop(graceMs = 8_000) {
      if (!isRunning) return exited;
      signalGroup(child.pid, "SIGTERM");
      const timer = setTimeout(() => signalGroup(child.pid, "SIGKILL"), graceMs);
      const exit = await exited;
      clearTimeout(timer);
      // What the program itself had started and left running goes too.
      signalGroup(child.pid, "SIGKILL");
      return exit;
    },
  };
}

/**
 * @param {number | undefined} pid
 * @param {"SIGTERM" | "SIGKILL"} signal
 */
export function signalGroup(pid, signal) {
  if (pid === undefined) return;
  if (isWindows) {
    spawn("taskkill", ["/pid", String(pid), "/T", ...(signal === "SIGKILL" ? ["/F"] : [])], {
      stdio: "ignore",
    });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left in the group.
  }
}

/** @param {Exit} exit */
export function describeExit({ code, signal }) {
  return signal ? `was ended by ${signal}` : `exited with code ${code}`;
}
