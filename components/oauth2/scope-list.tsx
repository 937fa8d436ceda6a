/** What an application may do, in words where a scope has some. */
import { ids, isTextId, useTranslations } from "@/lib/i18n";

export function ScopeList({ scopes }: { scopes: readonly string[] }) {
  const t = useTranslations("oauth2");
  return (
    <ul className="mt-2 grid list-disc gap-1.5 pl-6 [overflow-wrap:anywhere] rtl:pr-6 rtl:pl-0">
      {scopes.map((scope) => (
        <li key={scope}>
          {isTextId(ids.oauth2.scopes, scope) ? t(`scopes.${scope}`) : t("otherScope", { scope })}
        </li>
      ))}
    </ul>
  );
}
