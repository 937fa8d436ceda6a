import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runSteps } from "./run-steps.mjs";
import type { Step } from "./test-steps.mjs";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "foyer-steps-"));
});
afterEach(() => rm(folder, { recursive: true }));

const step = (name: string, code: string, more: Partial<Step> = {}): Step => ({
  name,
  args: ["-e", code],
  ...more,
});

/** A suite whose runner writes the given report and exits with the given code. */
function suite(name: string, counts: unknown, exitCode: number): Step {
  const path = join(folder, `${name}.json`);
  const write = `require("fs").writeFileSync(${JSON.stringify(path)}, ${JSON.stringify(JSON.stringify(counts))});`;
  return step(name, `${write} process.exit(${exitCode})`, {
    report: { path, count: (report) => report as { passed: number; failed: number; skipped: number } },
  });
}

async function run(steps: Step[]) {
  const printed: string[] = [];
  const outcomes = await runSteps(steps, { lanes: 2, print: (text) => printed.push(text) });
  return {
    printed: printed.join("\n"),
    outcome: (name: string) => outcomes.find((each) => each.step.name === name),
  };
}

test("it counts a check as one test and shows what a failing one said", async () => {
  const { printed, outcome } = await run([
    step("good", ""),
    step("bad", "console.log('line 3 is wrong'); process.exit(2)"),
  ]);
  expect(outcome("good")).toMatchObject({ isSuccess: true, counts: { passed: 1, failed: 0 } });
  expect(outcome("bad")).toMatchObject({ isSuccess: false, counts: { passed: 0, failed: 1 } });
  expect(printed).toContain("line 3 is wrong");
});

test("it takes a suite's counts from its report", async () => {
  const { outcome } = await run([suite("unit", { passed: 4, failed: 1, skipped: 2 }, 1)]);
  expect(outcome("unit")).toMatchObject({ isSuccess: false, counts: { passed: 4, failed: 1, skipped: 2 } });
});

test("it fails a suite that ran nothing, and one that left no report, whatever they exited with", async () => {
  const empty = suite("empty", { passed: 0, failed: 0, skipped: 9 }, 0);
  const silent = step("silent", "", {
    report: { path: join(folder, "none.json"), count: () => ({ passed: 1, failed: 0, skipped: 0 }) },
  });
  const { outcome } = await run([empty, silent]);
  expect(outcome("empty")).toMatchObject({ isSuccess: false, problem: "ran no test" });
  expect(outcome("silent")).toMatchObject({ isSuccess: false, counts: { failed: 1 } });
});

test("it fails a suite whose tests passed but whose runner did not", async () => {
  const { outcome } = await run([suite("unit", { passed: 4, failed: 0, skipped: 0 }, 1)]);
  expect(outcome("unit")).toMatchObject({ isSuccess: false, counts: { passed: 4, failed: 1 } });
});

test("it does not run what needs a step that failed, and counts it as failed", async () => {
  const { printed, outcome } = await run([
    step("build", "process.exit(1)"),
    step("e2e", "console.log('ran all the same')", { after: ["build"], alone: true }),
  ]);
  expect(outcome("e2e")).toMatchObject({ isSuccess: false, counts: { failed: 1 } });
  expect(printed).not.toContain("ran all the same");
});

test("it runs a step that wants the machine to itself after all others", async () => {
  const { printed } = await run([
    step("first", "setTimeout(() => console.log('first is done'), 100)"),
    step("second", "console.log('second is done')"),
    step("alone", "console.log('alone began')", { alone: true }),
  ]);
  expect(printed.indexOf("alone began")).toBeGreaterThan(printed.indexOf("first is done"));
  expect(printed.indexOf("alone began")).toBeGreaterThan(printed.indexOf("second is done"));
});
