// `npm run bench:curves`: what whoami and a sign-in cost the embedded server with 100 to 1,000,000 sessions in its file.
import { randomBytes } from "node:crypto";
import { buildIdentityServer } from "../scripts/lib/identity-server.mjs";
import { runMain } from "../scripts/lib/user-error.mjs";
import { EMBEDDED, start, withDatabases } from "./lib/contenders.mjs";
import { createAccount, createAccounts, signIn, signInSteps } from "./lib/identity.mjs";
import { measurement } from "./lib/measurement.mjs";
import { report } from "./lib/report.mjs";
import { inTurns } from "./lib/rounds.mjs";
import { runLoad } from "./lib/run-load.mjs";
import { seedIdentities, seedSessions } from "./lib/seed.mjs";

const SESSIONS = [100, 1_000, 10_000, 100_000, 1_000_000];
/** The sessions belong to these in turn. */
const IDENTITIES = 10_000;
const ROUNDS = 5;
const WHOAMI_MS = 2_000;
const SIGN_INS = 32;
const CONNECTIONS = 8;
/** Few enough for the server to keep them in memory, whatever is in the file. */
const RECENT = 100;
/** More than the server keeps in memory, so that where there are as many sessions, they are read from the file. */
const TOKENS = Array.from({ length: 5_000 }, () => `ory_st_${randomBytes(24).toString("base64url")}`);

/** @typedef {import("./lib/identity.mjs").Account} Account */

await runMain(async () => {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"]))
    process.once(signal, () => process.exit(130));
  await buildIdentityServer();
  const contenders = SESSIONS.map(() => EMBEDDED);
  await withDatabases(contenders, async (databases) => {
    for (const [index, count] of SESSIONS.entries()) {
      console.log(`Filling a file with ${count.toLocaleString("en")} sessions ...`);
      await fill(databases[index] ?? "", count);
    }
    console.log("Measuring ...");
    const servers = [];
    try {
      for (const database of databases) servers.push(await start(EMBEDDED, database));
      await report("curves", await measure(servers));
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
    }
  });
  return 0;
});

/**
 * @param {string} database
 * @param {number} count
 */
async function fill(database, count) {
  const server = await start(EMBEDDED, database);
  const account = await createAccount(server);
  const token = await signIn(server, account);
  const answer = await fetch(`${server.publicUrl}/sessions/whoami`, {
    headers: { "x-session-token": token },
  });
  const { id } = await answer.json();
  await server.stop();
  seedIdentities(database, EMBEDDED, { identityId: account.id, count: IDENTITIES });
  seedSessions(database, { sessionId: id, identities: IDENTITIES, count }, TOKENS.slice(0, count));
}

/**
 * @param {import("./lib/contenders.mjs").Server[]} servers one for each number of sessions
 * @returns {Promise<import("./lib/measurement.mjs").Measurement[]>}
 */
async function measure(servers) {
  /** @type {Account[][]} */
  const accounts = [];
  for (const server of servers) accounts.push(await createAccounts(server, CONNECTIONS));

  const whoami = (/** @type {number} */ index, /** @type {number} */ tokens) => {
    const headers = TOKENS.slice(0, tokens).map((token) => ({ "x-session-token": token }));
    return cost(servers[index], {
      steps: [{ paths: ["/sessions/whoami"], headers }],
      connections: CONNECTIONS,
      durationMs: WHOAMI_MS,
    });
  };
  const entry = (/** @type {number} */ index) =>
    cost(servers[index], {
      steps: signInSteps(accounts[index] ?? []),
      connections: CONNECTIONS,
      count: SIGN_INS,
    });
  // Which sessions are asked for in turn: the same few in every file, and more than fit into memory where there are.
  const large = SESSIONS.flatMap((count, index) => (count > TOKENS.length ? [index] : []));
  for (const index of servers.keys()) await whoami(index, RECENT);
  const recent = await inTurns(servers.length, ROUNDS, (index) => whoami(index, RECENT));
  for (const index of large) await whoami(index, TOKENS.length);
  const read = await inTurns(large.length, ROUNDS, (place) => whoami(large[place] ?? 0, TOKENS.length));
  const entries = await inTurns(servers.length, ROUNDS, entry);
  return [
    ...curve("whoami from memory", "processor µs", SESSIONS, recent, 1_000),
    ...curve(
      "whoami from the file",
      "processor µs",
      large.map((index) => SESSIONS[index] ?? 0),
      read,
      1_000,
    ),
    ...curve("sign-in", "processor ms", SESSIONS, entries, 1),
  ];
}

/**
 * @param {string} what
 * @param {string} unit
 * @param {number[]} sessions
 * @param {number[][]} costs in milliseconds, by number of sessions
 * @param {number} factor from milliseconds to the unit
 */
function curve(what, unit, sessions, costs, factor) {
  return costs.map((rounds, index) =>
    measurement({
      what: `${what} with ${sessions[index]?.toLocaleString("en")} sessions`,
      unit,
      rounds: [rounds.map((ms) => ms * factor)],
    }),
  );
}

/**
 * @param {import("./lib/contenders.mjs").Server | undefined} server
 * @param {Omit<import("./load.mjs").Task, "url">} task
 * @returns {Promise<number>} milliseconds of processor time for each round
 */
async function cost(server, task) {
  if (!server) throw new Error("There is no such server.");
  const before = await server.cpuSeconds();
  const { count } = await runLoad({ url: server.publicUrl, ...task });
  return (1_000 * ((await server.cpuSeconds()) - before)) / count;
}
