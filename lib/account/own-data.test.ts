import { beforeAll, expect, it } from "vitest";
import { sql } from "kysely";
import { ownSecurityEvents } from "@/lib/activity/security-events";
import { migrate } from "@/lib/db/migrate";
import type { Database } from "@/lib/db/open";
import { onEachDatabase } from "@/lib/db/testing/each-database";
import { ownNotes } from "@/lib/notes/notes";
import { exportOwnData, removeOwnData } from "./own-data";

const SIGNED_IN = {
  kind: "signed_in" as const,
  ways: ["password"],
  browser: "Firefox",
  system: "Linux",
  address: "203.0.113.0/24",
  language: undefined,
};

await onEachDatabase("what the app keeps of a person", ({ newAddress, open }) => {
  let db: Database;
  beforeAll(async () => {
    db = open(await newAddress());
    await migrate(db);
  });

  it("is exported whole, and of nobody else", async () => {
    const note = await ownNotes(db, "ada").add("mine");
    await ownNotes(db, "grace").add("not yours");
    await ownSecurityEvents(db, "ada").add(SIGNED_IN);
    await ownSecurityEvents(db, "grace").add(SIGNED_IN);
    // A fork has tables more, of which nothing was written here.
    expect(await exportOwnData(db, "ada")).toMatchObject({
      notes: [note],
      security_events: [SIGNED_IN],
    });
  });

  it("is removed whole, and of nobody else", async () => {
    const other = await ownNotes(db, "other").add("stays");
    await ownNotes(db, "leaver").add("goes");
    for (const id of ["other", "leaver"]) await ownSecurityEvents(db, id).add(SIGNED_IN);
    await removeOwnData(db, "leaver");
    expect(await exportOwnData(db, "leaver")).toMatchObject({ notes: [], security_events: [] });
    expect(await exportOwnData(db, "other")).toMatchObject({ notes: [other], security_events: [SIGNED_IN] });
  });

  it("forgets no table that names a person", async () => {
    const tables = await db.introspection.getTables();
    const personal = tables.filter(({ columns }) => columns.some(({ name }) => name === "identity_id"));
    expect(personal.length).toBeGreaterThan(0);
    const at = new Date(0).toISOString();
    for (const { name, columns } of personal) {
      const values = columns.map((column) => (column.name === "identity_id" ? "everywhere" : at));
      await sql`insert into ${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column.name)))}) values (${sql.join(values)})`.execute(
        db,
      );
    }
    await removeOwnData(db, "everywhere");
    for (const { name } of personal) {
      const left = await sql`select 1 from ${sql.table(name)} where identity_id = ${"everywhere"}`.execute(
        db,
      );
      expect({ name, left: left.rows.length }).toEqual({ name, left: 0 });
    }
  });
});
