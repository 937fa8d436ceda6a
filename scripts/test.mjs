// `npm test`: every check and every suite, and one summary line over all of them. `npm test -- --only unit,e2e`: some.
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { requireBrowser } from "./lib/install-browser.mjs";
import { signalGroup } from "./lib/processes.mjs";
import { runSteps } from "./lib/run-steps.mjs";
import { addUp, summaryLine } from "./lib/test-counts.mjs";
import { chooseSteps } from "./lib/test-steps.mjs";
import { runMain } from "./lib/user-error.mjs";

await runMain(async () => {
  const { values } = parseArgs({ options: { only: { type: "string", multiple: true } } });
  const steps = chooseSteps(values.only?.flatMap((each) => each.split(",").map((name) => name.trim())));
  if (steps.some(({ name }) => name === "e2e")) {
    // Looked for first, so that a machine without one is told before it has worked for minutes.
    process.env.FOYER_BROWSER = (await requireBrowser(console.log)).path;
  }
  /** @type {import("./lib/processes.mjs").RunningProcess[]} */
  const started = [];
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    process.once(signal, () => {
      for (const each of started) if (each.isRunning()) signalGroup(each.pid, "SIGTERM");
      console.error("\nStopped before the end.");
      process.exit(130);
    });
  }
  const outcomes = await runSteps(steps, {
    lanes: availableParallelism() >= 4 ? 3 : 2,
    onStart: (running) => started.push(running),
  });

  const failed = outcomes.filter(({ isSuccess }) => !isSuccess);
  for (const { step, problem } of failed) console.log(`\n${step.name}: ${problem}`);
  const skipped = outcomes.flatMap((outcome) => outcome.skipped ?? []);
  if (skipped.length > 0) console.log(`\nSkipped:\n${skipped.map((name) => `- ${name}`).join("\n")}`);
  console.log(`\n${summaryLine(addUp(outcomes.map(({ counts }) => counts)))}`);
  return failed.length > 0 ? 1 : 0;
});
