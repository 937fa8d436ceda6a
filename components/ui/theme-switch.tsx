/** Light, dark or as the system has it: a plain form, so that it works without script. */
import type { Theme } from "@/lib/theme";
import { MoonIcon, SunIcon, SystemIcon } from "./icons";

interface ThemeSwitchProps {
  current: Theme;
  /** Same-origin path to come back to. */
  returnTo: string;
  texts: { label: string; system: string; light: string; dark: string };
}

export function ThemeSwitch({ current, returnTo, texts }: ThemeSwitchProps) {
  const choices = [
    { theme: "system", label: texts.system, Icon: SystemIcon },
    { theme: "light", label: texts.light, Icon: SunIcon },
    { theme: "dark", label: texts.dark, Icon: MoonIcon },
  ] as const;
  return (
    <form
      action="/api/theme"
      method="post"
      data-theme-form
      aria-label={texts.label}
      className="inline-flex rounded-pill border border-line bg-surface p-1"
    >
      <input type="hidden" name="return_to" value={returnTo} />
      {choices.map(({ theme, label, Icon }) => (
        <button
          key={theme}
          type="submit"
          name="theme"
          value={theme}
          aria-pressed={current === theme}
          title={label}
          className="inline-flex size-8 items-center justify-center rounded-pill text-muted transition-colors hover:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent"
        >
          <Icon width="17" height="17" />
          <span className="sr-only">{label}</span>
        </button>
      ))}
    </form>
  );
}
