// Brings a database up to the newest schema. Each migration is one file in migrations/, applied once, in order.
import { whileBusy, type Database } from "./database.js";
import { identitiesSessionsFlows } from "./migrations/001-identities-sessions-flows.js";
import { codesAndLinks } from "./migrations/002-codes-links.js";
import { courier } from "./migrations/003-courier.js";
import { messagesToPhones } from "./migrations/004-messages-to-phones.js";
import { usedTotpSteps } from "./migrations/005-used-totp-steps.js";
import { entryCodes } from "./migrations/006-entry-codes.js";
import { tokenExchanges } from "./migrations/007-token-exchanges.js";
import { keyHandles } from "./migrations/008-key-handles.js";
import { requestHeadersOfMessages } from "./migrations/009-request-headers-of-messages.js";
import { formsOfFlows } from "./migrations/010-forms-of-flows.js";

export interface Migration {
  version: number;
  name: string;
  sql: string;
}

export const migrations: readonly Migration[] = [
  identitiesSessionsFlows,
  codesAndLinks,
  courier,
  messagesToPhones,
  usedTotpSteps,
  entryCodes,
  tokenExchanges,
  keyHandles,
  requestHeadersOfMessages,
  formsOfFlows,
];

/**
 * Applies what is missing, each migration in a transaction of its own; safe when two processes start at once.
 *
 * @returns the names of the migrations applied now
 * @throws Error when the file was written by a newer version of this server
 */
export function migrate(database: Database, known: readonly Migration[] = migrations): string[] {
  whileBusy(() => {
    database.exec(
      "CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL)",
    );
  });
  const newest = database.prepare<{ version: number }>(
    "SELECT coalesce(max(version), 0) AS version FROM schema_migrations",
  );
  const record = database.prepare(
    "INSERT INTO schema_migrations (version, name, applied_at) VALUES (:version, :name, :appliedAt)",
  );
  const applied: string[] = [];
  // To build a table anew is to drop the old one, and what refers to its rows must not go with them.
  database.exec("PRAGMA foreign_keys = OFF");
  for (const migration of known) {
    whileBusy(() => {
      database.exec("BEGIN IMMEDIATE");
    });
    try {
      if ((newest.get()?.version ?? 0) < migration.version) {
        database.exec(migration.sql);
        record.run({ version: migration.version, name: migration.name, appliedAt: new Date().toISOString() });
        applied.push(migration.name);
      }
      database.exec("COMMIT");
    } catch (error) {
      database.exec("ROLLBACK");
      throw error;
    }
  }
  database.exec("PRAGMA foreign_keys = ON");
  const version = newest.get()?.version ?? 0;
  const supported = known.at(-1)?.version ?? 0;
  if (version > supported) {
    throw new Error(
      `The database is at schema version ${String(version)}, this server knows up to ${String(supported)}: start a newer server, or name another file in "dsn".`,
    );
  }
  return applied;
}
