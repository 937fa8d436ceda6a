// Runs the steps of `npm test`, a few at a time, and prints the output of each in one piece when it is done.
import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { bold, dim, green, red, wantsColour } from "./output.mjs";
import { describeExit, startProcess } from "./processes.mjs";
import { NOTHING } from "./test-counts.mjs";

/** Twice what the end-to-end tests take on a machine of two cores. */
const STEP_LIMIT_MS = 30 * 60_000;

/**
 * @typedef {import("./test-steps.mjs").Step} Step
 * @typedef {import("./test-counts.mjs").Counts} Counts
 * @typedef {{ step: Step, isSuccess: boolean, counts: Counts, seconds: number, problem: string | undefined, skipped?: string[] }} Outcome
 * @typedef {import("./processes.mjs").RunningProcess} RunningProcess
 */

/**
 * @param {Step[]} steps
 * @param {{ lanes: number, onStart?: (running: RunningProcess) => void, print?: (text: string) => void }} options
 *   lanes: how many steps run at once
 * @returns {Promise<Outcome[]>}
 */
export async function runSteps(steps, { lanes, onStart = () => {}, print = console.log }) {
  /** @type {Outcome[]} */
  const outcomes = [];
  /** @type {Map<string, Promise<void>>} */
  const running = new Map();
  const waiting = [...steps];

  while (waiting.length > 0 || running.size > 0) {
    const next = waiting.find((step) => isReady(step, steps, outcomes));
    const hasRoom = next?.alone ? running.size === 0 && waiting.length === 1 : running.size < lanes;
    if (next && hasRoom) {
      waiting.splice(waiting.indexOf(next), 1);
      const done = runStep(next, outcomes, { onStart, print }).then((outcome) => {
        outcomes.push(outcome);
        running.delete(next.name);
      });
      running.set(next.name, done);
    } else {
      await Promise.race(running.values());
    }
  }
  return outcomes;
}

/**
 * @param {Step} step
 * @param {Step[]} steps those of this run; a dependency that isn't among them is taken as met
 * @param {Outcome[]} outcomes
 */
function isReady(step, steps, outcomes) {
  return (step.after ?? []).every(
    (name) => outcomes.some((each) => each.step.name === name) || !steps.some((each) => each.name === name),
  );
}

/**
 * @param {Step} step
 * @param {Outcome[]} outcomes
 * @param {{ onStart: (running: RunningProcess) => void, print: (text: string) => void }} options
 * @returns {Promise<Outcome>}
 */
async function runStep(step, outcomes, { onStart, print }) {
  const broken = outcomes.find((each) => step.after?.includes(each.step.name) && !each.isSuccess);
  if (broken) {
    const outcome = failure(step, 0, `not run, because ${broken.step.name} failed`);
    print(describe(outcome, []));
    return outcome;
  }
  if (step.report) {
    await mkdir(dirname(step.report.path), { recursive: true });
    await rm(step.report.path, { force: true });
  }

  print(dim(`… ${step.name}`));
  /** @type {string[]} */
  const lines = [];
  const startedAt = performance.now();
  const running = startProcess({
    name: step.name,
    command: process.execPath,
    args: step.args,
    env: { ...process.env, ...(wantsColour() ? { FORCE_COLOR: "1" } : {}), ...step.env },
    // A step that has the machine to itself may as well speak at once.
    writeLine: (line) => (step.alone ? print(line) : lines.push(line)),
  });
  onStart(running);
  const timer = setTimeout(() => {
    lines.push(`Not done after ${STEP_LIMIT_MS / 60_000} minutes, so it was ended.`);
    void running.stop();
  }, STEP_LIMIT_MS);
  const exit = await running.exited;
  clearTimeout(timer);

  const seconds = (performance.now() - startedAt) / 1_000;
  const outcome = await judge(step, exit, seconds);
  print(describe(outcome, lines));
  return outcome;
}

/**
 * @param {Step} step
 * @param {import("./processes.mjs").Exit} exit
 * @param {number} seconds
 * @returns {Promise<Outcome>}
 */
async function judge(step, exit, seconds) {
  const isClean = exit.code === 0;
  if (!step.report) {
    return isClean
      ? { step, isSuccess: true, counts: { ...NOTHING, passed: 1 }, seconds, problem: undefined }
      : failure(step, seconds, describeExit(exit));
  }
  const report = await readReport(step.report.path);
  if (report === undefined) return failure(step, seconds, `left no report; it ${describeExit(exit)}`);
  const counts = step.report.count(report);
  if (counts.passed + counts.failed === 0) return failure(step, seconds, "ran no test");
  if (counts.failed > 0)
    return { step, isSuccess: false, counts, seconds, problem: `${counts.failed} failed` };
  // A runner may fail for more than its tests, such as an error between them.
  if (!isClean) return { ...failure(step, seconds, describeExit(exit)), counts: { ...counts, failed: 1 } };
  const skipped = step.report.skipped?.(report) ?? [];
  return { step, isSuccess: true, counts, seconds, problem: undefined, skipped };
}

/**
 * @param {string} path
 * @returns {Promise<unknown>} nothing where there is none, or only half of one
 */
async function readReport(path) {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * @param {Step} step
 * @param {number} seconds
 * @param {string} problem
 * @returns {Outcome}
 */
function failure(step, seconds, problem) {
  return { step, isSuccess: false, counts: { ...NOTHING, failed: 1 }, seconds, problem };
}

/**
 * @param {Outcome} outcome
 * @param {string[]} lines
 */
function describe({ step, isSuccess, counts, seconds, problem }, lines) {
  const mark = isSuccess ? green("✓") : red("✗");
  const detail = problem ?? (step.report ? `${counts.passed} passed` : "");
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : "";
  const heading = `${mark} ${bold(step.name)} ${detail}${skipped} ${dim(`${seconds.toFixed(1)} s`)}`;
  return [...lines.map((line) => `  ${line}`), heading].join("\n");
}
