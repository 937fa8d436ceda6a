import { pageHref } from "@/components/flow/page-href";
import { NoteForm } from "@/components/notes/note-form";
import { AccountShell } from "@/components/shell/account-shell";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { getTranslations, useTranslations } from "@/lib/i18n";
import { MAX_NOTE_LENGTH } from "@/lib/notes/note-text";
import { myNotes } from "@/lib/notes/my-notes";
import type { SearchParams } from "@/lib/ory/load-flow";
import type { Note } from "@/lib/notes/notes";
import { getLogoutHref } from "@/lib/ory/logout";
import { addNote, removeNote } from "./actions";

const PAGE = "/notes";
const PAGE_SIZE = 50;

export default async function NotesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const notes = await myNotes();
  const { after: given } = await searchParams;
  const after = typeof given === "string" ? given : undefined;
  const [{ notes: list, next }, logoutHref] = await Promise.all([
    notes.page({ after, limit: PAGE_SIZE }),
    getLogoutHref(),
  ]);
  const t = await getTranslations("notes");
  return (
    <AccountShell title={t("title")} current="notes" here={pageHref(PAGE, { after })} logoutHref={logoutHref}>
      <div className="max-w-3xl">
        <h1 className="text-3xl font-semibold">{t("title")}</h1>
        <p className="mt-2 text-muted">{t("lead")}</p>
        <Card className="mt-8">
          <NoteForm action={addNote} label={t("label")} submit={t("add")} maxLength={MAX_NOTE_LENGTH} />
        </Card>
        {list.length === 0 ? (
          <p className="mt-8 text-muted">{t("none")}</p>
        ) : (
          <ul className="mt-8 grid gap-4">
            {list.map((note) => (
              <li key={note.id}>
                <NoteCard note={note} />
              </li>
            ))}
          </ul>
        )}
        <Pages after={after} next={next} />
      </div>
    </AccountShell>
  );
}

function Pages({ after, next }: { after: string | undefined; next: string | undefined }) {
  const t = useTranslations("activity");
  if (after === undefined && next === undefined) return null;
  return (
    <nav aria-label={t("pages")} className="mt-5 flex gap-5 text-sm">
      {after !== undefined && <Link href={PAGE}>{t("newest")}</Link>}
      {next !== undefined && <Link href={pageHref(PAGE, { after: next })}>{t("older")}</Link>}
    </nav>
  );
}

const START_LENGTH = 40;

function NoteCard({ note }: { note: Note }) {
  const t = useTranslations("notes");
  const start = note.text.length > START_LENGTH ? `${note.text.slice(0, START_LENGTH)}…` : note.text;
  return (
    <Card>
      <p className="whitespace-pre-wrap [overflow-wrap:anywhere] [unicode-bidi:plaintext]">{note.text}</p>
      <div className="mt-4 flex flex-wrap items-center gap-2 border-t border-line pt-3">
        <p className="me-auto basis-full text-sm text-muted sm:basis-auto">
          <Time value={note.createdAt} />
          {note.updatedAt !== note.createdAt && ` · ${t("edited")}`}
        </p>
        <ButtonLink
          look="quiet"
          href={`/notes/${note.id}`}
          className="-ms-2.5 sm:ms-0"
          aria-label={t("editLabelOf", { start })}
        >
          {t("edit")}
        </ButtonLink>
        <form action={removeNote.bind(null, note.id)}>
          <Button look="quiet" type="submit" aria-label={t("removeLabelOf", { start })}>
            {t("remove")}
          </Button>
        </form>
      </div>
    </Card>
  );
}
