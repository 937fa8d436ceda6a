/** A Postgres for tests: the one that is given by address, or a passing one of the machine's own binaries. */
import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";

const run = promisify(execFile);
const USER = "foyer";
const START_MS = 20_000;
const PAUSE_MS = 50;

export interface PostgresServer {
  /** Creates an empty database. @returns its address */
  createDatabase: () => Promise<string>;
  stop: () => Promise<void>;
}

/** Why no Postgres can be had, or undefined where one can. */
export async function missingPostgres(): Promise<string | undefined> {
  if (givenUrl() || (await findBinaries())) return undefined;
  return "TEST_DATABASE_URL is not set, and this machine has no Postgres server (initdb)";
}

export async function startPostgres(): Promise<PostgresServer> {
  const given = givenUrl();
  if (given) return serverAt(given, async () => {});
  const binaries = await findBinaries();
  if (!binaries) throw new Error("There is no Postgres on this machine; see missingPostgres.");

  const folder = await mkdtemp(join(tmpdir(), "foyer-postgres-"));
  const account = await unprivilegedAccount();
  if (account) await chown(folder, account.uid, account.gid);
  const data = join(folder, "data");
  await run(join(binaries, "initdb"), ["-D", data, "-U", USER, "-A", "trust", "--no-sync", "-E", "UTF8"], {
    ...account,
    cwd: folder,
  });
  const port = await freePort();
  const server = spawn(
    join(binaries, "postgres"),
    ["-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1", "-k", "", "-c", "fsync=off"],
    { ...account, cwd: folder, stdio: "ignore" },
  );
  const ended = new Promise<void>((resolve) => server.once("close", () => resolve()));
  const stop = async () => {
    // "Immediate shutdown": nothing in it is to be kept.
    server.kill("SIGQUIT");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const url = `postgres://${USER}@127.0.0.1:${port}/postgres`;
  try {
    await untilItAnswers(url);
  } catch (error) {
    await stop();
    throw error;
  }
  return serverAt(url, stop);
}

function serverAt(url: string, stop: () => Promise<void>): PostgresServer {
  const created: string[] = [];
  return {
    createDatabase: async () => {
      const name = `foyer_test_${randomBytes(6).toString("hex")}`;
      await execute(url, `create database ${name}`);
      created.push(name);
      const address = new URL(url);
      address.pathname = `/${name}`;
      return address.href;
    },
    stop: async () => {
      for (const name of created) await execute(url, `drop database if exists ${name} with (force)`);
      await stop();
    },
  };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function untilItAnswers(url: string): Promise<void> {
  const until = Date.now() + START_MS;
  for (;;) {
    try {
      return await execute(url, "select 1");
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

function givenUrl(): string | undefined {
  return process.env.TEST_DATABASE_URL || undefined;
}

/** @returns the folder with initdb and postgres: where the path leads, or where Debian keeps them */
async function findBinaries(): Promise<string | undefined> {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? (await readdir(debian)).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...(process.env.PATH ?? "").split(":").filter((folder) => folder !== ""),
    ...versions.map((version) => join(debian, version, "bin")),
  ];
  return folders.find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")));
}

/** Postgres refuses to run as root. */
async function unprivilegedAccount(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    try {
      const [uid, gid] = await Promise.all(
        ["-u", "-g"].map(async (flag) => (await run("id", [flag, name])).stdout),
      );
      return { uid: Number(uid), gid: Number(gid) };
    } catch {
      continue;
    }
  }
  throw new Error("Postgres does not run as root, and there is neither a user `postgres` nor `nobody`.");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
