/**
 * The migrations by name, applied in the order of their names. One that has been released is never changed: what is to
 * be different is a new one.
 */
import type { Migration } from "kysely";
import * as notes from "./001-notes";
import * as auditLog from "./002-audit-log";
import * as securityEvents from "./003-security-events";
import * as eventLanguage from "./004-event-language";
import * as grantedOnce from "./005-granted-once";
import * as eventTimes from "./006-event-times";

export const migrations: Record<string, Migration> = {
  "001-notes": notes,
  "002-audit-log": auditLog,
  "003-security-events": securityEvents,
  "004-event-language": eventLanguage,
  "005-granted-once": grantedOnce,
  "006-event-times": eventTimes,
};
