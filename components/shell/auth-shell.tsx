/** Around everything that leads in: the brand's panel on wide screens, one card in the middle. */
import type { ReactNode } from "react";
import { brand } from "@/identity/brand";
import { Link } from "@/components/ui/link";
import { Logo } from "@/components/ui/logo";
import { Picture } from "@/components/ui/picture";
import { useTranslations } from "@/lib/i18n";
import { PageTitle } from "./page-title";
import { SiteFooter } from "./site-footer";

interface AuthShellProps {
  title: string;
  /** Path and query of this page. */
  here: string;
  children: ReactNode;
}

export function AuthShell({ title, here, children }: AuthShellProps) {
  const shell = useTranslations("shell");
  return (
    <div className="grid min-h-svh lg:grid-cols-[minmax(20rem,5fr)_7fr]">
      <PageTitle>{title}</PageTitle>
      <div aria-hidden="true" className="hidden bg-panel lg:block">
        <div className="sticky top-0 flex h-svh flex-col overflow-hidden px-10 pt-28 text-panel-ink xl:px-14">
          <p className="max-w-xs text-3xl leading-tight font-semibold tracking-tight">
            <bdi>{brand.tagline}</bdi>
          </p>
          <Picture className="mx-auto mt-12 min-h-0 w-full grow" />
        </div>
      </div>
      <div className="flex min-h-svh flex-col px-4 pt-5 pb-6 sm:px-8 lg:px-12">
        <header className="lg:absolute lg:top-9 lg:start-10 lg:text-panel-ink lg:[--color-accent-strong:var(--color-panel)] lg:[--color-accent:var(--color-panel-muted)] lg:[--color-focus:var(--color-glow)] xl:start-14">
          <Link href="/" look="plain" aria-label={shell("home", { brand: brand.name })}>
            <Logo />
          </Link>
        </header>
        <main id="main" tabIndex={-1} className="mx-auto my-auto w-full max-w-[27rem] py-8 sm:py-12">
          {children}
        </main>
        <SiteFooter here={here} />
      </div>
    </div>
  );
}
