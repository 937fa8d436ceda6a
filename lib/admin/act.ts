/** One act in the console: done by the service, then written down. */
import "server-only";
import { type AuditEvent, recordAudit } from "@/lib/audit/audit-log";
import { database } from "@/lib/db/database";
import { log } from "@/lib/log";
import type { AdminResult } from "@/lib/ory/admin";
import type { Admin } from "./require-admin";

type Act = Pick<AuditEvent, "action" | "subject" | "details">;

/**
 * Writes down what was done, once it was. Where that fails, the log has the whole entry: nothing that was done goes unsaid.
 */
export async function written<T>(admin: Admin, act: Act, result: AdminResult<T>): Promise<AdminResult<T>> {
  if (result.kind !== "ok") return result;
  const event: AuditEvent = { ...act, actorId: admin.identityId, address: admin.visitor.address };
  try {
    await recordAudit(database(), event);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    log().error({ requestId: admin.visitor.requestId, event, problem }, "the audit log could not be written");
  }
  return result;
}
