import { sql } from "kysely";
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

  it("leaves what it can't finish undone, and says why", async () => {
    const db = open(await newAddress());
    await sql`create table notes (id text)`.execute(db);
    await expect(migrate(db)).rejects.toThrow(/notes/);
    expect(await pendingMigrations(db)).toEqual(Object.keys(migrations));
  });
});
