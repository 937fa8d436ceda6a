/** A label, its control and what is said about it, tied together for assistive tools. Knows nothing of flows. */
import type { ReactNode } from "react";
import { cva } from "class-variance-authority";
import { AlertIcon, InfoIcon } from "./icons";
import { scripted } from "./scripted";

export interface FieldMessage {
  id: string;
  text: string;
  tone: "info" | "error";
  testId?: string;
}

export const inputStyle = cva(
  "block w-full min-w-0 rounded-control border bg-surface px-3.5 py-2.5 text-base leading-6 text-ink transition-colors placeholder:text-muted hover:border-ink focus:border-accent disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-muted",
  {
    variants: {
      state: { valid: "border-control", invalid: "border-danger" },
      look: {
        text: "min-h-11",
        code: "min-h-13 font-mono text-xl tracking-[0.3em] tabular-nums",
      },
      /** Addresses, codes, passwords: `dir="ltr"` on every page, but under their label. */
      isLeftToRight: { true: "rtl:text-end" },
    },
    defaultVariants: { state: "valid", look: "text" },
  },
);

/** Attributes that tie a control to its messages. */
export function describedBy(messages: readonly FieldMessage[], moreIds: readonly string[] = []) {
  return {
    "aria-describedby": [...moreIds, ...messages.map((message) => message.id)].join(" ") || undefined,
    "aria-invalid": messages.some((message) => message.tone === "error") || undefined,
  };
}

export function FieldMessages({ messages }: { messages: readonly FieldMessage[] }) {
  return messages.map((message) => {
    const Icon = message.tone === "error" ? AlertIcon : InfoIcon;
    return (
      <p
        key={message.id}
        id={message.id}
        className={`mt-2 flex gap-1.5 text-sm leading-5 ${message.tone === "error" ? "text-danger" : "text-muted"}`}
      >
        <Icon width="16" height="16" className="mt-0.5 shrink-0" />
        <span data-testid={message.testId} className="min-w-0 [overflow-wrap:anywhere]">
          {message.text}
        </span>
      </p>
    );
  });
}

interface FieldProps {
  id: string;
  label: string;
  /** Said after the label, quieter: "optional". */
  remark?: string | undefined;
  /** What script adds to this field's behaviour; shown only where script runs. */
  scriptedHint?: string | undefined;
  /** What the field is for; its id goes to the control's `aria-describedby`. */
  about?: { id: string; text: string } | undefined;
  messages: readonly FieldMessage[];
  testId?: string;
  children: ReactNode;
}

function About({ about }: Pick<FieldProps, "about">) {
  return about ? (
    <p id={about.id} className="mt-1.5 text-sm text-muted">
      {about.text}
    </p>
  ) : null;
}

export function Field({ id, label, remark, scriptedHint, about, messages, testId, children }: FieldProps) {
  return (
    <div data-testid={testId}>
      <label htmlFor={id} className="mb-1.5 flex items-baseline justify-between gap-3 text-sm font-medium">
        {label}
        {remark && <span className="text-xs font-normal text-muted">{remark}</span>}
      </label>
      {children}
      <About about={about} />
      {scriptedHint && (
        <p {...scripted} className="mt-2 text-sm text-muted">
          {scriptedHint}
        </p>
      )}
      <FieldMessages messages={messages} />
    </div>
  );
}

/** A checkbox before its label: the label is the control's next sibling. */
export function CheckboxField({
  id,
  label,
  about,
  messages,
  testId,
  children,
}: Omit<FieldProps, "remark" | "scriptedHint">) {
  return (
    <div data-testid={testId}>
      <div className="flex items-start gap-3">
        {children}
        <label htmlFor={id} className="py-0.5 text-[0.9375rem] leading-5">
          {label}
        </label>
      </div>
      <About about={about} />
      <FieldMessages messages={messages} />
    </div>
  );
}
