"use client";
/** What an error boundary shows, fetched when a page has failed: a page that works carries none of it. */
import { lazy, Suspense } from "react";
import { failure as english } from "@/lib/i18n/en/failure";

interface FetchedFailureProps {
  /** What Next.js calls the error in the server's log. */
  digest: string | undefined;
}

export function FetchedFailure({ digest }: FetchedFailureProps) {
  return (
    <Suspense>
      <Failure digest={digest} />
    </Suspense>
  );
}

const Failure = lazy(() =>
  import("./failure").then(
    ({ Failure }) => ({ default: Failure }),
    () => ({ default: BareFailure }),
  ),
);

/** For when the rest can't be fetched either. */
function BareFailure({ digest }: FetchedFailureProps) {
  return (
    <main id="main" className="p-10">
      <h1>{english.title}</h1>
      <a href="">{english.again}</a> <code>{digest}</code>
    </main>
  );
}
