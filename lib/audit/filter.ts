/** The audit log's filter as it stands in an address. */
import { z } from "zod";
import { auditActions, type AuditFilter } from "./audit-log";

const DAY_MS = 24 * 60 * 60 * 1000;

export const auditFilterNames = ["action", "actor", "subject", "from", "until"] as const;
export type AuditFilterQuery = Record<(typeof auditFilterNames)[number], string | undefined>;

/** Days are whole ones, in UTC; what makes no sense filters nothing, but for an id: nobody has one like that. */
export function auditFilterOf({ action, actor, subject, from, until }: AuditFilterQuery): AuditFilter {
  const lastDay = dayOf(until);
  return {
    action: auditActions.find((each) => each === action),
    actorId: idOf(actor),
    subjectId: idOf(subject),
    from: dayOf(from)?.toISOString(),
    until: lastDay && new Date(lastDay.getTime() + DAY_MS).toISOString(),
  };
}

/** What an id may be made of; a database does not take every text. */
const ID = /^[\w.:-]{1,64}$/;
const NOBODY = "-";

function idOf(text: string | undefined): string | undefined {
  return text === undefined || ID.test(text) ? text : NOBODY;
}

function dayOf(text: string | undefined): Date | undefined {
  return z.iso.date().safeParse(text).success ? new Date(`${text}T00:00:00.000Z`) : undefined;
}
