import { beforeAll, describe, expect, it } from "vitest";
import { migrate } from "@/lib/db/migrate";
import type { Database } from "@/lib/db/open";
import { onEachDatabase } from "@/lib/db/testing/each-database";
import { noteText } from "./note-text";
import { ownNotes } from "./notes";

await onEachDatabase("a person's notes", ({ newAddress, open }) => {
  let db: Database;
  beforeAll(async () => {
    db = open(await newAddress());
    await migrate(db);
  });

  it("are kept, edited and deleted", async () => {
    const notes = ownNotes(db, "ada");
    const first = await notes.add("Call Charles");
    expect(await notes.find(first.id)).toEqual(first);
    expect(await notes.edit(first.id, "Call Charles at nine")).toBe(true);
    expect(await notes.find(first.id)).toMatchObject({
      text: "Call Charles at nine",
      createdAt: first.createdAt,
    });
    expect(await notes.remove(first.id)).toBe(true);
    expect(await notes.list()).toEqual([]);
  });

  it("are listed with the newest first", async () => {
    const notes = ownNotes(db, "grace");
    const at = (day: number, id: string) =>
      ({
        id,
        identity_id: "grace",
        text: id,
        created_at: `2026-01-0${day}T00:00:00.000Z`,
        updated_at: "",
      }) as const;
    await db
      .insertInto("notes")
      .values([at(1, "old"), at(3, "new"), at(2, "middle")])
      .execute();
    expect((await notes.list()).map(({ id }) => id)).toEqual(["new", "middle", "old"]);
  });

  it("are nobody else's to read, edit or delete", async () => {
    const mine = await ownNotes(db, "owner").add("secret");
    const other = ownNotes(db, "other");
    expect(await other.find(mine.id)).toBeUndefined();
    expect(await other.edit(mine.id, "taken")).toBe(false);
    expect(await other.remove(mine.id)).toBe(false);
    await other.removeAll();
    expect(await other.list()).toEqual([]);
    expect(await ownNotes(db, "owner").list()).toEqual([mine]);
  });

  it("go with their owner", async () => {
    const notes = ownNotes(db, "leaver");
    await notes.add("one");
    await notes.add("two");
    await notes.removeAll();
    expect(await notes.list()).toEqual([]);
  });
});

describe("a note's text", () => {
  it("is tidied up", () => {
    expect(noteText.parse("  one\r\ntwo \r\n")).toBe("one\ntwo");
    expect(noteText.parse("o\0ne\0")).toBe("one");
  });

  it.each(["", "  \r\n ", "\0", "x".repeat(2001)])("is refused where it is empty or too long", (text) => {
    expect(noteText.safeParse(text).success).toBe(false);
  });
});
