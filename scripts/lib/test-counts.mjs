// What the test runners' JSON reports say, added up over all suites.

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/** @type {Counts} */
export const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/**
 * @param {Counts[]} counts
 * @returns {Counts}
 */
export function addUp(counts) {
  return counts.reduce(
    (sum, each) => ({
      passed: sum.passed + each.passed,
      failed: sum.failed + each.failed,
      skipped: sum.skipped + each.skipped,
    }),
    NOTHING,
  );
}

/**
 * The closing line, which other programs read too.
 *
 * @param {Counts} counts
 */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/**
 * Vitest's `json` reporter. A file that cannot even be loaded has no tests; it counts as one failure.
 *
 * @param {unknown} report
 * @returns {Counts}
 * @see https://vitest.dev/guide/reporters.html#json-reporter
 */
export function countVitest(report) {
  const files = listAt(report, "testResults");
  const brokenFiles = files.filter(
    (file) => valueAt(file, "status") === "failed" && !listAt(file, "assertionResults").some(hasFailed),
  );
  return {
    passed: numberAt(report, "numPassedTests"),
    failed: numberAt(report, "numFailedTests") + brokenFiles.length,
    skipped: numberAt(report, "numPendingTests") + numberAt(report, "numTodoTests"),
  };
}

/**
 * What was skipped, by name: in a client's language that this machine lacks, for example.
 *
 * @param {unknown} report of Vitest
 * @returns {string[]}
 */
export function skippedInVitest(report) {
  return listAt(report, "testResults")
    .flatMap((file) => listAt(file, "assertionResults"))
    .filter((assertion) => ["skipped", "pending", "todo"].includes(String(valueAt(assertion, "status"))))
    .map((assertion) => String(valueAt(assertion, "fullName")));
}

/**
 * Playwright's `json` reporter. A test that passed only when tried again counts as passed; errors outside of tests
 * count as failures.
 *
 * @param {unknown} report
 * @returns {Counts}
 * @see https://playwright.dev/docs/test-reporters#json-reporter
 */
export function countPlaywright(report) {
  const stats = valueAt(report, "stats");
  return {
    passed: numberAt(stats, "expected") + numberAt(stats, "flaky"),
    failed: numberAt(stats, "unexpected") + listAt(report, "errors").length,
    skipped: numberAt(stats, "skipped"),
  };
}

/** @param {unknown} assertion */
function hasFailed(assertion) {
  return valueAt(assertion, "status") === "failed";
}

/**
 * @param {unknown} value
 * @param {string} key
 * @returns {unknown}
 */
function valueAt(value, key) {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

/**
 * @param {unknown} value
 * @param {string} key
 */
function numberAt(value, key) {
  const number = valueAt(value, key);
  return typeof number === "number" ? number : 0;
}

/**
 * @param {unknown} value
 * @param {string} key
 * @returns {unknown[]}
 */
function listAt(value, key) {
  const list = valueAt(value, key);
  return Array.isArray(list) ? list : [];
}
