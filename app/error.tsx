"use client";
import { FetchedFailure } from "@/components/ui/fetched-failure";

/** A page that failed in a way nobody foresaw. The details are in the server's log only. */
export default function PageError({ error }: { error: Error & { digest?: string } }) {
  return <FetchedFailure digest={error.digest} />;
}
