import type { InputHTMLAttributes } from "react";

/** The box alone; `CheckboxField` has its label and messages. */
export function Checkbox(attributes: Omit<InputHTMLAttributes<HTMLInputElement>, "type" | "className">) {
  return <input type="checkbox" className="mt-0.5 size-5 shrink-0 accent-accent" {...attributes} />;
}
