/** One act in the console: asked of the service, then written down. */
import "server-only";
import { recordSecurityEvent } from "@/lib/activity/record";
import type { SecurityEventKind } from "@/lib/activity/security-events";
import { type AuditAction, type AuditEvent, recordAudit } from "@/lib/audit/audit-log";
import { database } from "@/lib/db/database";
import { log } from "@/lib/log";
import type { AdminResult } from "@/lib/ory/admin";
import { type Account, accountShape } from "@/lib/security-mails/account";
import type { Admin } from "./require-admin";

type Act = Pick<AuditEvent, "action" | "subject" | "details"> & {
  /** The identity as it was, where its addresses may change. */
  before?: Account | undefined;
};

/** What the person it was done to is told among their own security events. */
const TOLD: Partial<Record<AuditAction, SecurityEventKind>> = {
  "role.granted": "changed_by_administrator",
  "roles.changed": "changed_by_administrator",
  "identity.updated": "changed_by_administrator",
  "credential.deleted": "credential_removed_by_administrator",
  "sessions.revoked": "sessions_revoked_by_administrator",
  "recovery.created": "recovery_by_administrator",
  "access.revoked": "access_taken_back_by_administrator",
};

/**
 * Writes down what was done, once it was, and what may have been done where the service's answer is lost. Where that fails,
 * the log has the whole entry: nothing that was done goes unsaid.
 */
export async function written<T>(admin: Admin, act: Act, result: AdminResult<T>): Promise<AdminResult<T>> {
  if (result.kind === "refused") return result;
  const isKnown = result.kind === "ok";
  const details = isKnown ? act.details : { ...act.details, outcome: "unknown" };
  const event: AuditEvent = {
    action: act.action,
    subject: act.subject,
    ...(details && { details }),
    actorId: admin.identityId,
    address: admin.visitor.address,
  };
  try {
    await recordAudit(database(), event);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    log().error({ requestId: admin.visitor.requestId, event, problem }, "the audit log could not be written");
  }
  const told = TOLD[act.action];
  if (told && isKnown && act.subject.kind === "identity") {
    const { before, details: { credential } = {} } = act;
    await recordSecurityEvent(
      act.subject.id,
      {
        kind: told,
        ways: typeof credential === "string" ? [credential] : [],
        before,
        account: before && accountShape.safeParse(result.value).data,
      },
      { requestId: admin.visitor.requestId, isAdministrator: true },
    );
  }
  return result;
}
