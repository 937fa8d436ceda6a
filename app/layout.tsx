import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Enhance } from "@/components/enhance";
import { FailureWithoutScript } from "@/components/failure-without-script";
import { brand, colors } from "@/identity/brand";
import { drawingUrl } from "@/lib/site/brand-svg";
import { iconEntry } from "@/lib/site/icons";
import { getLocale, getTranslations } from "@/lib/i18n";
import { languages } from "@/lib/i18n/languages";
import { requestIdOf } from "@/lib/request";
import { getTheme } from "@/lib/theme";
import "./globals.css";

const appleIcon = iconEntry("180.png");

export const metadata: Metadata = {
  applicationName: brand.name,
  icons: {
    // Within the page: no further request.
    icon: { url: drawingUrl(brand.logo), type: "image/svg+xml" },
    apple: { url: appleIcon.path, sizes: appleIcon.sizes, type: appleIcon.type },
  },
  robots: { index: false },
};

export async function generateViewport(): Promise<Viewport> {
  const theme = await getTheme();
  return {
    width: "device-width",
    initialScale: 1,
    colorScheme: theme === "system" ? "light dark" : theme,
    themeColor:
      theme === "system"
        ? [
            { media: "(prefers-color-scheme: light)", color: colors.canvas.light },
            { media: "(prefers-color-scheme: dark)", color: colors.canvas.dark },
          ]
        : colors.canvas[theme],
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await getLocale();
  const t = await getTranslations("shell");
  const theme = await getTheme();
  return (
    <html lang={locale} dir={languages[locale].dir} data-theme={theme === "system" ? undefined : theme}>
      <body>
        <a
          href="#main"
          className="absolute start-4 z-10 -translate-y-24 rounded-control bg-accent px-4 py-2.5 font-semibold text-on-accent focus:translate-y-4"
        >
          {t("skip")}
        </a>
        {children}
        <Enhance />
        <FailureWithoutScript requestId={requestIdOf(await headers())} />
      </body>
    </html>
  );
}
