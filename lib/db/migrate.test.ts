import { type Kysely, type Migration, sql } from "kysely";
import { expect, it } from "vitest";
import { migrate, pendingMigrations } from "./migrate";
import { migrations } from "./migrations";
import { onEachDatabase } from "./testing/each-database";

await onEachDatabase("bringing the tables up to date", ({ newAddress, open }) => {
  it("applies all migrations to an empty database, and none a second time", async () => {
    const db = open(await newAddress());
    expect(await pendingMigrations(db)).toEqual(Object.keys(migrations));
    expect(await migrate(db)).toEqual(Object.keys(migrations));
    expect(await pendingMigrations(db)).toEqual([]);
    expect(await migrate(db)).toEqual([]);
  });

  it("applies one that a later version of the starter brings, after a fork's own", async () => {
    const db = open(await newAddress());
    const orders: Migration = {
      up: (schema: Kysely<unknown>) => schema.schema.createTable("orders").addColumn("id", "text").execute(),
    };
    const own = { "2026-12-orders": orders };
    const [latest = ""] = Object.keys(migrations).slice(-1);
    const { [latest]: later, ...earlier } = migrations;
    expect(later).toBeDefined();
    expect(await migrate(db, { ...earlier, ...own })).toContain("2026-12-orders");
    expect(await migrate(db, { ...migrations, ...own })).toEqual([latest]);
  });

  it("leaves what it can't finish undone, and says why", async () => {
    const db = open(await newAddress());
    await sql`create table notes (id text)`.execute(db);
    await expect(migrate(db)).rejects.toThrow(/notes/);
    expect(await pendingMigrations(db)).toEqual(Object.keys(migrations));
  });
});
