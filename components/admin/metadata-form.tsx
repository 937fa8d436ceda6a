"use client";
/** An identity's metadata as JSON, kept as typed where it is none. */
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field, inputStyle } from "@/components/ui/field";
import { ActionOutcome } from "./action-form";
import type { FormAction } from "./action-state";

interface MetadataFormProps {
  action: FormAction;
  fields: readonly { name: string; label: string; text: string }[];
  submit: string;
}

export function MetadataForm({ action, fields, submit }: MetadataFormProps) {
  const [state, formAction, isPending] = useActionState(action, {});
  return (
    <form
      action={formAction}
      aria-busy={isPending || undefined}
      className="grid gap-5"
      key={JSON.stringify(state.texts ?? fields)}
    >
      <ActionOutcome state={state} />
      {fields.map(({ name, label, text }) => (
        <Field key={name} id={name} label={label} messages={[]}>
          <textarea
            id={name}
            name={name}
            rows={5}
            spellCheck={false}
            dir="ltr"
            defaultValue={state.texts?.[name] ?? text}
            className={inputStyle({ className: "font-mono text-sm" })}
          />
        </Field>
      ))}
      <div>
        <Button type="submit">{submit}</Button>
      </div>
    </form>
  );
}
