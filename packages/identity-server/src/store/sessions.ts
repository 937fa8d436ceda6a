// Sessions. Statements for the admin listings are in session-listings.ts.
import type { AssuranceLevel, AuthenticationMethod, Device, Session } from "../sessions/session.js";
import type { Timestamp } from "../time.js";
import type { Database, SqlParams } from "./database.js";

export interface SessionStore {
  /** @returns the session whatever its state; sessions/active.ts judges it */
  findByTokenHash(tokenHash: Uint8Array): Session | undefined;
  find(id: string): Session | undefined;
  /** All sessions of an identity, newest first. */
  listByIdentity(identityId: string): Session[];
  /** Within a write. */
  insert(session: Session, tokenHash: Uint8Array): void;
  /** Within a write. With `tokenHash` the session gets a new token, the old one is dead. @returns false when it is gone */
  update(session: Session, tokenHash?: Uint8Array): boolean;
  /** Within a write. The row stays, `active` is false. @returns false when there is no such session */
  disable(id: string): boolean;
  /** Within a write. @returns how many sessions other than `exceptId` the identity had, active or not */
  disableOthers(identityId: string, exceptId: string): number;
  /** Within a write. @returns how many rows went */
  deleteByIdentity(identityId: string): number;
  /** Within a write. @returns how many were deleted, at most `limit` */
  deleteExpired(before: Timestamp, limit: number): number;
}

export interface SessionRow {
  id: string;
  identity_id: string;
  active: number;
  aal: AssuranceLevel;
  authentication_methods: string;
  devices: string;
  issued_at: number;
  authenticated_at: number;
  expires_at: number;
}

export const sessionColumns =
  "id, identity_id, active, aal, authentication_methods, devices, issued_at, authenticated_at, expires_at";

/** @param touch is called with every change to what is stored */
export function createSessionStore(database: Database, touch: () => void): SessionStore {
  const findByTokenHash = database.prepare<SessionRow>(
    `SELECT ${sessionColumns} FROM sessions WHERE token_hash = :tokenHash`,
  );
  const find = database.prepare<SessionRow>(`SELECT ${sessionColumns} FROM sessions WHERE id = :id`);
  const listByIdentity = database.prepare<SessionRow>(
    `SELECT ${sessionColumns} FROM sessions WHERE identity_id = :identityId ORDER BY issued_at DESC, rowid DESC`,
  );
  const insert = database.prepare(
    `INSERT INTO sessions (${sessionColumns}, token_hash)
     VALUES (:id, :identityId, :active, :aal, :authenticationMethods, :devices, :issuedAt, :authenticatedAt,
             :expiresAt, :tokenHash)`,
  );
  const update = database.prepare(
    `UPDATE sessions SET active = :active, aal = :aal, authentication_methods = :authenticationMethods,
       devices = :devices, authenticated_at = :authenticatedAt, expires_at = :expiresAt
     WHERE id = :id`,
  );
  const setToken = database.prepare("UPDATE sessions SET token_hash = :tokenHash WHERE id = :id");
  const disable = database.prepare("UPDATE sessions SET active = 0 WHERE id = :id");
  const disableOthers = database.prepare(
    "UPDATE sessions SET active = 0 WHERE identity_id = :identityId AND id <> :exceptId",
  );
  const deleteByIdentity = database.prepare("DELETE FROM sessions WHERE identity_id = :identityId");
  const deleteExpired = database.prepare(
    "DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at < :before LIMIT :limit)",
  );
  return {
    findByTokenHash: (tokenHash) => sessionOf(findByTokenHash.get({ tokenHash })),
    find: (id) => sessionOf(find.get({ id })),
    listByIdentity: (identityId) => listByIdentity.all({ identityId }).map(toSession),
    insert: (session, tokenHash) => {
      insert.run({
        ...changeable(session),
        identityId: session.identityId,
        issuedAt: session.issuedAt,
        tokenHash,
      });
    },
    update: (session, tokenHash) => {
      touch();
      if (tokenHash) setToken.run({ id: session.id, tokenHash });
      return update.run(changeable(session)) === 1;
    },
    disable: (id) => {
      touch();
      return disable.run({ id }) === 1;
    },
    disableOthers: (identityId, exceptId) => {
      touch();
      return disableOthers.run({ identityId, exceptId });
    },
    deleteByIdentity: (identityId) => {
      touch();
      return deleteByIdentity.run({ identityId });
    },
    // What is over does not count, stored or not: this is no change.
    deleteExpired: (before, limit) => deleteExpired.run({ before, limit }),
  };
}

export function toSession(row: SessionRow): Session {
  return {
    id: row.id,
    identityId: row.identity_id,
    active: row.active === 1,
    aal: row.aal,
    authenticationMethods: JSON.parse(row.authentication_methods) as AuthenticationMethod[],
    devices: JSON.parse(row.devices) as Device[],
    issuedAt: row.issued_at,
    authenticatedAt: row.authenticated_at,
    expiresAt: row.expires_at,
  };
}

function sessionOf(row: SessionRow | undefined): Session | undefined {
  return row && toSession(row);
}

function changeable(session: Session): SqlParams {
  return {
    id: session.id,
    active: session.active ? 1 : 0,
    aal: session.aal,
    authenticationMethods: JSON.stringify(session.authenticationMethods),
    devices: JSON.stringify(session.devices),
    authenticatedAt: session.authenticatedAt,
    expiresAt: session.expiresAt,
  };
}
