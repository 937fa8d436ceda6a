// The steps of `npm test`: what each one runs, and how its outcome is counted.
import { join } from "node:path";
import { hasIdentityServer } from "./identity-server.mjs";
import { program } from "./program.mjs";
import { ROOT, STATE_FOLDER } from "./root.mjs";
import { countPlaywright, countVitest, skippedInVitest } from "./test-counts.mjs";
import { UserError } from "./user-error.mjs";

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} args what Node runs
 * @property {Record<string, string>} [env]
 * @property {{ path: string, count: (report: unknown) => import("./test-counts.mjs").Counts,
 *   skipped?: (report: unknown) => string[] }} [report] a suite's JSON
 *   report; a step without one counts as a single test
 * @property {string[]} [after] steps that must have succeeded
 * @property {boolean} [alone] takes the whole machine: its timings would suffer from company
 */

const REPORTS = join(STATE_FOLDER, "reports");

// A folder of its own, so that the tests can run while the app runs.
const DIST_DIR = process.env.FOYER_DIST_DIR ?? ".next-test";

/** Suites start the identity server from its bundle. @type {Step} */
const BUNDLE = { name: "bundle", args: [join(ROOT, "packages/identity-server/build.mjs")] };

/** In the order they are begun; the longest come first. @type {Step[]} */
export const STEPS = [
  ...(hasIdentityServer() ? [BUNDLE] : []),
  {
    name: "build",
    args: [script("build.mjs")],
    env: { FOYER_DIST_DIR: DIST_DIR },
    after: ["bundle"],
  },
  { name: "lint", args: [program("eslint", "bin/eslint.js"), ".", "--max-warnings", "0"] },
  { name: "types", args: [script("typecheck.mjs")] },
  { name: "format", args: [program("prettier", "bin/prettier.cjs"), "--check", "."] },
  vitest("unit", ["app", "identity-server"]),
  vitest("contract", ["contract"]),
  vitest("clients", ["clients"]),
  {
    name: "e2e",
    args: [script("e2e.mjs"), "--reporter=list,json"],
    env: { FOYER_DIST_DIR: DIST_DIR, PLAYWRIGHT_JSON_OUTPUT_NAME: join(REPORTS, "e2e.json") },
    report: { path: join(REPORTS, "e2e.json"), count: countPlaywright },
    after: ["build"],
    alone: true,
  },
];

/**
 * @param {string[] | undefined} names all if not given
 * @returns {Step[]} those, and the bundle where they need it
 * @throws {UserError} at a name that is none
 */
export function chooseSteps(names) {
  if (!names) return STEPS;
  const unknown = names.find((name) => !STEPS.some((step) => step.name === name));
  if (unknown !== undefined) {
    throw new UserError(
      `There is no step "${unknown}"; there are ${STEPS.map(({ name }) => name).join(", ")}.`,
    );
  }
  const chosen = STEPS.filter(({ name }) => names.includes(name));
  const isNeeded = chosen.some(({ after }) => after?.includes(BUNDLE.name));
  return STEPS.filter((step) => chosen.includes(step) || (isNeeded && step === BUNDLE));
}

/**
 * @param {string} name
 * @param {string[]} projects of vitest.config.ts
 * @returns {Step}
 */
function vitest(name, projects) {
  const path = join(REPORTS, `${name}.json`);
  return {
    name,
    args: [
      program("vitest", "vitest.mjs"),
      "run",
      ...projects.flatMap((project) => ["--project", project]),
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${path}`,
    ],
    report: { path, count: countVitest, skipped: skippedInVitest },
    after: ["bundle"],
  };
}

/** @param {string} name */
function script(name) {
  return join(ROOT, "scripts", name);
}
