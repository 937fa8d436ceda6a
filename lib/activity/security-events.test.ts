import { sql } from "kysely";
import { beforeAll, expect, it } from "vitest";
import { migrate } from "@/lib/db/migrate";
import type { Database } from "@/lib/db/open";
import { onEachDatabase } from "@/lib/db/testing/each-database";
import { forgetOldEvents } from "./retention";
import { ownSecurityEvents, type SecurityEvent } from "./security-events";

const event = (given: Partial<SecurityEvent> = {}): SecurityEvent => ({
  kind: "signed_in",
  ways: ["password", "totp"],
  browser: "Firefox",
  system: "Linux",
  address: "203.0.113.0/24",
  language: "sv",
  ...given,
});

await onEachDatabase("security events", ({ newAddress, open }) => {
  let db: Database;
  beforeAll(async () => {
    db = open(await newAddress());
    await migrate(db);
  });

  it("are told to the person they concern, and to nobody else", async () => {
    const unknown = { browser: undefined, system: undefined, address: undefined, language: undefined };
    await ownSecurityEvents(db, "ada").add(event({ kind: "password_changed", ways: [], ...unknown }));
    await ownSecurityEvents(db, "grace").add(event());
    const [ada] = await ownSecurityEvents(db, "ada").list();
    expect(ada).toEqual({
      ...event({ kind: "password_changed", ways: [], ...unknown }),
      id: expect.any(String) as string,
      at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    });
    expect(await ownSecurityEvents(db, "grace").list()).toEqual([expect.objectContaining(event())]);
    expect(await ownSecurityEvents(db, "nobody").list()).toEqual([]);
  });

  it("are read page by page from the newest on, with none left out and none twice", async () => {
    const events = ownSecurityEvents(db, "many");
    for (let i = 0; i < 7; i++) await events.add(event({ ways: [`way-${i}`] }));
    const seen: string[] = [];
    const moments: string[] = [];
    let after: string | undefined;
    do {
      const page = await events.page({ after, limit: 3 });
      seen.push(...page.events.map(({ ways }) => ways[0] ?? ""));
      moments.push(...page.events.map(({ at }) => at));
      after = page.next;
    } while (after !== undefined);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
    expect(moments).toEqual([...moments].sort().reverse());
    expect((await events.page({ after: "nonsense", limit: 3 })).events).toHaveLength(3);
  });

  it("can't be changed, and go with the account", async () => {
    const events = ownSecurityEvents(db, "leaver");
    await events.add(event());
    await expect(
      sql`update security_events set kind = 'signed_out' where identity_id = 'leaver'`.execute(db),
    ).rejects.toThrow(/append only/);
    await events.removeAll();
    expect(await events.list()).toEqual([]);
  });

  it("are forgotten once they are old, whosever they are", async () => {
    const events = ownSecurityEvents(db, "long-standing");
    await events.add(event());
    const written = await events.list();
    const at = Date.parse(written[0]?.at ?? "");
    const DAY_MS = 24 * 60 * 60 * 1000;
    await forgetOldEvents(db, at + 400 * DAY_MS);
    expect(await events.list()).toEqual(written);
    await forgetOldEvents(db, at + 400 * DAY_MS + 1);
    expect(await events.list()).toEqual([]);
  });
});
