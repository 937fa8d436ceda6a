// What a page asks for each time: rounds of requests per second, for both servers in turns.
import { createAccount, signIn, startBrowserLogin } from "./identity.mjs";
import { measurement } from "./measurement.mjs";
import { inTurns } from "./rounds.mjs";
import { runLoad } from "./run-load.mjs";

const ROUNDS = 4;
const ROUND_MS = 2_000;
const WARM_UP_MS = 3_000;
const CONNECTIONS = 16;
const OTHER_FLOWS = 3_000;

/** @typedef {import("./contenders.mjs").Server} Server */

/**
 * @param {Server[]} servers
 * @returns {Promise<import("./measurement.mjs").Measurement[]>}
 */
export async function measureThroughput(servers) {
  /** @type {string[]} */
  const tokens = [];
  /** @type {{ id: string, cookie: string }[]} */
  const flows = [];
  /** @type {string[][]} */
  const others = [];
  for (const server of servers) {
    tokens.push(await signIn(server, await createAccount(server)));
    const flow = await startBrowserLogin(server);
    flows.push(flow);
    others.push(await startFlows(server, flow.cookie));
  }
  const path = (/** @type {string} */ id) => `/self-service/login/flows?id=${id}`;
  return [
    ...(await measure(servers, "whoami", { ratioAtLeast: 5 }, (index) => ({
      paths: ["/sessions/whoami"],
      headers: { "x-session-token": tokens[index] ?? "" },
    }))),
    ...(await measure(servers, "flow fetch", { ratioAtLeast: 5 }, (index) => ({
      paths: [path(flows[index]?.id ?? "")],
      headers: { cookie: flows[index]?.cookie ?? "" },
    }))),
    ...(await measure(servers, `flow fetch, ${OTHER_FLOWS} flows in turn`, undefined, (index) => ({
      paths: (others[index] ?? []).map(path),
      headers: { cookie: flows[index]?.cookie ?? "" },
    }))),
    ...(await measure(servers, "flow creation", { ratioAtLeast: 5 }, () => ({
      paths: ["/self-service/login/browser"],
    }))),
  ];
}

/**
 * @param {Server} server
 * @param {string} cookie of the browser whose flows they are
 */
async function startFlows(server, cookie) {
  const ids = [];
  for (let begun = 0; begun < OTHER_FLOWS; begun += 30) {
    const flows = await Promise.all(Array.from({ length: 30 }, () => startBrowserLogin(server, cookie)));
    ids.push(...flows.map(({ id }) => id));
  }
  return ids;
}

/**
 * @param {Server[]} servers
 * @param {string} what
 * @param {import("./measurement.mjs").Target | undefined} target of requests per second
 * @param {(server: number) => import("../load.mjs").Step} step
 */
async function measure(servers, what, target, step) {
  const load = async (/** @type {number} */ index, /** @type {number} */ durationMs) => {
    const server = servers[index];
    if (!server) throw new Error("There is no such server.");
    const before = await server.cpuSeconds();
    const result = await runLoad({
      url: server.publicUrl,
      steps: [step(index)],
      connections: CONNECTIONS,
      durationMs,
    });
    return { ...result, cpuMicroseconds: (((await server.cpuSeconds()) - before) / result.count) * 1e6 };
  };
  for (const index of servers.keys()) await load(index, WARM_UP_MS);
  const results = await inTurns(servers.length, ROUNDS, (index) => load(index, ROUND_MS));
  const rounds = (/** @type {(result: Awaited<ReturnType<typeof load>>) => number} */ pick) =>
    results.map((each) => each.map(pick));
  return [
    measurement({
      what,
      unit: "requests a second",
      rounds: rounds(({ count, seconds }) => count / seconds),
      ...(target && { target }),
    }),
    measurement({ what, unit: "p99 in ms", rounds: rounds(({ p99Ms }) => p99Ms) }),
    measurement({ what, unit: "processor µs a request", rounds: rounds((each) => each.cpuMicroseconds) }),
  ];
}
