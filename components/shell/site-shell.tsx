/** Around the pages that are open to all: the start page, welcome, errors, sign-out. */
import type { ReactNode } from "react";
import { brand } from "@/identity/brand";
import { Link } from "@/components/ui/link";
import { Logo } from "@/components/ui/logo";
import { useTranslations } from "@/lib/i18n";
import { PageTitle } from "./page-title";
import { SiteFooter } from "./site-footer";

interface SiteShellProps {
  title: string;
  /** Path and query of this page. */
  here: string;
  footer?: ReactNode;
  children: ReactNode;
}

export function SiteShell({ title, here, footer, children }: SiteShellProps) {
  const shell = useTranslations("shell");
  return (
    <div className="mx-auto flex min-h-svh w-full max-w-5xl flex-col px-4 sm:px-8">
      <PageTitle>{title}</PageTitle>
      <header className="py-6">
        <Link href="/" look="plain" aria-label={shell("home", { brand: brand.name })}>
          <Logo />
        </Link>
      </header>
      <main id="main" tabIndex={-1} className="my-auto py-8">
        {children}
      </main>
      <div className="border-t border-line py-6">
        <SiteFooter here={here}>{footer}</SiteFooter>
      </div>
    </div>
  );
}
