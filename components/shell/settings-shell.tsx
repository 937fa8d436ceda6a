/** Around each page of the settings: their sections beside it, with the one that is shown marked. */
import type { ReactNode } from "react";
import { cookies } from "next/headers";
import { pageHref } from "@/components/flow/page-href";
import { Link } from "@/components/ui/link";
import { getTranslations } from "@/lib/i18n";
import { hasOAuth2Server } from "@/lib/oauth2/server";
import { OFFERED_COOKIE, offeredIn } from "@/lib/settings/offered";
import { sectionPath, type SettingsSectionName } from "@/lib/settings/sections";
import { AccountShell } from "./account-shell";

export type SettingsPageName =
  "all" | SettingsSectionName | "sessions" | "applications" | "activity" | "data";

interface SettingsShellProps {
  /** The document's title and the first heading. */
  title: string;
  lead?: string | undefined;
  current: SettingsPageName;
  /** Path and query of this page. */
  here: string;
  logoutHref: string | null;
  /** The sections that this page's flow offers; without a flow, those that the browser has seen last. */
  sections?: readonly SettingsSectionName[] | undefined;
  /** What links to other sections take along: the flow, where it is still as it was, and the way back. */
  carried?: Readonly<Record<string, string | undefined>> | undefined;
  footer?: ReactNode;
  children: ReactNode;
}

export async function SettingsShell({
  title,
  lead,
  current,
  here,
  logoutHref,
  sections,
  carried = {},
  footer,
  children,
}: SettingsShellProps) {
  const offered = sections ?? offeredIn((await cookies()).get(OFFERED_COOKIE)?.value);
  const t = await getTranslations("settings");
  const entries: { page: SettingsPageName; href: string }[] = [
    { page: "all", href: pageHref("/settings", carried) },
    ...offered.map((section) => ({ page: section, href: pageHref(sectionPath(section), carried) })),
    { page: "sessions", href: "/sessions" },
    ...(hasOAuth2Server() ? [{ page: "applications" as const, href: "/settings/applications" }] : []),
    { page: "activity", href: "/settings/activity" },
    { page: "data", href: "/settings/data" },
  ];
  return (
    <AccountShell
      title={title}
      current={current === "sessions" ? "sessions" : "settings"}
      here={here}
      logoutHref={logoutHref}
      footer={footer}
    >
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[12rem_minmax(0,1fr)]">
        <nav
          aria-label={t("sectionsNav")}
          data-scrolls
          className="-mx-4 overflow-x-auto px-4 [mask-image:linear-gradient(to_right,transparent,black_1rem,black_calc(100%-1rem),transparent)] [scrollbar-width:none] sm:-mx-8 sm:px-8 lg:sticky lg:top-8 lg:mx-0 lg:self-start lg:overflow-visible lg:px-0 lg:[mask-image:none]"
        >
          <ul className="-mx-2.5 flex w-max gap-1 py-1 text-[0.9375rem] lg:w-auto lg:flex-col lg:py-0">
            {entries.map(({ page, href }) => (
              <li key={page}>
                <Link
                  href={href}
                  look="plain"
                  aria-current={page === current ? "page" : undefined}
                  className="flex min-h-9 items-center rounded-control px-2.5 py-1 whitespace-nowrap text-muted lg:whitespace-normal hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-semibold aria-[current=page]:text-accent"
                >
                  {t(`pages.${page}`)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="max-w-2xl min-w-0">
          <h1 className="text-3xl font-semibold">{title}</h1>
          {lead && <p className="mt-2 max-w-prose text-muted">{lead}</p>}
          {children}
        </div>
      </div>
    </AccountShell>
  );
}
