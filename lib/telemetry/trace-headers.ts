/**
 * The trace that a call to the identity service belongs to, as headers. Tracing is loaded only where it is configured
 * (start.ts); it leaves the way to ask here, where every part of the server finds it, however Next.js bundles them.
 */
interface Shared {
  foyerTraceHeaders?: () => Record<string, string>;
}

/** @returns `traceparent` within a trace, else nothing */
export function traceHeaders(): Record<string, string> {
  return (globalThis as Shared).foyerTraceHeaders?.() ?? {};
}

export function setTraceHeaders(read: () => Record<string, string>): void {
  (globalThis as Shared).foyerTraceHeaders = read;
}
