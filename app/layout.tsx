import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Enhance } from "@/components/enhance";
import { FailureWithoutScript } from "@/components/failure-without-script";
import { brand, colors } from "@/identity/brand";
import { getLocale, getTranslations } from "@/lib/i18n";
import { languages } from "@/lib/i18n/languages";
import { requestIdOf } from "@/lib/request";
import { getTheme } from "@/lib/theme";
import "./globals.css";

export const metadata: Metadata = {
  applicationName: brand.name,
  icons: { icon: { url: faviconSource(), type: "image/svg+xml" } },
  robots: { index: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: colors.canvas.light },
    { media: "(prefers-color-scheme: dark)", color: colors.canvas.dark },
  ],
};

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

/** The logo as the page's icon, within the page: no further request, no second file to rebrand. */
function faviconSource(): string {
  const shapes = brand.logo.shapes
    .map(({ path, tone }) => `<path d="${path}" fill="${colors[tone].light}"/>`)
    .join("");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${brand.logo.viewBox}">${shapes}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
