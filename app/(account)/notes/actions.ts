"use server";
/** What the pages of notes change. Next takes server actions only from pages of this origin. */
import { redirect } from "next/navigation";
import type { NoteFormState } from "@/components/notes/note-form";
import { MAX_NOTE_LENGTH, noteText } from "@/lib/notes/note-text";
import { myNotes } from "@/lib/notes/my-notes";
import { format, getLanguage } from "@/lib/i18n";

export async function addNote(_: NoteFormState, form: FormData): Promise<NoteFormState> {
  const notes = await myNotes();
  const given = readText(form);
  if (given.problem !== undefined) return given;
  await notes.add(given.text);
  redirect("/notes");
}

export async function editNote(id: string, _: NoteFormState, form: FormData): Promise<NoteFormState> {
  const notes = await myNotes();
  const given = readText(form);
  if (given.problem !== undefined) return given;
  if (!(await notes.edit(id, given.text))) return { ...given, problem: getLanguage().pages.notes.gone };
  redirect("/notes");
}

export async function removeNote(id: string): Promise<void> {
  const notes = await myNotes();
  await notes.remove(id);
  redirect("/notes");
}

function readText(form: FormData): NoteFormState {
  const { notes: texts } = getLanguage().pages;
  const field = form.get("text");
  const typed = typeof field === "string" ? field : "";
  const { data, error } = noteText.safeParse(typed);
  if (data !== undefined) return { text: data };
  const isTooLong = error.issues.some(({ code }) => code === "too_big");
  return {
    text: typed,
    problem: isTooLong
      ? (format(texts.tooLong, { max: String(MAX_NOTE_LENGTH) }) ?? texts.empty)
      : texts.empty,
  };
}
