// The admin API's list, page by page through many identities.
import { measurement } from "./measurement.mjs";
import { inTurns } from "./rounds.mjs";
import { runLoad } from "./run-load.mjs";

const ROUNDS = 5;
const ROUND_MS = 2_000;
const WARM_UP_MS = 1_000;
const CONNECTIONS = 4;
/** As many as either server gives at once: a thousand take two pages. */
const PAGE = 500;
const PAGES = 40;

/**
 * @param {import("./contenders.mjs").Server[]} servers on the same identities
 * @returns {Promise<import("./measurement.mjs").Measurement[]>}
 */
export async function measureAdminList(servers) {
  /** @type {string[][]} */
  const pages = [];
  for (const server of servers) pages.push(await firstPages(server.adminUrl));
  const load = (/** @type {number} */ index, /** @type {number} */ durationMs) =>
    runLoad({
      url: servers[index]?.adminUrl ?? "",
      steps: [0, 1].map((half) => ({ paths: (pages[index] ?? []).filter((_, place) => place % 2 === half) })),
      connections: CONNECTIONS,
      durationMs,
    });
  for (const index of servers.keys()) await load(index, WARM_UP_MS);
  const results = await inTurns(servers.length, ROUNDS, (index) => load(index, ROUND_MS));
  return [
    measurement({
      what: "admin list, 1,000 of 100,000 identities",
      unit: "thousands a second",
      rounds: results.map((rounds) => rounds.map(({ count, seconds }) => count / seconds)),
      target: { ratioAtLeast: 2 },
    }),
  ];
}

/**
 * The way through the list, as its own links lead.
 *
 * @param {string} adminUrl
 * @returns {Promise<string[]>}
 */
async function firstPages(adminUrl) {
  const pages = [`/admin/identities?page_size=${PAGE}`];
  while (pages.length < PAGES) {
    const response = await fetch(`${adminUrl}${pages.at(-1)}`);
    const identities = await response.json();
    if (response.status !== 200 || identities.length !== PAGE) {
      throw new Error(`${response.url} answered ${response.status} with ${identities.length} identities.`);
    }
    const token = /[?&]page_token=([^&>]+)[^>]*>; *rel="next"/.exec(response.headers.get("link") ?? "")?.[1];
    if (!token) throw new Error(`${response.url} names no next page.`);
    pages.push(`/admin/identities?page_size=${PAGE}&page_token=${token}`);
  }
  return pages;
}
