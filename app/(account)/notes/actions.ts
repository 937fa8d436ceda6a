"use server";
/**
 * What the pages of notes change. Next takes server actions only from pages of this origin, but whatever arguments somebody
 * sends: also those that a page has bound.
 */
import { redirect } from "next/navigation";
import type { NoteFormState } from "@/components/notes/note-form";
import { MAX_NOTE_LENGTH, noteId, noteText } from "@/lib/notes/note-text";
import { MAX_NOTES } from "@/lib/notes/notes";
import { myNotes } from "@/lib/notes/my-notes";
import { getTranslations, type Translate } from "@/lib/i18n";

export async function addNote(_: NoteFormState, form: FormData): Promise<NoteFormState> {
  const notes = await myNotes();
  const t = await getTranslations("notes");
  const given = readText(form, t);
  if (given.problem !== undefined) return given;
  if (!(await notes.add(given.text))) return { ...given, problem: t("full", { max: MAX_NOTES }) };
  redirect("/notes");
}

export async function editNote(id: string, _: NoteFormState, form: FormData): Promise<NoteFormState> {
  const notes = await myNotes();
  const t = await getTranslations("notes");
  const given = readText(form, t);
  if (given.problem !== undefined) return given;
  if (!noteId.safeParse(id).success || !(await notes.edit(id, given.text)))
    return { ...given, problem: t("gone") };
  redirect("/notes");
}

export async function removeNote(id: string): Promise<void> {
  const notes = await myNotes();
  if (noteId.safeParse(id).success) await notes.remove(id);
  redirect("/notes");
}

function readText(form: FormData, t: Translate<"notes">): NoteFormState {
  const field = form.get("text");
  const typed = typeof field === "string" ? field : "";
  const { data, error } = noteText.safeParse(typed);
  if (data !== undefined) return { text: data };
  const isTooLong = error.issues.some(({ code }) => code === "too_big");
  return {
    text: typed,
    problem: isTooLong ? t("tooLong", { max: MAX_NOTE_LENGTH }) : t("empty"),
  };
}
