// The database of a Kratos 0.8.2: its admin API does not tell the mails that wait in it, so they are read there.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { SentMail } from "./client";
import type { Command } from "./servers";

export interface OlderDatabase {
  dsn: string;
  mailsTo: (recipient: string) => SentMail[];
  close: () => void;
}

interface Sqlite {
  prepare: (sql: string) => { all: (...values: string[]) => SentMail[] };
  close: () => void;
}

/** Makes the tables in a file below `folder`. Throws with what Kratos wrote when it cannot. */
export function openOlderDatabase([program, ...args]: Command, folder: string): OlderDatabase {
  const file = join(folder, "kratos.sqlite");
  const dsn = `sqlite://${file}?_fk=true`;
  const { status, stderr } = spawnSync(program, [...args, "migrate", "sql", "-e", "--yes"], {
    env: { PATH: process.env["PATH"], HOME: folder, NODE_ENV: "development", DSN: dsn },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`Kratos could not make its tables:\n${stderr}`);
  // Looked up from here, also where this module is part of a bundle elsewhere.
  const Database = createRequire(import.meta.url)("libsql") as new (path: string) => Sqlite;
  const database = new Database(file);
  const mails = database.prepare(
    "SELECT template_type, body FROM courier_messages WHERE recipient = ? ORDER BY created_at DESC, rowid DESC",
  );
  return { dsn, mailsTo: (recipient) => mails.all(recipient), close: () => database.close() };
}
