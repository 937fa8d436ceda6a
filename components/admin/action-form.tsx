"use client";
/** A form of the console with what came of it. Without script the page comes back with the same. */
import { useActionState, type ReactNode } from "react";
import { Notice } from "@/components/ui/notice";
import type { ActionState, FormAction } from "./action-state";

interface ActionFormProps {
  action: FormAction;
  children: ReactNode;
}

export function ActionForm({ action, children }: ActionFormProps) {
  const [state, formAction, isPending] = useActionState(action, {});
  return (
    <form action={formAction} aria-busy={isPending || undefined} className="grid gap-4">
      <ActionOutcome state={state} />
      {children}
    </form>
  );
}

export function ActionOutcome({ state: { problem, prove, done, handout } }: { state: ActionState }) {
  return (
    <>
      {problem !== undefined && (
        <div role="alert">
          <Notice tone="error">
            {problem}
            {prove && (
              <>
                {" "}
                <a href={prove.href} target="_blank" rel="noopener" className="font-medium underline">
                  {prove.text}
                </a>
              </>
            )}
          </Notice>
        </div>
      )}
      {done !== undefined && (
        <div role="status">
          <Notice tone="success">{done}</Notice>
        </div>
      )}
      {handout && (
        <div role="status">
          <dl className="grid gap-3 text-sm">
            {handout.map(({ label, value, moment }) => (
              <div key={label}>
                <dt className="text-muted">{label}</dt>
                <dd>
                  {moment === undefined ? (
                    <code dir="ltr" className="font-mono [overflow-wrap:anywhere] select-all">
                      {value}
                    </code>
                  ) : (
                    <time dateTime={moment} data-local="time" suppressHydrationWarning>
                      {value}
                    </time>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      )}
    </>
  );
}
