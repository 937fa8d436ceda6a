"use client";
/** What an error boundary shows. It runs in the browser, so it fetches its words itself: a page that works carries none. */
import { useEffect, useState } from "react";
import { failure as english } from "@/lib/i18n/en/failure";
import type { FailureWords } from "@/lib/i18n/failures";
import { ButtonLink } from "./button";
import { Card } from "./card";

interface FailureProps {
  /** What Next.js calls the error in the server's log. */
  digest: string | undefined;
}

export function Failure({ digest }: FailureProps) {
  const words = useFailureWords();
  if (!words) return null;
  return (
    <main id="main" tabIndex={-1} className="mx-auto flex min-h-svh max-w-[29rem] items-center px-4 py-10">
      <Card padding="roomy" lift="raised" className="w-full">
        <title>{words.title}</title>
        <h1 className="text-[1.625rem] font-semibold">{words.title}</h1>
        <p className="mt-2 text-muted">{words.lead}</p>
        {/* The address as it is: a whole new document, which also leaves behind whatever broke in this one. */}
        <ButtonLink href="" look="primary" width="full" className="mt-6">
          {words.again}
        </ButtonLink>
        <ButtonLink href="/" width="full" className="mt-3">
          {words.start}
        </ButtonLink>
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

/** In the page's language; in the browser's where the page did not come to have one; in English where they can't be fetched. */
function useFailureWords(): FailureWords | undefined {
  const [words, setWords] = useState<FailureWords>();
  useEffect(() => {
    const page = document.documentElement;
    import("@/lib/i18n/failures")
      .then(({ failures, localeAmong, languages }) => {
        const locale = localeAmong(page.lang === "" ? navigator.languages : [page.lang]);
        page.lang = locale;
        page.dir = languages[locale].dir;
        return failures[locale];
      })
      .catch(() => english)
      .then(setWords, () => undefined);
  }, []);
  return words;
}
