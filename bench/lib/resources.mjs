// How long a server takes to get ready, and how much memory it holds after a load that is the same for both.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate, start } from "./contenders.mjs";
import { createAccount, signIn, startBrowserLogin } from "./identity.mjs";
import { runLoad } from "./run-load.mjs";
import { median } from "./throughput.mjs";

const STARTS = 5;
const SIGN_INS = 40;

/** @typedef {import("./contenders.mjs").Contender} Contender */

/**
 * @param {Contender[]} contenders
 * @returns {Promise<{ readyMs: number[], residentBytes: number[] }>} one number for each
 */
export async function measureResources(contenders) {
  const folder = await mkdtemp(join(tmpdir(), "foyer-bench-"));
  try {
    const databases = contenders.map(({ name }) => join(folder, `${name}.sqlite`));
    const residentBytes = [];
    for (const [index, contender] of contenders.entries()) {
      await migrate(contender, databases[index] ?? "");
      residentBytes.push(await memoryAfterLoad(contender, databases[index] ?? ""));
    }
    // Each start finds the data of the load, as after a restart.
    const times = contenders.map(() => /** @type {number[]} */ ([]));
    for (let round = 0; round < STARTS; round++) {
      for (const [index, contender] of contenders.entries()) {
        const server = await start(contender, databases[index] ?? "");
        times[index]?.push(server.readyAfterMs);
        await server.stop();
      }
    }
    return { readyMs: times.map(median), residentBytes };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * @param {Contender} contender
 * @param {string} databasePath
 */
async function memoryAfterLoad(contender, databasePath) {
  const server = await start(contender, databasePath);
  try {
    const account = await createAccount(server);
    const flow = await startBrowserLogin(server);
    const { publicUrl } = server;
    await runLoad({
      url: `${publicUrl}/sessions/whoami`,
      headers: { "x-session-token": account.sessionToken },
      connections: 16,
      count: 5_000,
    });
    await runLoad({ url: `${publicUrl}/self-service/login/browser`, connections: 16, count: 2_000 });
    await runLoad({
      url: `${publicUrl}/self-service/login/flows?id=${flow.id}`,
      headers: { cookie: flow.cookie },
      connections: 16,
      count: 2_000,
    });
    // Sign-ins hash passwords, which is where memory goes.
    for (let each = 0; each < SIGN_INS; each += 4) {
      await Promise.all(Array.from({ length: 4 }, () => signIn(server, account.email)));
    }
    return await server.residentBytes();
  } finally {
    await server.stop();
  }
}
