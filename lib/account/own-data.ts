/** What the app itself keeps of a person: the one list that export and deletion go by. A new table gets its line here. */
import { ownSecurityEvents } from "@/lib/activity/security-events";
import type { Database } from "@/lib/db/open";
import { ownNotes } from "@/lib/notes/notes";

interface OwnData {
  /** @returns what a person gets to see of it, ready to become JSON */
  exported: (db: Database, identityId: string) => Promise<unknown>;
  remove: (db: Database, identityId: string) => Promise<void>;
}

const ownData: Record<string, OwnData> = {
  notes: {
    exported: (db, identityId) => ownNotes(db, identityId).list(),
    remove: (db, identityId) => ownNotes(db, identityId).removeAll(),
  },
  security_events: {
    exported: (db, identityId) => ownSecurityEvents(db, identityId).list(),
    remove: (db, identityId) => ownSecurityEvents(db, identityId).removeAll(),
  },
};

export async function exportOwnData(db: Database, identityId: string): Promise<Record<string, unknown>> {
  const entries = Object.entries(ownData).map(
    async ([name, data]) => [name, await data.exported(db, identityId)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

/** All of it, or nothing. */
export async function removeOwnData(db: Database, identityId: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const { remove } of Object.values(ownData)) await remove(transaction, identityId);
  });
}
