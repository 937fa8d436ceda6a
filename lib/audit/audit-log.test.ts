import { sql } from "kysely";
import { beforeAll, expect, it } from "vitest";
import { migrate } from "@/lib/db/migrate";
import type { Database } from "@/lib/db/open";
import { onEachDatabase } from "@/lib/db/testing/each-database";
import { type AuditEvent, hasAudit, readAudit, recordAudit, recordGrant } from "./audit-log";

const event = (subjectId: string, more: Partial<AuditEvent> = {}): AuditEvent => ({
  actorId: "root",
  action: "identity.updated",
  subject: { kind: "identity", id: subjectId },
  address: "203.0.113.7",
  details: { changed: ["state"] },
  ...more,
});

await onEachDatabase("the audit log", ({ newAddress, open }) => {
  let db: Database;
  beforeAll(async () => {
    db = open(await newAddress());
    await migrate(db);
    for (let count = 0; count < 7; count++) await recordAudit(db, event(`person-${count}`));
    await recordAudit(db, event("ada", { action: "identity.deleted", actorId: null, address: undefined }));
  });

  it("tells who did what to whom, from where", async () => {
    const { entries } = await readAudit(db, { filter: { subjectId: "person-3" }, limit: 10 });
    expect(entries).toEqual([
      { ...event("person-3"), id: expect.any(String) as string, at: expect.stringMatching(/Z$/) as string },
    ]);
  });

  it("is read page by page from the newest on, with nothing left out and nothing twice", async () => {
    const seen: string[] = [];
    const moments: string[] = [];
    let after: string | undefined;
    do {
      const page = await readAudit(db, { limit: 3, after });
      seen.push(...page.entries.map(({ subject }) => subject.id));
      moments.push(...page.entries.map(({ at }) => at));
      after = page.next;
    } while (after !== undefined);
    expect(seen).toHaveLength(8);
    expect(new Set(seen).size).toBe(8);
    expect(moments).toEqual([...moments].sort().reverse());
  });

  it("is filtered by what, by whom and by when", async () => {
    const found = async (filter: NonNullable<Parameters<typeof readAudit>[1]["filter"]>) =>
      (await readAudit(db, { filter, limit: 100 })).entries.length;
    expect(await found({ action: "identity.deleted" })).toBe(1);
    expect(await found({ actorId: "root" })).toBe(7);
    expect(await found({ until: "2000-01-01T00:00:00.000Z" })).toBe(0);
    expect(await found({ from: "2000-01-01T00:00:00.000Z" })).toBe(8);
  });

  it("knows whether something has ever been done", async () => {
    expect(await hasAudit(db, "identity.deleted", "ada")).toBe(true);
    expect(await hasAudit(db, "identity.deleted", "person-1")).toBe(false);
  });

  it("can't be changed, by nobody", async () => {
    await expect(sql`update audit_log set actor_id = 'somebody else'`.execute(db)).rejects.toThrow(
      /append only/,
    );
    await expect(sql`delete from audit_log`.execute(db)).rejects.toThrow(/append only/);
    expect((await readAudit(db, { limit: 100 })).entries).toHaveLength(8);
  });

  it("tells of a grant once, and only where it was done", async () => {
    const grant = event("grace", { action: "role.granted", actorId: null });
    let acts = 0;
    const act = (isDone: boolean) => async () => {
      acts++;
      return isDone;
    };
    expect(await recordGrant(db, grant, act(false))).toBe(false);
    expect(await hasAudit(db, "role.granted", "grace")).toBe(false);
    const both = await Promise.all([recordGrant(db, grant, act(true)), recordGrant(db, grant, act(true))]);
    expect(both.filter(Boolean)).toHaveLength(1);
    expect(acts).toBe(2);
    expect((await readAudit(db, { filter: { subjectId: "grace" }, limit: 10 })).entries).toHaveLength(1);
    await expect(
      recordGrant(db, event("bob", { action: "role.granted", actorId: null }), () =>
        Promise.reject(new Error("x")),
      ),
    ).rejects.toThrow("x");
    expect(await hasAudit(db, "role.granted", "bob")).toBe(false);
  });
});
