import { Button } from "./button";
import { scripted } from "./scripted";

interface CopyButtonProps {
  /** What is copied. */
  text: string;
  label: string;
  /** What the button says once it is done. */
  doneLabel: string;
}

/** Copies a text. Shown where script runs and may write to the clipboard (components/enhance.tsx). */
export function CopyButton({ text, label, doneLabel }: CopyButtonProps) {
  return (
    <Button look="quiet" {...scripted} data-copy={text} data-done={doneLabel}>
      <span aria-live="polite">{label}</span>
    </Button>
  );
}
