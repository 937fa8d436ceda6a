import { notFound } from "next/navigation";
import { NoteForm } from "@/components/notes/note-form";
import { AccountShell } from "@/components/shell/account-shell";
import { Card } from "@/components/ui/card";
import { getTranslations } from "@/lib/i18n";
import { MAX_NOTE_LENGTH, noteId } from "@/lib/notes/note-text";
import { myNotes } from "@/lib/notes/my-notes";
import { getLogoutHref } from "@/lib/ory/logout";
import { editNote } from "../actions";

export default async function EditNotePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const notes = await myNotes();
  if (!noteId.safeParse(id).success) notFound();
  const [note, logoutHref] = await Promise.all([notes.find(id), getLogoutHref()]);
  if (!note) notFound();
  const t = await getTranslations("notes");
  return (
    <AccountShell title={t("editTitle")} current="notes" here={`/notes/${id}`} logoutHref={logoutHref}>
      <div className="max-w-3xl">
        <h1 className="text-3xl font-semibold">{t("editTitle")}</h1>
        <Card className="mt-8">
          <NoteForm
            action={editNote.bind(null, id)}
            initialText={note.text}
            label={t("editLabel")}
            submit={t("save")}
            maxLength={MAX_NOTE_LENGTH}
            cancel={{ href: "/notes", text: t("cancel") }}
          />
        </Card>
      </div>
    </AccountShell>
  );
}
