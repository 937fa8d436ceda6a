/**
 * The audit log: what was done in the console or by the app's configuration, by whom, to whom, when and from where. Nothing is
 * ever taken out of it.
 */
import { randomUUID } from "node:crypto";
import type { Database } from "@/lib/db/open";
import { parsePosition, positionText } from "@/lib/db/position";
import type { AuditLogTable } from "@/lib/db/tables";

export const auditActions = [
  "role.granted",
  "roles.changed",
  "identity.created",
  "identity.updated",
  "identity.deleted",
  "credential.deleted",
  "session.revoked",
  "sessions.revoked",
  "recovery.created",
  "access.revoked",
  "audit.exported",
] as const;
export type AuditAction = (typeof auditActions)[number];

export interface AuditEvent {
  /** The identity that acted; null where it was the app by its configuration. */
  actorId: string | null;
  action: AuditAction;
  subject: { kind: "identity" | "session" | "audit_log"; id: string };
  /** The actor's address, where it is known. */
  address: string | undefined;
  /** Which parts changed, never what a person is called by them; and what of the log itself was downloaded. */
  details?: Record<string, string | number | boolean | string[]>;
}

export interface AuditEntry extends Required<AuditEvent> {
  id: string;
  /** ISO 8601, UTC */
  at: string;
}

export interface AuditFilter {
  action?: AuditAction | undefined;
  actorId?: string | undefined;
  subjectId?: string | undefined;
  /** ISO 8601: from this moment on, and before that one. */
  from?: string | undefined;
  until?: string | undefined;
}

export interface AuditPage {
  /** The newest first. */
  entries: AuditEntry[];
  /** Goes to `after` for the next page; undefined on the last. */
  next: string | undefined;
}

export async function recordAudit(db: Database, event: AuditEvent): Promise<void> {
  await db.insertInto("audit_log").values(rowOf(event)).execute();
}

function rowOf(event: AuditEvent): AuditLogTable {
  return {
    id: randomUUID(),
    at: new Date().toISOString(),
    actor_id: event.actorId,
    action: event.action,
    subject_kind: event.subject.kind,
    subject_id: event.subject.id,
    address: event.address ?? null,
    details: JSON.stringify(event.details ?? {}),
  };
}

/**
 * Writes what the app does by its configuration once for each subject, with what it does: both happen, or neither.
 *
 * @param act  done while the entry is held, so that nobody else does it as well; tells whether it was done
 * @returns whether it was done now
 */
export async function recordGrant(
  db: Database,
  event: AuditEvent,
  act: () => Promise<boolean>,
): Promise<boolean> {
  return db
    .transaction()
    .execute(async (transaction) => {
      const { numInsertedOrUpdatedRows: written = 0n } = await transaction
        .insertInto("audit_log")
        .values(rowOf(event))
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow();
      if (written === 0n) return false;
      if (!(await act())) throw new NotDone();
      return true;
    })
    .catch((error: unknown) => {
      if (error instanceof NotDone) return false;
      throw error;
    });
}

/** Takes the entry back with the transaction. */
class NotDone extends Error {}

/** @param after  `next` of the page before; anything else begins at the newest */
export async function readAudit(
  db: Database,
  { filter = {}, after, limit }: { filter?: AuditFilter; after?: string | undefined; limit: number },
): Promise<AuditPage> {
  const position = parsePosition(after);
  let query = db.selectFrom("audit_log").selectAll().orderBy("at", "desc").orderBy("id", "desc");
  if (filter.action !== undefined) query = query.where("action", "=", filter.action);
  if (filter.actorId !== undefined) query = query.where("actor_id", "=", filter.actorId);
  if (filter.subjectId !== undefined) query = query.where("subject_id", "=", filter.subjectId);
  if (filter.from !== undefined) query = query.where("at", ">=", filter.from);
  if (filter.until !== undefined) query = query.where("at", "<", filter.until);
  if (position) {
    query = query.where((where) =>
      where.or([
        where("at", "<", position.at),
        where.and([where("at", "=", position.at), where("id", "<", position.id)]),
      ]),
    );
  }
  const rows = await query.limit(limit + 1).execute();
  const entries = rows.slice(0, limit).map(toEntry);
  const last = rows.length > limit ? entries.at(-1) : undefined;
  return { entries, next: last && positionText(last) };
}

/** Whether an event of this kind has ever been written for the subject. */
export async function hasAudit(db: Database, action: AuditAction, subjectId: string): Promise<boolean> {
  const found = await db
    .selectFrom("audit_log")
    .select("id")
    .where("subject_id", "=", subjectId)
    .where("action", "=", action)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

function toEntry(row: AuditLogTable): AuditEntry {
  return {
    id: row.id,
    at: row.at,
    actorId: row.actor_id,
    // Written by recordAudit alone.
    action: row.action as AuditAction,
    subject: { kind: row.subject_kind as AuditEntry["subject"]["kind"], id: row.subject_id },
    address: row.address ?? undefined,
    details: JSON.parse(row.details) as AuditEntry["details"],
  };
}
