"use client";
import { Failure } from "@/components/ui/failure";

/** A page that failed in a way nobody foresaw. The details are in the server's log only. */
export default function PageError({ error }: { error: Error & { digest?: string } }) {
  return <Failure digest={error.digest} />;
}
