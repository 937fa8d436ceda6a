"use client";
import { Failure } from "@/components/ui/failure";
import { failure } from "@/lib/i18n/en/failure";
import "./globals.css";

/** Stands in for the root layout when that one failed, so it brings the document itself. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <Failure digest={error.digest} words={failure} />
      </body>
    </html>
  );
}
