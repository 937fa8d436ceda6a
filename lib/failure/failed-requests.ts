/**
 * Requests whose page has just failed while it was rendered. Next.js tells of a failure in one part of the server
 * (`onRequestError` in instrumentation.ts) and writes the answer in another, which is bundled apart: they meet here.
 */
const MOST_KEPT = 100;

interface Shared {
  /** What to show, by the request's id; the oldest first. */
  foyerFailedRequests?: Map<string, string>;
}

/** @param html  what the answer to that request is to show */
export function noteFailure(requestId: string, html: string): void {
  const failed = ((globalThis as Shared).foyerFailedRequests ??= new Map<string, string>());
  failed.set(requestId, html);
  // An answer that is never written, because its visitor has left, must not be kept for good.
  for (const oldest of failed.keys()) if (failed.size > MOST_KEPT) failed.delete(oldest);
}

/** @returns what to show, once; undefined where the page of that request has not failed */
export function takeFailure(requestId: string): string | undefined {
  const failed = (globalThis as Shared).foyerFailedRequests;
  const html = failed?.get(requestId);
  failed?.delete(requestId);
  return html;
}
