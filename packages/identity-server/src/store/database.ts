// The SQLite file: how it is opened, and the prepared statements that everything in store/ is made of.
import { chmodSync, existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Libsql from "libsql";

export type SqlValue = string | number | bigint | Uint8Array | null;
export type SqlParams = Record<string, SqlValue>;

/** One named statement: prepared once, run with named parameters (`:name` in the SQL). */
export interface Statement<Row> {
  get(params?: SqlParams): Row | undefined;
  all(params?: SqlParams): Row[];
  /** @returns the number of rows that changed */
  run(params?: SqlParams): number;
}

const START_PATIENCE_MS = 10_000;
const START_PAUSE_MS = 10;

export interface Database {
  /** Prepares a statement. The row type is the caller's word for what the SQL selects. */
  prepare<Row = never>(sql: string): Statement<Row>;
  exec(sql: string): void;
  close(): void;
}

/**
 * Opens (or creates) the database.
 *
 * WAL lets readers go on beside the writer; `synchronous=FULL` makes a commit durable before it is acknowledged,
 * so that nothing which was answered with success is lost with the process or the machine.
 *
 * @param path a file path, or `:memory:`
 * @see https://www.sqlite.org/pragma.html#pragma_synchronous
 */
export function openDatabase(path: string): Database {
  const isFile = path !== ":memory:";
  const isNew = isFile && !existsSync(path);
  if (isNew) mkdirSync(dirname(path), { recursive: true });
  const connection = new Libsql(path);
  // The file holds password hashes and mails: it is nobody else's to read.
  if (isNew) chmodSync(path, 0o600);
  // Another server may be starting on the same file; SQLite's own patience does not cover this statement.
  whileBusy(() => connection.exec("PRAGMA journal_mode = WAL"));
  connection.exec("PRAGMA synchronous = FULL");
  connection.exec("PRAGMA foreign_keys = ON");
  // The writer retries by itself without blocking the event loop (see writer.ts).
  connection.exec("PRAGMA busy_timeout = 20");
  return {
    prepare<Row>(sql: string): Statement<Row> {
      const statement = connection.prepare<SqlParams[]>(sql);
      // The driver leaves a statement behind at its end after `all`, and the next `get` of it finds nothing: each has
      // a statement of its own.
      let listing: typeof statement | undefined;
      const bind = (params: SqlParams | undefined): SqlParams[] => (params === undefined ? [] : [params]);
      return {
        get: (params) => statement.get(...bind(params)) as Row | undefined,
        all: (params) => (listing ??= connection.prepare<SqlParams[]>(sql)).all(...bind(params)) as Row[],
        run: (params) => statement.run(...bind(params)).changes,
      };
    },
    exec: (sql) => {
      connection.exec(sql);
    },
    close: () => {
      connection.close();
    },
  };
}

/**
 * Repeats what another process' lock refuses, for as long as a start may take. It blocks: for the start only, when
 * nothing else is to be done.
 */
export function whileBusy<T>(work: () => T): T {
  const until = Date.now() + START_PATIENCE_MS;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, START_PAUSE_MS);
    }
  }
}

/** Whether SQLite refused because another process holds the lock; such a try may be repeated. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("SQLITE_BUSY");
}

/** Whether a UNIQUE constraint refused a row. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && /UNIQUE constraint failed/.test(error.message);
}
