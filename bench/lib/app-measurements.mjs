// What the app costs a visitor, and the identity service behind it.
import { findBrowser } from "../../scripts/lib/browser.mjs";
import { buildWithEmptyPage, measureScripts, startBuiltApp } from "./app.mjs";
import { EMBEDDED, withServers } from "./contenders.mjs";
import { startCountingService } from "./counting-service.mjs";
import { createAccount, PASSWORD } from "./identity.mjs";
import { measurement } from "./measurement.mjs";
import { measureSignInPages } from "./sign-in-pages.mjs";
import { createVisitor, signInOnPage } from "./visitor.mjs";

const KIB = 1024;
const SCRIPT_BUDGETS_KIB = { "/login": 5, "/settings": 10 };
/** How many redirects lie between a visitor without cookies and a form. */
const REDIRECTS = { "/login": 0, "/dashboard": 1 };
const PAGES_OF_ALL = ["/login", "/registration", "/recovery"];
const PAGES_OF_SIGNED_IN = ["/dashboard", "/settings", "/sessions"];

/** @typedef {import("./measurement.mjs").Measurement} Measurement */

/** @returns {Promise<Measurement[]>} */
export async function measureApp() {
  console.log("Building the app with an empty page beside its own ...");
  await buildWithEmptyPage();
  return [...(await measurePages()), ...(await measureSignInPages())];
}

/** @returns {Promise<Measurement[]>} */
function measurePages() {
  return withServers([EMBEDDED], async ([server]) => {
    if (!server) throw new Error("The identity server was not started.");
    const service = await startCountingService(server.publicUrl);
    const admin = await startCountingService(server.adminUrl);
    const closeBoth = () => Promise.all([service.close(), admin.close()]);
    const app = await startBuiltApp({ publicUrl: service.url, adminUrl: admin.url }).catch(async (error) => {
      await closeBoth();
      throw error;
    });
    try {
      console.log("Measuring the app ...");
      const visitor = createVisitor();
      await signInOnPage(visitor, app.url, { ...(await createAccount(server)), password: PASSWORD });
      return [
        ...(await scripts(app.url, visitor.cookies)),
        ...(await redirects(app.url)),
        ...(await serviceCalls(app.url, () => [...service.takeCalls(), ...admin.takeCalls()], visitor)),
      ];
    } finally {
      await app.stop();
      await closeBoth();
    }
  });
}

/**
 * @param {string} appUrl
 * @param {Map<string, string>} cookies of somebody who is signed in
 * @returns {Promise<Measurement[]>}
 */
async function scripts(appUrl, cookies) {
  const browser = await findBrowser();
  if (!browser) {
    console.log("No browser was found (FOYER_BROWSER names one): client script is left out.");
    return [];
  }
  const measured = [];
  for (const [path, budget] of Object.entries(SCRIPT_BUDGETS_KIB)) {
    const given = path === "/login" ? [] : [...cookies].map(([name, value]) => ({ name, value }));
    const urls = [`${appUrl}/empty`, `${appUrl}${path}`];
    const [empty = 0, page = 0] = await measureScripts(browser.path, urls, given);
    measured.push(
      measurement({
        what: `client script of ${path} over an empty page, gzip`,
        unit: "KiB",
        rounds: [[(page - empty) / KIB]],
        target: { atMost: budget },
      }),
    );
  }
  return measured;
}

/**
 * @param {string} appUrl
 * @returns {Promise<Measurement[]>}
 */
async function redirects(appUrl) {
  const measured = [];
  for (const [path, target] of Object.entries(REDIRECTS)) {
    const { redirects: count } = await formVisit(`${appUrl}${path}`);
    measured.push(
      measurement({
        what: `cold ${path} to a form`,
        unit: "redirects",
        rounds: [[count]],
        target: { atMost: target },
      }),
    );
  }
  return measured;
}

/**
 * What the app asks of the service for one page, by the admin API too, and what of that it asks twice. What it asks once
 * in a while only has been asked before.
 *
 * @param {string} appUrl
 * @param {() => string[]} takeCalls made since it was asked last
 * @param {ReturnType<typeof createVisitor>} signedIn
 * @returns {Promise<Measurement[]>}
 */
async function serviceCalls(appUrl, takeCalls, signedIn) {
  const measured = [];
  const pages = [
    ...PAGES_OF_ALL.map((path) => ({ path, visitor: createVisitor(), who: "anybody" })),
    ...PAGES_OF_SIGNED_IN.map((path) => ({ path, visitor: signedIn, who: "signed in" })),
  ];
  for (const { path, visitor, who } of pages) {
    await visitor.get(`${appUrl}${path}`);
    takeCalls();
    const { url } = await visitor.get(`${appUrl}${path}`);
    if (new URL(url).pathname !== path) throw new Error(`${path} led to ${url}.`);
    const calls = takeCalls();
    const repeated = calls.length - new Set(calls).size;
    if (repeated > 0) console.log(`${path} asked twice: ${calls.join(", ")}`);
    const what = `${path}, ${who}`;
    measured.push(
      measurement({ what, unit: "calls to the service", rounds: [[calls.length]] }),
      measurement({ what, unit: "of them repeated", rounds: [[repeated]], target: { atMost: 0 } }),
    );
  }
  return measured;
}

/** @param {string} url */
async function formVisit(url) {
  const visit = await createVisitor().get(url);
  if (!visit.body.includes("<form")) throw new Error(`${url} ended on ${visit.url} without a form.`);
  return visit;
}
