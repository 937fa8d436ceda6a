/** The audit log as CSV (RFC 4180). */
import type { AuditEntry } from "./audit-log";

const COLUMNS = ["at", "action", "actor", "subject_kind", "subject", "address", "details"] as const;

export function csvHeader(): string {
  return line(COLUMNS);
}

export function csvLine({ at, action, actorId, subject, address, details }: AuditEntry): string {
  return line([at, action, actorId ?? "", subject.kind, subject.id, address ?? "", JSON.stringify(details)]);
}

function line(values: readonly string[]): string {
  return `${values.map(field).join(",")}\r\n`;
}

/**
 * A spreadsheet takes text that begins with one of these for a formula, and runs it.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA_START = /^[=+\-@\t\r]/;

function field(value: string): string {
  const harmless = FORMULA_START.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
