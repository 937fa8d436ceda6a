// How many sign-in pages the app gives a second, beside Ory Elements' example app where one runs.
import { UserError } from "../../scripts/lib/user-error.mjs";
import { startBuiltApp } from "./app.mjs";
import { EMBEDDED, withServers } from "./contenders.mjs";
import { measurement } from "./measurement.mjs";
import { inTurns } from "./rounds.mjs";
import { runInChild } from "./run-load.mjs";

const VISITS = new URL("../visits.mjs", import.meta.url);
const ROUNDS = 4;
const ROUND_MS = 4_000;
const VISITORS = 8;
/** Where Elements' example app expects the service unless ELEMENTS_SDK_URL says otherwise: Kratos's own port. */
const SDK_URL = "http://localhost:4433";

/** @typedef {import("./measurement.mjs").Measurement} Measurement */
/** @typedef {import("../visits.mjs").Task} Task */
/** @typedef {Pick<Task, "url" | "origins">} Page */

/**
 * Both apps on one service. Elements' app was built and started by somebody else: the service listens where it looks for
 * it, and sends browsers to its page.
 *
 * @returns {Promise<Measurement[]>}
 */
export function measureSignInPages() {
  const { ELEMENTS_APP_URL: elements, ELEMENTS_SDK_URL: sdkUrl = SDK_URL } = process.env;
  if (!elements) console.log("ELEMENTS_APP_URL is not set: there is no other sign-in page to compare with.");
  const options = elements
    ? {
        publicPort: Number(new URL(sdkUrl).port),
        settings: { SERVE_PUBLIC_BASE_URL: `${sdkUrl}/`, SELFSERVICE_FLOWS_LOGIN_UI_URL: elements },
      }
    : {};
  return withServers(
    [EMBEDDED],
    async ([server]) => {
      if (!server) throw new Error("The identity server was not started.");
      const app = await startBuiltApp(server);
      try {
        /** @type {Page[]} */
        const pages = [{ url: `${app.url}/login`, origins: [] }];
        if (elements) pages.push(await reachable(elements, sdkUrl));
        return [
          ...(await measure(pages, "cold", `sign-in page, ${VISITORS} cold visitors at once`, {
            ratioAtLeast: 2,
          })),
          ...(await measure(pages, "again", `sign-in page of a flow that is there, ${VISITORS} at once`)),
        ];
      } finally {
        await app.stop();
      }
    },
    options,
  );
}

/**
 * @param {string} url
 * @param {string} sdkUrl
 * @returns {Promise<Page>}
 */
async function reachable(url, sdkUrl) {
  await fetch(url).catch(() => {
    throw new UserError(
      `Nothing answers at ELEMENTS_APP_URL (${url}). Start Elements' example app, or leave it out.`,
    );
  });
  return { url, origins: [new URL(sdkUrl).origin] };
}

/**
 * @param {Page[]} pages ours first
 * @param {Task["kind"]} kind
 * @param {string} what
 * @param {import("./measurement.mjs").Target} [target] of pages a second
 * @returns {Promise<Measurement[]>}
 */
async function measure(pages, kind, what, target) {
  const visitFor = (/** @type {number} */ index, /** @type {number} */ durationMs) => {
    const { url = "", origins = [] } = pages[index] ?? {};
    /** @type {Task} */
    const task = { url, origins, kind, visitors: VISITORS, durationMs };
    return /** @type {Promise<import("../visits.mjs").Result>} */ (runInChild(VISITS, task));
  };
  for (const index of pages.keys()) await visitFor(index, ROUND_MS / 2);
  const results = await inTurns(pages.length, ROUNDS, (index) => visitFor(index, ROUND_MS));
  const beside = pages.length > 1 ? " (beside Elements)" : "";
  return [
    measurement({
      what: `${what}${beside}`,
      unit: "pages a second",
      rounds: results.map((rounds) => rounds.map(({ count, seconds }) => count / seconds)),
      ...(target && { target }),
    }),
    measurement({
      what: `${what}${beside}`,
      unit: "requests each",
      rounds: results.map((rounds) => rounds.map(({ requests }) => requests)),
    }),
  ];
}
