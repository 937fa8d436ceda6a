"use client";
/** An identity's traits in a form that keeps what was typed when the service refuses it. */
import { useActionState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import type { TraitField } from "@/lib/forms/trait-fields";
import { ActionOutcome } from "./action-form";
import type { FormAction } from "./action-state";
import { TraitInputs } from "./trait-inputs";

interface TraitsFormProps {
  action: FormAction;
  fields: readonly TraitField[];
  texts: Readonly<Record<string, string>>;
  submit: string;
  cancel?: { href: string; text: string };
}

export function TraitsForm({ action, fields, texts, submit, cancel }: TraitsFormProps) {
  const [state, formAction, isPending] = useActionState(action, {});
  const shown = state.texts ?? texts;
  return (
    // React empties a form after its action; a new key fills it with what was typed.
    <form
      action={formAction}
      aria-busy={isPending || undefined}
      className="grid gap-5"
      key={JSON.stringify(shown)}
    >
      <ActionOutcome state={state} />
      <TraitInputs fields={fields} texts={shown} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" look="primary">
          {submit}
        </Button>
        {cancel && <ButtonLink href={cancel.href}>{cancel.text}</ButtonLink>}
      </div>
    </form>
  );
}
