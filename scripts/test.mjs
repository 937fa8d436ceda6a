// `npm test`: every check and every suite, and one summary line over all of them.
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { buildIdentityServer, hasIdentityServer } from "./lib/identity-server.mjs";
import { requireBrowser } from "./lib/install-browser.mjs";
import { signalGroup } from "./lib/processes.mjs";
import { runSteps } from "./lib/run-steps.mjs";
import { addUp, summaryLine } from "./lib/test-counts.mjs";
import { STEPS } from "./lib/test-steps.mjs";
import { runMain, UserError } from "./lib/user-error.mjs";

const USAGE = `Usage: npm test -- [--only ${STEPS.map(({ name }) => name).join(",")}]`;

await runMain(async () => {
  const steps = chosenSteps();
  if (steps.some(({ name }) => name === "e2e")) {
    // Looked for first, so that a machine without one is told before it has worked for minutes.
    process.env.FOYER_BROWSER = (await requireBrowser(console.log)).path;
  }
  // Suites start the server as a process, from its bundle.
  if (hasIdentityServer()) await buildIdentityServer();

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
  console.log(`\n${summaryLine(addUp(outcomes.map(({ counts }) => counts)))}`);
  return failed.length > 0 ? 1 : 0;
});

function chosenSteps() {
  const { values } = parseArgs({ options: { only: { type: "string", multiple: true } } });
  const names = values.only?.flatMap((each) => each.split(",").map((name) => name.trim()));
  if (!names) return STEPS;
  const unknown = names.find((name) => !STEPS.some((step) => step.name === name));
  if (unknown !== undefined) throw new UserError(`There is no step "${unknown}".\n\n${USAGE}`);
  return STEPS.filter(({ name }) => names.includes(name));
}
