import { expect, test } from "vitest";
import { addUp, countPlaywright, countVitest, summaryLine } from "./test-counts.mjs";

test("it closes with one plain line, which mentions skipped tests only when there are any", () => {
  expect(summaryLine({ passed: 12, failed: 0, skipped: 0 })).toBe("12 passed, 0 failed");
  expect(summaryLine({ passed: 12, failed: 1, skipped: 3 })).toBe("12 passed, 1 failed, 3 skipped");
});

test("it adds up suites", () => {
  const a = { passed: 1, failed: 2, skipped: 3 };
  expect(addUp([a, a])).toEqual({ passed: 2, failed: 4, skipped: 6 });
  expect(addUp([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
});

test("it counts Vitest's tests, and a file that could not be loaded as a failure", () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: "passed", assertionResults: [{ status: "passed" }] },
      { status: "failed", assertionResults: [{ status: "failed" }] },
      { status: "failed", assertionResults: [] },
    ],
  };
  expect(countVitest(report)).toEqual({ passed: 5, failed: 2, skipped: 3 });
});

test("it counts Playwright's tests, those that passed at a second try, and errors outside of tests", () => {
  const report = { stats: { expected: 7, flaky: 1, unexpected: 2, skipped: 4 }, errors: [{ message: "x" }] };
  expect(countPlaywright(report)).toEqual({ passed: 8, failed: 3, skipped: 4 });
});

test.each([null, {}, [], "text"])("it finds nothing in a report that is none: %j", (report) => {
  expect(countVitest(report)).toEqual({ passed: 0, failed: 0, skipped: 0 });
  expect(countPlaywright(report)).toEqual({ passed: 0, failed: 0, skipped: 0 });
});
