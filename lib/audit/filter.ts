/** The audit log's filter as it stands in an address. */
import { z } from "zod";
import { auditActions, type AuditFilter } from "./audit-log";

const DAY_MS = 24 * 60 * 60 * 1000;

export const auditFilterNames = ["action", "actor", "subject", "from", "until"] as const;
export type AuditFilterQuery = Record<(typeof auditFilterNames)[number], string | undefined>;

/** Days are whole ones, in UTC; what makes no sense filters nothing. */
export function auditFilterOf({ action, actor, subject, from, until }: AuditFilterQuery): AuditFilter {
  const lastDay = dayOf(until);
  return {
    action: auditActions.find((each) => each === action),
    actorId: actor,
    subjectId: subject,
    from: dayOf(from)?.toISOString(),
    until: lastDay && new Date(lastDay.getTime() + DAY_MS).toISOString(),
  };
}

function dayOf(text: string | undefined): Date | undefined {
  return z.iso.date().safeParse(text).success ? new Date(`${text}T00:00:00.000Z`) : undefined;
}
