import { useTranslations } from "@/lib/i18n";

/** A word to those who run no script, where a way to sign in needs it. */
export function ScriptNeeded({ className = "" }: { className?: string }) {
  const t = useTranslations("flow");
  return (
    <noscript>
      <p className={`text-sm text-muted ${className}`}>{t("scriptNeeded")}</p>
    </noscript>
  );
}
