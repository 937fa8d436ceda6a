/** The same tests on SQLite and on Postgres; where there is no Postgres they are skipped by name, with the reason. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "vitest";
import { parseDatabaseUrl } from "../address";
import { type Database, openDatabase } from "../open";
import { missingPostgres, type PostgresServer, startPostgres } from "./postgres";

export interface TestDatabases {
  /** The address of a new, empty database. */
  newAddress: () => Promise<string>;
  /** Opens an address. It is closed after the file's tests. */
  open: (address: string) => Database;
}

/** Declares the tests that `declare` declares, once for each kind of database. */
export async function onEachDatabase(
  title: string,
  declare: (databases: TestDatabases) => void,
): Promise<void> {
  describe(`${title}, on SQLite`, () => {
    let folder = "";
    let count = 0;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "foyer-db-"));
    });
    declare({
      open: closedAfterwards(),
      newAddress: async () => `file:${join(folder, `${count++}.sqlite`)}`,
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));
  });

  const missing = await missingPostgres();
  if (missing !== undefined) {
    it.skip(`${title}, on Postgres: ${missing}`);
    return;
  }
  describe(`${title}, on Postgres`, () => {
    let server: PostgresServer | undefined;
    beforeAll(async () => {
      server = await startPostgres();
    });
    // Hooks run last first: the server goes when nobody is connected to it any more.
    afterAll(() => server?.stop());
    declare({
      open: closedAfterwards(),
      newAddress: async () => {
        if (!server) throw new Error("Postgres is not running.");
        return server.createDatabase();
      },
    });
  });
}

function closedAfterwards(): TestDatabases["open"] {
  const opened: Database[] = [];
  afterAll(async () => {
    for (const db of opened) await db.destroy();
  });
  return (text) => {
    const address = parseDatabaseUrl(text);
    if (!address) throw new Error(`${text} is not an address of a database.`);
    const db = openDatabase(address);
    opened.push(db);
    return db;
  };
}
