"use client";
/** A failed page, as its error boundary shows it in the browser; fetched-failure.tsx fetches it with its words. */
import { useEffect, useSyncExternalStore } from "react";
import { brand } from "@/identity/brand";
import { failures, languages, localeAmong } from "@/lib/i18n/failures";
import { ButtonLink } from "./button";
import { Card } from "./card";
import { Logo } from "./logo";

interface FailureProps {
  /** What Next.js calls the error in the server's log. */
  digest: string | undefined;
}

export function Failure({ digest }: FailureProps) {
  const locale = useSyncExternalStore(neverChanges, pageLocale, () => undefined);
  useEffect(() => {
    if (locale === undefined) return;
    document.documentElement.lang = locale;
    document.documentElement.dir = languages[locale].dir;
  }, [locale]);
  if (locale === undefined) return null;
  const words = failures[locale];
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto flex min-h-svh max-w-[29rem] flex-col justify-center gap-6 px-4 py-10"
    >
      <Logo />
      <Card padding="roomy" lift="raised" className="w-full">
        <title>{`${words.title} · ${brand.name}`}</title>
        <h1 className="text-[1.625rem] font-semibold">{words.title}</h1>
        <p className="mt-2 text-muted">{words.lead}</p>
        {/* The address as it is: a whole new document, which also leaves behind whatever broke in this one. */}
        <ButtonLink href="" look="primary" width="full" className="mt-6">
          {words.again}
        </ButtonLink>
        <ButtonLink href="/" width="full" className="mt-3">
          {words.start}
        </ButtonLink>
        {brand.links.support !== undefined && (
          <ButtonLink href={brand.links.support} look="quiet" width="full" className="mt-3">
            {words.support}
          </ButtonLink>
        )}
        {digest !== undefined && (
          <p className="mt-6 text-sm text-muted">
            {words.reference}{" "}
            <code dir="ltr" className="font-mono text-ink select-all">
              {digest}
            </code>
          </p>
        )}
      </Card>
    </main>
  );
}

/** The page's language; the browser's where the page did not come to have one. */
function pageLocale() {
  const { lang } = document.documentElement;
  return localeAmong(lang === "" ? navigator.languages : [lang]);
}

const neverChanges = () => () => undefined;
