"use client";
/** Makes a failed page readable without script: Next.js leaves its body to the browser's error boundary. */
import { useServerInsertedHTML } from "next/navigation";
import { takeFailure } from "@/lib/failure/failed-requests";

/**
 * Stands in the root layout. The error boundary (app/error.tsx) replaces what it inserts once script runs.
 *
 * @param requestId  under which a failure of this request is noted
 */
export function FailureWithoutScript({ requestId }: { requestId: string }) {
  useServerInsertedHTML(() => {
    const html = takeFailure(requestId);
    return html === undefined ? null : <div dangerouslySetInnerHTML={{ __html: html }} />;
  });
  return null;
}
