"use client";
/** A note's text. Without script the form is posted and the page comes back with what was typed. */
import { useActionState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { describedBy, Field, inputStyle } from "@/components/ui/field";

export interface NoteFormState {
  /** What was typed, so that nothing is lost. */
  text: string;
  problem?: string;
}

interface NoteFormProps {
  action: (state: NoteFormState, form: FormData) => Promise<NoteFormState>;
  initialText?: string;
  label: string;
  submit: string;
  maxLength: number;
  cancel?: { href: string; text: string };
}

export function NoteForm({ action, initialText = "", label, submit, maxLength, cancel }: NoteFormProps) {
  const [state, formAction, isPending] = useActionState(action, { text: initialText });
  const messages =
    state.problem === undefined
      ? []
      : [{ id: "note-problem", text: state.problem, tone: "error" as const, testId: "note-problem" }];
  return (
    <form action={formAction} aria-busy={isPending || undefined}>
      <Field id="note-text" label={label} messages={messages}>
        <textarea
          id="note-text"
          name="text"
          required
          maxLength={maxLength}
          rows={4}
          defaultValue={state.text}
          className={inputStyle({
            state: messages.length > 0 ? "invalid" : "valid",
            className: "resize-y [unicode-bidi:plaintext]",
          })}
          {...describedBy(messages)}
        />
      </Field>
      <div className="mt-4 flex flex-wrap gap-3">
        <Button type="submit" look="primary">
          {submit}
        </Button>
        {cancel && <ButtonLink href={cancel.href}>{cancel.text}</ButtonLink>}
      </div>
    </form>
  );
}
