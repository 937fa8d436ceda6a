import type { InputHTMLAttributes } from "react";
import { scripted } from "./scripted";

interface PasswordInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "type" | "defaultValue"> {
  id: string;
  texts: { show: string; hide: string; label: string };
}

/**
 * A password field, written from left to right on every page. Its button to show what is typed comes out of hiding where script runs (components/enhance.tsx),
 * at the end of the line.
 */
export function PasswordInput({ id, texts, className = "", ...rest }: PasswordInputProps) {
  return (
    <div className="relative">
      <input
        id={id}
        type="password"
        {...rest}
        dir="ltr"
        defaultValue=""
        className={`${className} pe-18 rtl:ps-18 rtl:pe-3.5`}
      />
      <button
        type="button"
        {...scripted}
        data-reveal
        data-on={texts.hide}
        data-off={texts.show}
        aria-controls={id}
        aria-pressed="false"
        aria-label={texts.label}
        className="absolute inset-y-1 end-1 min-w-14 rounded-inner px-2.5 text-sm font-medium text-muted hover:bg-sunken hover:text-ink"
      >
        {texts.show}
      </button>
    </div>
  );
}
