import { Button } from "./button";

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
    <Button
      look="quiet"
      hidden
      data-scripted
      data-copy={text}
      data-done={doneLabel}
      className="[&[hidden]]:hidden"
    >
      <span aria-live="polite">{label}</span>
    </Button>
  );
}
