/** One way to open the database, whichever it is. */
import { chmodSync, existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { Kysely, PostgresDialect, type SqliteDatabase, SqliteDialect } from "kysely";
import Libsql from "libsql";
import { Pool } from "pg";
import { log } from "@/lib/log";
import type { DatabaseAddress } from "./address";
import type { Tables } from "./tables";

export type Database = Kysely<Tables>;

/** How long a statement waits for another process's transaction on the same file. */
const BUSY_MS = 5000;
const MAX_CONNECTIONS = 10;
/** A database that can't be reached fails the request rather than holding it. */
const CONNECT_MS = 5000;

export function openDatabase(address: DatabaseAddress): Database {
  switch (address.kind) {
    case "sqlite":
      return new Kysely({ dialect: new SqliteDialect({ database: openFile(address.path) }) });
    case "postgres": {
      const pool = new Pool({
        connectionString: address.url,
        max: MAX_CONNECTIONS,
        connectionTimeoutMillis: CONNECT_MS,
      });
      // A connection that breaks while nobody uses it is replaced at the next use; unheard, it would end the process.
      pool.on("error", (error) =>
        log().warn({ problem: error.message }, "an idle database connection broke"),
      );
      return new Kysely({ dialect: new PostgresDialect({ pool }) });
    }
  }
}

function openFile(path: string): SqliteDatabase {
  const isNew = path !== ":memory:" && !existsSync(path);
  if (isNew) mkdirSync(dirname(path), { recursive: true });
  const connection = new Libsql(path, { timeout: BUSY_MS });
  if (isNew) chmodSync(path, 0o600);
  connection.exec("PRAGMA journal_mode = WAL");
  connection.exec("PRAGMA foreign_keys = ON");
  return {
    close: () => void connection.close(),
    // SQLite refuses at once, whatever the timeout, a transaction that has read and then wants to write while another
    // process writes. Those that take the lock first wait for their turn.
    prepare: (sql) => connection.prepare(sql === "begin" ? "begin immediate" : sql),
  };
}
