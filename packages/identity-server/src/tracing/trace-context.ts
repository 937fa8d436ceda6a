// Which trace a request belongs to.

export interface ParentSpan {
  traceId: string;
  spanId: string;
  isSampled: boolean;
}

/**
 * @returns undefined where there is no header, or one that makes no sense
 * @see https://www.w3.org/TR/trace-context/#traceparent-header
 */
export function parseTraceparent(header: string | undefined): ParentSpan | undefined {
  const found = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-|$)/.exec(header ?? "");
  const [, traceId = "", spanId = "", flags = ""] = found ?? [];
  if (!found || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, isSampled: (parseInt(flags, 16) & 1) === 1 };
}

/**
 * Whether a trace that begins here is kept: decided by its id, so that every server decides alike.
 *
 * @param ratio  how much of all traces is kept, 0 to 1
 */
export function isSampled(traceId: string, ratio: number): boolean {
  // The last 13 digits are as much as a number holds exactly.
  return parseInt(traceId.slice(-13), 16) < ratio * 2 ** 52;
}
