// Requests per second, both servers in turns, so that what else the machine does falls on both alike.
import { runLoad } from "./run-load.mjs";
import { createAccount, startBrowserLogin } from "./identity.mjs";

const ROUNDS = 3;
const ROUND_MS = 3_000;
const CONNECTIONS = 16;

/**
 * @typedef {import("./identity.mjs").Addresses} Addresses
 * @typedef {{ name: string, perSecond: number[], p99Ms: number[] }} Throughput one number for each server
 */

/**
 * @param {Addresses[]} servers
 * @returns {Promise<Throughput[]>}
 */
export async function measureThroughput(servers) {
  const prepared = await Promise.all(
    servers.map(async (server) => ({
      server,
      account: await createAccount(server),
      flow: await startBrowserLogin(server),
    })),
  );
  const tasks = {
    whoami: prepared.map(({ server, account }) => ({
      url: `${server.publicUrl}/sessions/whoami`,
      headers: { "x-session-token": account.sessionToken },
    })),
    "flow creation": prepared.map(({ server }) => ({
      url: `${server.publicUrl}/self-service/login/browser`,
    })),
    "flow fetch": prepared.map(({ server, flow }) => ({
      url: `${server.publicUrl}/self-service/login/flows?id=${flow.id}`,
      headers: { cookie: flow.cookie },
    })),
  };
  /** @type {Throughput[]} */
  const measured = [];
  for (const [name, each] of Object.entries(tasks)) measured.push({ name, ...(await inTurns(each)) });
  return measured;
}

/**
 * @param {{ url: string, headers?: Record<string, string> }[]} tasks the same request, to each server
 */
async function inTurns(tasks) {
  // A first, short round warms up: just-in-time compilers, caches, connection pools.
  for (const task of tasks) await runLoad({ ...task, connections: CONNECTIONS, durationMs: 1_000 });

  const results = tasks.map(() => /** @type {import("../load.mjs").Result[]} */ ([]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, task] of tasks.entries()) {
      results[index]?.push(await runLoad({ ...task, connections: CONNECTIONS, durationMs: ROUND_MS }));
    }
  }
  return {
    perSecond: results.map((rounds) => median(rounds.map(({ count, seconds }) => count / seconds))),
    p99Ms: results.map((rounds) => median(rounds.map(({ p99Ms }) => p99Ms))),
  };
}

/** @param {number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
