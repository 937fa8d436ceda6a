import type { ReactNode } from "react";
import { brand } from "@/identity/brand";
import { ThemeSwitch } from "@/components/ui/theme-switch";
import { getLanguage } from "@/lib/i18n";
import { getTheme } from "@/lib/theme";

/** @param here  path and query of this page, to come back to after a change of theme */
export async function SiteFooter({ here, children }: { here: string; children?: ReactNode }) {
  const { shell } = getLanguage().pages;
  return (
    <footer className="flex flex-wrap items-center justify-between gap-x-6 gap-y-4 text-sm text-muted">
      {children ?? <p>{brand.name}</p>}
      <ThemeSwitch
        current={await getTheme()}
        returnTo={here}
        texts={{
          label: shell.theme,
          system: shell.themeSystem,
          light: shell.themeLight,
          dark: shell.themeDark,
        }}
      />
    </footer>
  );
}
