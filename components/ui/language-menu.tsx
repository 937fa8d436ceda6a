/** All languages by their own names: a plain form in a `details`, so that it needs no script. */
import { GlobeIcon } from "./icons";

interface LanguageMenuProps {
  languages: readonly { tag: string; name: string; dir: "ltr" | "rtl" }[];
  current: string;
  /** Same-origin path to come back to. */
  returnTo: string;
  /** What this is, in the current language. */
  label: string;
}

/** The list opens upwards over the nearest positioned element around it, so that it fits where that one fits. */
export function LanguageMenu({ languages, current, returnTo, label }: LanguageMenuProps) {
  const currentName = languages.find(({ tag }) => tag === current)?.name ?? current;
  return (
    <details data-menu data-testid="language-menu">
      <summary className="inline-flex min-h-10 list-none items-center gap-2 rounded-pill border border-line bg-surface px-3.5 hover:text-ink [&::-webkit-details-marker]:hidden">
        <GlobeIcon width="17" height="17" />
        <span className="sr-only">{label}: </span>
        {currentName}
      </summary>
      <form
        action="/api/language"
        method="post"
        aria-label={label}
        className="absolute end-0 bottom-full z-10 mb-2 grid w-80 max-w-full grid-cols-2 gap-1 rounded-card border border-control bg-surface p-2 shadow-over"
      >
        <input type="hidden" name="return_to" value={returnTo} />
        {languages.map(({ tag, name, dir }) => (
          <button
            key={tag}
            type="submit"
            name="language"
            value={tag}
            lang={tag}
            dir={dir}
            aria-current={tag === current || undefined}
            className="min-h-10 rounded-control px-3 text-start text-ink hover:bg-sunken aria-[current=true]:bg-accent-soft aria-[current=true]:font-semibold aria-[current=true]:text-accent"
          >
            {name}
          </button>
        ))}
      </form>
    </details>
  );
}
