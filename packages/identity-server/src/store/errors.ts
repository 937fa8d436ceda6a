// Errors kept for the error page.
import type { JsonObject } from "../json.js";
import type { Timestamp } from "../time.js";
import type { Database } from "./database.js";

export interface StoredError {
  id: string;
  /** The generic error object, without the outer `error` key. */
  body: JsonObject;
  createdAt: Timestamp;
}

export interface ErrorStore {
  find(id: string): StoredError | undefined;
  /** Within a write. */
  insert(error: StoredError): void;
  /** Within a write. @returns how many were deleted, at most `limit` */
  deleteOlder(before: Timestamp, limit: number): number;
}

export function createErrorStore(database: Database): ErrorStore {
  const find = database.prepare<{ body: string; created_at: number }>(
    "SELECT body, created_at FROM errors WHERE id = :id",
  );
  const insert = database.prepare(
    "INSERT INTO errors (id, body, created_at) VALUES (:id, :body, :createdAt)",
  );
  const deleteOlder = database.prepare(
    "DELETE FROM errors WHERE id IN (SELECT id FROM errors WHERE created_at < :before LIMIT :limit)",
  );
  return {
    find: (id) => {
      const row = find.get({ id });
      return row && { id, body: JSON.parse(row.body) as JsonObject, createdAt: row.created_at };
    },
    insert: (error) => {
      insert.run({ id: error.id, body: JSON.stringify(error.body), createdAt: error.createdAt });
    },
    deleteOlder: (before, limit) => deleteOlder.run({ before, limit }),
  };
}
