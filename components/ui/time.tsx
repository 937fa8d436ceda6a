import { useLocale } from "@/lib/i18n";
import { utcText } from "@/lib/i18n/utc-text";

/**
 * A moment, in UTC as the server knows it; script turns it into the reader's own time (components/enhance.tsx).
 *
 * @param value  RFC 3339; nothing is shown for what is none
 */
export function Time({ value, withTime = true }: { value: string | undefined; withTime?: boolean }) {
  const locale = useLocale();
  const moment = Date.parse(value ?? "");
  if (Number.isNaN(moment)) return null;
  return (
    <time
      dateTime={new Date(moment).toISOString()}
      data-local={withTime ? "time" : "date"}
      // Script may be here before React is; it finds the text in local time then, and leaves it.
      suppressHydrationWarning
    >
      {utcText(moment, { locale, withTime })}
    </time>
  );
}
