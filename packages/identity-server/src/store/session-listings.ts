// Lists of sessions: of one identity, and of all for the admin API.
import type { Session } from "../sessions/session.js";
import type { Timestamp } from "../time.js";
import type { Database } from "./database.js";
import { sessionColumns, toSession, type SessionRow } from "./sessions.js";

/** `active` counts what is neither revoked nor expired; `inactive` is the rest. */
export type SessionFilter = "all" | "active" | "inactive";

/** Where a page of the list of all sessions begins: after this session. */
export interface SessionCursor {
  issuedAt: Timestamp;
  id: string;
}

export interface SessionListings {
  /** Sessions of one identity, newest first, without `exceptId` ("" excepts none). */
  ofIdentity(
    identityId: string,
    filter: SessionFilter,
    page: { limit: number; offset: number; exceptId: string; now: Timestamp },
  ): { sessions: Session[]; total: number };
  /** All sessions, newest first, by id where two are of one age. */
  all(filter: SessionFilter, page: { limit: number; after: SessionCursor; now: Timestamp }): Session[];
}

const conditions: Record<SessionFilter, string> = {
  all: ":now IS NOT NULL",
  active: "active = 1 AND expires_at >= :now",
  inactive: "(active = 0 OR expires_at < :now)",
};

export function createSessionListings(database: Database): SessionListings {
  const statements = {
    all: prepareListings(database, conditions.all),
    active: prepareListings(database, conditions.active),
    inactive: prepareListings(database, conditions.inactive),
  };
  return {
    ofIdentity: (identityId, filter, { limit, offset, exceptId, now }) => {
      const { ofIdentity, countOfIdentity } = statements[filter];
      return {
        sessions: ofIdentity.all({ identityId, exceptId, now, limit, offset }).map(toSession),
        total: countOfIdentity.get({ identityId, exceptId, now })?.total ?? 0,
      };
    },
    all: (filter, { limit, after, now }) =>
      statements[filter].all.all({ issuedAt: after.issuedAt, id: after.id, now, limit }).map(toSession),
  };
}

function prepareListings(database: Database, condition: string) {
  return {
    ofIdentity: database.prepare<SessionRow>(
      `SELECT ${sessionColumns} FROM sessions
       WHERE identity_id = :identityId AND id <> :exceptId AND ${condition}
       ORDER BY issued_at DESC, rowid DESC LIMIT :limit OFFSET :offset`,
    ),
    countOfIdentity: database.prepare<{ total: number }>(
      `SELECT count(*) AS total FROM sessions
       WHERE identity_id = :identityId AND id <> :exceptId AND ${condition}`,
    ),
    all: database.prepare<SessionRow>(
      `SELECT ${sessionColumns} FROM sessions
       WHERE (issued_at < :issuedAt OR (issued_at = :issuedAt AND id > :id)) AND ${condition}
       ORDER BY issued_at DESC, id LIMIT :limit`,
    ),
  };
}
