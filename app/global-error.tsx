"use client";
import { FetchedFailure } from "@/components/ui/fetched-failure";
import "./globals.css";

/** Stands in for the root layout when that one failed, so it brings the document itself; the words bring its language. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html suppressHydrationWarning>
      <body>
        <FetchedFailure digest={error.digest} />
      </body>
    </html>
  );
}
