import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { migrate } from "@/lib/db/migrate";
import type { Database } from "@/lib/db/open";
import { onEachDatabase } from "@/lib/db/testing/each-database";
import { noteText } from "./note-text";
import { MAX_NOTES, type Note, type OwnNotes, ownNotes } from "./notes";

async function added(notes: OwnNotes, text: string): Promise<Note> {
  const note = await notes.add(text);
  if (!note) throw new Error("there is room for it");
  return note;
}

await onEachDatabase("a person's notes", ({ newAddress, open }) => {
  let db: Database;
  beforeAll(async () => {
    db = open(await newAddress());
    await migrate(db);
  });

  it("are kept, edited and deleted", async () => {
    const notes = ownNotes(db, "ada");
    const first = await added(notes, "Call Charles");
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

  const many = (
    identity: string,
    count: number,
    createdAt = (n: number) => `2026-01-01T00:00:0${n % 7}.000Z`,
  ) =>
    db
      .insertInto("notes")
      .values(
        Array.from({ length: count }, (_, n) => ({
          id: randomUUID(),
          identity_id: identity,
          text: `${n}`,
          created_at: createdAt(n),
          updated_at: "",
        })),
      )
      .execute();

  it("are read page by page, each once, also those of the same moment", async () => {
    await many("hopper", 20);
    const notes = ownNotes(db, "hopper");
    const seen: Note[] = [];
    let after: string | undefined;
    do {
      const page = await notes.page({ after, limit: 6 });
      seen.push(...page.notes);
      after = page.next;
    } while (after !== undefined);
    expect(seen).toEqual(await notes.list());
    expect(seen).toHaveLength(20);
    expect((await notes.page({ after: "\0_x", limit: 6 })).notes).toEqual(seen.slice(0, 6));
  });

  it("are no more than there may be, until one is deleted", async () => {
    await many("writer", MAX_NOTES);
    const notes = ownNotes(db, "writer");
    expect(await notes.add("one too many")).toBeUndefined();
    const [oldest] = await notes.list();
    await notes.remove(oldest?.id ?? "");
    expect(await notes.add("fits")).toMatchObject({ text: "fits" });
    expect(await notes.list()).toHaveLength(MAX_NOTES);
  });

  it("are nobody else's to read, edit or delete", async () => {
    const mine = await added(ownNotes(db, "owner"), "secret");
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
