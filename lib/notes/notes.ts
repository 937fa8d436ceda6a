/**
 * Notes, the sample feature: what a person writes down for themselves. A fork replaces it by its own.
 *
 * Whose note it is is checked here and nowhere else: every statement is bound to one identity.
 */
import { randomUUID } from "node:crypto";
import { parsePosition, positionText } from "@/lib/db/position";
import type { Database } from "@/lib/db/open";
import type { NotesTable } from "@/lib/db/tables";

export interface Note {
  id: string;
  text: string;
  /** ISO 8601, UTC */
  createdAt: string;
  updatedAt: string;
}

/** As many as somebody may have. More than a person writes; what a program writes has to end somewhere. */
export const MAX_NOTES = 500;

export interface NotePage {
  /** The newest first. */
  notes: Note[];
  /** Goes to `after` for the next page; undefined on the last. */
  next: string | undefined;
}

export interface OwnNotes {
  /** @param after  `next` of the page before; anything else begins at the newest */
  page: (options: { after?: string | undefined; limit: number }) => Promise<NotePage>;
  /** All of them, the newest first. */
  list: () => Promise<Note[]>;
  /** @returns undefined where there is none, or it is somebody else's */
  find: (id: string) => Promise<Note | undefined>;
  /** @returns undefined where there are {@link MAX_NOTES} already */
  add: (text: string) => Promise<Note | undefined>;
  /** @returns whether there was such a note */
  edit: (id: string, text: string) => Promise<boolean>;
  /** @returns whether there was such a note */
  remove: (id: string) => Promise<boolean>;
  removeAll: () => Promise<void>;
}

/** @param identityId  whose notes they are */
export function ownNotes(db: Database, identityId: string): OwnNotes {
  const select = () => db.selectFrom("notes").selectAll().where("identity_id", "=", identityId);
  const update = () => db.updateTable("notes").where("identity_id", "=", identityId);
  const remove = () => db.deleteFrom("notes").where("identity_id", "=", identityId);
  const newestFirst = () => select().orderBy("created_at", "desc").orderBy("id", "desc");
  return {
    page: async ({ after, limit }) => {
      const position = parsePosition(after);
      let query = newestFirst();
      if (position) {
        const { at, id } = position;
        query = query.where((where) =>
          where.or([
            where("created_at", "<", at),
            where.and([where("created_at", "=", at), where("id", "<", id)]),
          ]),
        );
      }
      const rows = await query.limit(limit + 1).execute();
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        notes: rows.slice(0, limit).map(toNote),
        next: last && positionText({ at: last.created_at, id: last.id }),
      };
    },
    list: async () => (await newestFirst().execute()).map(toNote),
    find: async (id) => {
      const row = await select().where("id", "=", id).executeTakeFirst();
      return row && toNote(row);
    },
    add: async (text) => {
      const { count } = await select()
        .clearSelect()
        .select(({ fn }) => fn.countAll<number | string>().as("count"))
        .executeTakeFirstOrThrow();
      if (Number(count) >= MAX_NOTES) return undefined;
      const now = new Date().toISOString();
      const row = { id: randomUUID(), identity_id: identityId, text, created_at: now, updated_at: now };
      await db.insertInto("notes").values(row).execute();
      return toNote(row);
    },
    edit: async (id, text) => {
      const changed = { text, updated_at: new Date().toISOString() };
      const { numUpdatedRows } = await update().set(changed).where("id", "=", id).executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },
    remove: async (id) => {
      const { numDeletedRows } = await remove().where("id", "=", id).executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
    removeAll: async () => {
      await remove().execute();
    },
  };
}

function toNote(row: NotesTable): Note {
  return { id: row.id, text: row.text, createdAt: row.created_at, updatedAt: row.updated_at };
}
