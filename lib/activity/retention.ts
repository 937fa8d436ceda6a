/** Security events are kept for a while, and then forgotten: what was done years ago keeps nobody safe. */
import "server-only";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import type { Database } from "@/lib/db/open";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Everybody's that are older than SECURITY_EVENTS_DAYS. */
export async function forgetOldEvents(db: Database, now = Date.now()): Promise<void> {
  const before = new Date(now - env().securityEventsDays * DAY_MS).toISOString();
  await db.deleteFrom("security_events").where("at", "<", before).execute();
}

let nextAt = 0;

/** The same once a day, while there is something to write down. It stands in the way of nothing. */
export async function forgetOldEventsDaily(db: Database, now = Date.now()): Promise<void> {
  if (now < nextAt) return;
  nextAt = now + DAY_MS;
  try {
    await forgetOldEvents(db, now);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    log().error({ problem }, "old security events could not be forgotten");
  }
}
