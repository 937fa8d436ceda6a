// How long a server takes to get ready, and how much memory it holds after a load that is the same for both.
import { start, withDatabases } from "./contenders.mjs";
import { createAccount, createAccounts, signIn, signInSteps, startBrowserLogin } from "./identity.mjs";
import { measureAdminList } from "./admin-list.mjs";
import { measurement } from "./measurement.mjs";
import { inTurns } from "./rounds.mjs";
import { runLoad } from "./run-load.mjs";
import { seedIdentities } from "./seed.mjs";

const STARTS = 5;
const READY_LIMIT_MS = 500;
const MIB = 1024 * 1024;
const IDENTITIES = 100_000;
const CONNECTIONS = 16;
const SIGN_INS = 40;
const SIGN_INS_AT_ONCE = 4;

/** @typedef {import("./contenders.mjs").Contender} Contender */
/** @typedef {import("./contenders.mjs").Server} Server */
/** @typedef {import("./measurement.mjs").Measurement} Measurement */

/**
 * @param {Contender[]} contenders
 * @returns {Promise<Measurement[]>}
 */
export function measureMemory(contenders) {
  return withDatabases(contenders, async (databases) => {
    /** @type {number[][]} */
    const idle = [];
    /** @type {number[][]} */
    const looked = [];
    /** @type {number[][]} */
    const entered = [];
    for (const [index, contender] of contenders.entries()) {
      const server = await start(contender, databases[index] ?? "");
      try {
        const mebibytes = async () => [(await server.residentBytes()) / MIB];
        idle.push(await mebibytes());
        // An account is needed, and its password hashed; that memory is given back, or it is not.
        const accounts = await createAccounts(server, SIGN_INS_AT_ONCE);
        await lookAround(server, accounts);
        looked.push(await mebibytes());
        await runLoad(
          {
            url: server.publicUrl,
            steps: signInSteps(accounts),
            connections: SIGN_INS_AT_ONCE,
            count: SIGN_INS,
          },
          { toleratesFailures: true },
        );
        entered.push(await mebibytes());
      } finally {
        await server.stop();
      }
    }
    const target = { ratioAtMost: 1 };
    const unit = "MiB resident";
    return [
      measurement({ what: "memory after the start", unit, rounds: idle }),
      measurement({ what: "memory after 9,000 requests without a sign-in", unit, rounds: looked, target }),
      measurement({ what: `memory after ${SIGN_INS} sign-ins more`, unit, rounds: entered, target }),
    ];
  });
}

/**
 * @param {Server} server
 * @param {import("./identity.mjs").Account[]} accounts
 */
async function lookAround(server, [account]) {
  if (!account) throw new Error("There is no account.");
  const token = await signIn(server, account);
  const flow = await startBrowserLogin(server);
  const load = (/** @type {import("../load.mjs").Step} */ step, /** @type {number} */ count) =>
    runLoad({ url: server.publicUrl, steps: [step], connections: CONNECTIONS, count });
  await load({ paths: ["/sessions/whoami"], headers: { "x-session-token": token } }, 5_000);
  await load({ paths: ["/self-service/login/browser"] }, 2_000);
  await load({ paths: [`/self-service/login/flows?id=${flow.id}`], headers: { cookie: flow.cookie } }, 2_000);
}

/**
 * Starts with many identities in the file, and the list of them.
 *
 * @param {Contender[]} contenders
 * @returns {Promise<Measurement[]>}
 */
export function measureWithManyIdentities(contenders) {
  return withDatabases(contenders, async (databases) => {
    const at = (/** @type {number} */ index) => {
      const contender = contenders[index];
      if (!contender) throw new Error("There is no such contender.");
      return start(contender, databases[index] ?? "");
    };
    for (const [index, contender] of contenders.entries()) {
      const server = await at(index);
      const { id } = await createAccount(server).finally(() => server.stop());
      seedIdentities(databases[index] ?? "", contender, { identityId: id, count: IDENTITIES });
    }
    const starts = await inTurns(contenders.length, STARTS, async (index) => {
      const server = await at(index);
      const cpuMs = 1_000 * (await server.cpuSeconds());
      await server.stop();
      return { readyMs: server.readyAfterMs, cpuMs };
    });
    const started = `start with ${IDENTITIES.toLocaleString("en")} identities`;
    const servers = [];
    try {
      for (const index of contenders.keys()) servers.push(await at(index));
      return [
        measurement({
          what: started,
          unit: "ms to ready",
          rounds: starts.map((rounds) => rounds.map(({ readyMs }) => readyMs)),
          target: { atMost: READY_LIMIT_MS },
        }),
        measurement({
          what: started,
          unit: "processor ms to ready",
          rounds: starts.map((rounds) => rounds.map(({ cpuMs }) => cpuMs)),
        }),
        ...(await measureAdminList(servers)),
      ];
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
    }
  });
}
