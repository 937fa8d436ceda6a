/** What a note may say, for the form and the handler alike. */
import { z } from "zod";

export const MAX_NOTE_LENGTH = 2000;

export const noteId = z.uuid();

/** Postgres keeps no NUL, and nobody types one. Browsers count a line break in a `maxlength` as one character, and send it as two. */
export const noteText = z
  .string()
  .transform((text) => text.replaceAll("\0", "").replaceAll("\r\n", "\n").trim())
  .pipe(z.string().min(1).max(MAX_NOTE_LENGTH));
