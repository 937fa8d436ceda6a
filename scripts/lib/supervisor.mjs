// Runs a few long-lived processes as one: the first that ends, Ctrl-C, or the end of the npm that runs this, ends them all.
import { endWithNpm } from "./ends-with-npm.mjs";
import { red } from "./output.mjs";
import { describeExit, signalGroup } from "./processes.mjs";

/** @typedef {import("./processes.mjs").RunningProcess} RunningProcess */

/**
 * @typedef {object} Supervisor
 * @property {(running: RunningProcess) => RunningProcess} add
 * @property {() => boolean} isStopping
 * @property {Promise<number>} finished resolves to the exit code once everything has ended
 * @property {(reason: string | undefined, exitCode: number) => void} stop ends all; a reason is printed
 */

/** @returns {Supervisor} */
export function createSupervisor() {
  /** @type {RunningProcess[]} */
  const running = [];
  let isStopping = false;
  /** @type {(exitCode: number) => void} */
  let finish = () => {};
  /** @type {Promise<number>} */
  const finished = new Promise((resolve) => (finish = resolve));

  /** @type {Supervisor["stop"]} */
  const stop = (reason, exitCode) => {
    if (isStopping) return;
    isStopping = true;
    if (reason) console.error(`\n${red(reason)}\n`);
    void Promise.all(running.map((each) => each.stop())).then(() => finish(exitCode));
  };

  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => {
      // Pressed twice: no more waiting.
      if (isStopping) for (const each of running) signalGroup(each.pid, "SIGKILL");
      stop(undefined, 0);
    });
  }

  void endWithNpm(() => stop(undefined, 0));

  return {
    add(each) {
      running.push(each);
      void each.exited.then((exit) => {
        if (!isStopping)
          stop(`${each.name} ${describeExit(exit)}, so everything else was stopped.`, exit.code || 1);
      });
      return each;
    },
    isStopping: () => isStopping,
    finished,
    stop,
  };
}
