import type { ReactNode } from "react";
import { brand } from "@/identity/brand";
import { LanguageMenu } from "@/components/ui/language-menu";
import { ThemeSwitch } from "@/components/ui/theme-switch";
import { getLocale, getTranslations } from "@/lib/i18n";
import { languages, locales } from "@/lib/i18n/languages";
import { getTheme } from "@/lib/theme";
import { ProductLinks } from "./product-links";

/** @param here  path and query of this page, to come back to after a change of theme or language */
export async function SiteFooter({ here, children }: { here: string; children?: ReactNode }) {
  const t = await getTranslations("shell");
  return (
    <footer className="relative flex flex-wrap items-center justify-between gap-x-6 gap-y-4 text-sm text-muted">
      <div className={children === undefined ? "flex flex-wrap items-center gap-x-6 gap-y-3" : "grid gap-3"}>
        {children ?? <p>{brand.name}</p>}
        <ProductLinks />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <LanguageMenu
          languages={locales.map((tag) => ({ tag, ...languages[tag] }))}
          current={await getLocale()}
          returnTo={here}
          label={t("language")}
        />
        <ThemeSwitch
          current={await getTheme()}
          returnTo={here}
          texts={{
            label: t("theme"),
            system: t("themeSystem"),
            light: t("themeLight"),
            dark: t("themeDark"),
          }}
        />
      </div>
    </footer>
  );
}
