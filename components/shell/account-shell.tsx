/** Around the account area: where one is, where else to go, and the way out. */
import type { ReactNode } from "react";
import { brand } from "@/identity/brand";
import { Link } from "@/components/ui/link";
import { Logo } from "@/components/ui/logo";
import { useTranslations } from "@/lib/i18n";
import { AccountMenu } from "./account-menu";
import { PageTitle } from "./page-title";
import { SiteFooter } from "./site-footer";

export type AccountPage = (typeof pages)[number];

interface AccountShellProps {
  title: string;
  current: AccountPage | undefined;
  /** Path and query of this page. */
  here: string;
  /** The page's own sign-out link; without one there is nobody to sign out. */
  logoutHref: string | null;
  footer?: ReactNode;
  children: ReactNode;
}

const navItem = "inline-flex min-h-9 items-center px-2 text-muted hover:text-ink sm:px-2.5";

const pages = ["dashboard", "notes", "settings", "sessions"] as const;

export function AccountShell({ title, current, here, logoutHref, footer, children }: AccountShellProps) {
  const shell = useTranslations("shell");
  const nav = useTranslations("nav");
  return (
    <div className="mx-auto flex min-h-svh w-full max-w-5xl flex-col px-4 sm:px-8">
      <PageTitle>{title}</PageTitle>
      <header className="flex flex-wrap items-center gap-x-2 gap-y-2 border-b border-line py-4">
        <Link href="/" look="plain" aria-label={shell("home", { brand: brand.name })} className="me-auto">
          <Logo />
        </Link>
        <nav
          aria-label={shell("accountNav")}
          className="order-last -mx-2 basis-full sm:-mx-2.5 sm:order-none sm:basis-auto"
        >
          <ul className="flex flex-wrap items-center text-sm sm:text-[0.9375rem]">
            {pages.map((page) => (
              <li key={page}>
                <Link
                  href={`/${page}`}
                  look="plain"
                  aria-current={page === current ? "page" : undefined}
                  className={`${navItem} aria-[current=page]:font-semibold aria-[current=page]:text-ink aria-[current=page]:underline aria-[current=page]:decoration-accent aria-[current=page]:decoration-2 aria-[current=page]:underline-offset-[0.45em]`}
                >
                  {nav(page)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <span className="hidden h-6 w-px bg-line sm:mx-1.5 sm:block" />
        {/* The way out stays in sight, beside the menu and not in it. */}
        <div className="relative flex items-center gap-1">
          <AccountMenu />
          <Link
            href={logoutHref ?? "/logout"}
            look="plain"
            className={`-me-2 text-[0.9375rem] sm:-me-2.5 ${navItem}`}
          >
            {nav("logout")}
          </Link>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="grow py-8 sm:py-12">
        {children}
      </main>
      <div className="border-t border-line py-6">
        <SiteFooter here={here}>{footer}</SiteFooter>
      </div>
    </div>
  );
}
