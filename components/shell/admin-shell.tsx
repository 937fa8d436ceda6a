/** Around the admin console: its areas, and the way back to one's own account. */
import type { ReactNode } from "react";
import { brand } from "@/identity/brand";
import { Link } from "@/components/ui/link";
import { Logo } from "@/components/ui/logo";
import { useTranslations } from "@/lib/i18n";
import { AccountMenu } from "./account-menu";
import { PageTitle } from "./page-title";
import { SiteFooter } from "./site-footer";

const areas = {
  overview: "/admin",
  identities: "/admin/identities",
  sessions: "/admin/sessions",
  messages: "/admin/messages",
  schemas: "/admin/schemas",
  audit: "/admin/audit",
} as const;

interface AdminShellProps {
  title: string;
  current: keyof typeof areas;
  /** Path and query of this page. */
  here: string;
  children: ReactNode;
}

export function AdminShell({ title, current, here, children }: AdminShellProps) {
  const shell = useTranslations("shell");
  const nav = useTranslations("admin.nav");
  const common = useTranslations("admin.common");
  return (
    <div className="mx-auto flex min-h-svh w-full max-w-6xl flex-col px-4 sm:px-8">
      <PageTitle>{title}</PageTitle>
      <header className="border-b border-line pt-4">
        <div className="relative flex flex-wrap items-center gap-x-3 gap-y-2">
          <Link href="/" look="plain" aria-label={shell("home", { brand: brand.name })}>
            <Logo />
          </Link>
          <span className="me-auto rounded-pill bg-accent-soft px-2.5 py-0.5 text-xs font-semibold text-accent">
            {common("console")}
          </span>
          <Link href="/dashboard" look="quiet" className="py-2 text-sm">
            {nav("toAccount")}
          </Link>
          <AccountMenu />
        </div>
        <nav aria-label={nav("label")} className="-mx-2.5 mt-2">
          <ul className="flex flex-wrap items-center pb-1.5 text-[0.9375rem]">
            {Object.entries(areas).map(([area, href]) => (
              <li key={area}>
                <Link
                  href={href}
                  look="plain"
                  aria-current={area === current ? "page" : undefined}
                  className="inline-flex min-h-9 items-center px-2.5 text-muted hover:text-ink aria-[current=page]:font-semibold aria-[current=page]:text-ink aria-[current=page]:underline aria-[current=page]:decoration-accent aria-[current=page]:decoration-2 aria-[current=page]:underline-offset-[0.45em]"
                >
                  {nav(area as keyof typeof areas)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main id="main" tabIndex={-1} className="grow py-8 sm:py-10">
        <h1 className="text-3xl font-semibold [overflow-wrap:anywhere]">{title}</h1>
        {children}
      </main>
      <div className="border-t border-line py-6">
        <SiteFooter here={here} />
      </div>
    </div>
  );
}
