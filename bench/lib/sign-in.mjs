// Sign-ins with a password, hashed alike by both, and what everybody else notices of them.
import { createAccount, createAccounts, signIn, signInSteps } from "./identity.mjs";
import { measurement } from "./measurement.mjs";
import { inTurns } from "./rounds.mjs";
import { runLoad } from "./run-load.mjs";

const ROUNDS = 3;
const ROUND_MS = 4_000;
const WARM_UP_MS = 2_000;
const CONCURRENT = 16;
const LOOKING = 4;

/** @typedef {import("./contenders.mjs").Server} Server */
/** @typedef {import("../load.mjs").Task} Task */

/**
 * @param {Server[]} servers
 * @returns {Promise<import("./measurement.mjs").Measurement[]>}
 */
export async function measureSignIns(servers) {
  /** @type {Task[]} */
  const signIns = [];
  /** @type {Task[]} */
  const looks = [];
  for (const server of servers) {
    const { publicUrl: url } = server;
    const steps = signInSteps(await createAccounts(server, CONCURRENT));
    signIns.push({ url, steps, connections: CONCURRENT });
    const token = await signIn(server, await createAccount(server));
    const look = { paths: ["/sessions/whoami"], headers: { "x-session-token": token } };
    looks.push({ url, steps: [look], connections: LOOKING });
  }
  const both = async (/** @type {number} */ index, /** @type {number} */ durationMs) => {
    const [signInTask, lookTask] = [signIns[index], looks[index]];
    if (!signInTask || !lookTask) throw new Error("There is no such server.");
    // Kratos on SQLite refuses some sign-ins of a crowd ("database is locked"): those don't count.
    const [entered, looked] = await Promise.all([
      runLoad({ ...signInTask, durationMs }, { toleratesFailures: true }),
      runLoad({ ...lookTask, durationMs }, { toleratesFailures: true }),
    ]);
    return { entered, looked };
  };
  const alone = async (/** @type {number} */ index, /** @type {number} */ durationMs) => {
    const task = signIns[index];
    if (!task) throw new Error("There is no such server.");
    return runLoad({ ...task, durationMs }, { toleratesFailures: true });
  };
  for (const index of servers.keys()) await alone(index, WARM_UP_MS);
  const entered = await inTurns(servers.length, ROUNDS, (index) => alone(index, ROUND_MS));
  const crowded = await inTurns(servers.length, ROUNDS, (index) => both(index, ROUND_MS));
  return [
    measurement({
      what: `sign-in, ${CONCURRENT} at once`,
      unit: "a second",
      rounds: entered.map((rounds) => rounds.map(({ count, seconds }) => count / seconds)),
      target: { ratioAtLeast: 1.2 },
    }),
    measurement({
      what: `sign-in, ${CONCURRENT} at once`,
      unit: "refused by the server, %",
      rounds: entered.map((rounds) => rounds.map(({ count, failed }) => (100 * failed) / (count + failed))),
    }),
    measurement({
      what: `whoami beside ${CONCURRENT} sign-ins`,
      unit: "p99 in ms",
      rounds: crowded.map((rounds) => rounds.map(({ looked }) => looked.p99Ms)),
      target: { ratioAtMost: 1 },
    }),
  ];
}
