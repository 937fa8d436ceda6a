// Containers of paused actions.
import type { JsonObject } from "../json.js";
import type { Timestamp } from "../time.js";
import type { Database } from "./database.js";

export interface ContinuityContainer {
  id: string;
  name: string;
  identityId: string | null;
  payload: JsonObject;
  expiresAt: Timestamp;
}

export interface ContinuityStore {
  find(id: string): ContinuityContainer | undefined;
  /** Within a write. */
  insert(container: ContinuityContainer): void;
  /** Within a write. @returns false when it was taken before */
  delete(id: string): boolean;
  /** Within a write. @returns how many were deleted, at most `limit` */
  deleteExpired(before: Timestamp, limit: number): number;
}

interface ContainerRow {
  id: string;
  name: string;
  identity_id: string | null;
  payload: string;
  expires_at: number;
}

export function createContinuityStore(database: Database): ContinuityStore {
  const find = database.prepare<ContainerRow>(
    "SELECT id, name, identity_id, payload, expires_at FROM continuity_containers WHERE id = :id",
  );
  const insert = database.prepare(
    `INSERT INTO continuity_containers (id, name, identity_id, payload, expires_at)
     VALUES (:id, :name, :identityId, :payload, :expiresAt)`,
  );
  const remove = database.prepare("DELETE FROM continuity_containers WHERE id = :id");
  const deleteExpired = database.prepare(
    `DELETE FROM continuity_containers
     WHERE id IN (SELECT id FROM continuity_containers WHERE expires_at < :before LIMIT :limit)`,
  );
  return {
    find: (id) => {
      const row = find.get({ id });
      if (!row) return undefined;
      return {
        id: row.id,
        name: row.name,
        identityId: row.identity_id,
        payload: JSON.parse(row.payload) as JsonObject,
        expiresAt: row.expires_at,
      };
    },
    insert: (container) => {
      insert.run({ ...container, payload: JSON.stringify(container.payload) });
    },
    delete: (id) => remove.run({ id }) === 1,
    deleteExpired: (before, limit) => deleteExpired.run({ before, limit }),
  };
}
