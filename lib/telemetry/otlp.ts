/** Spans in the form that OpenTelemetry collectors take by HTTP, without anything secret or personal. */
import { type Attributes, type AttributeValue, type HrTime, SpanStatusCode } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-node";

/**
 * What else Next.js tells of a request are addresses as they were asked, with ids of flows and codes in them, and the
 * messages of errors.
 */
const TOLD = new Set([
  "http.method",
  "http.request.method",
  "http.response.status_code",
  "http.route",
  "http.status_code",
  "next.route",
  "next.rsc",
  "next.span_type",
]);

/**
 * The message of an export.
 *
 * @param resource  what tells this process from others, such as `service.name`
 * @see https://opentelemetry.io/docs/specs/otlp/#otlphttp
 */
export function encodeSpans(spans: readonly ReadableSpan[], resource: Record<string, string>): object {
  return {
    resourceSpans: [
      {
        resource: { attributes: encodeAttributes(resource) },
        scopeSpans: [{ scope: { name: "foyer" }, spans: spans.map(encodeSpan) }],
      },
    ],
  };
}

function encodeSpan(span: ReadableSpan): object {
  const { traceId, spanId } = span.spanContext();
  const parentSpanId = span.parentSpanContext?.spanId;
  const told = Object.fromEntries(Object.entries(span.attributes).filter(([key]) => TOLD.has(key)));
  return {
    traceId,
    spanId,
    ...(parentSpanId !== undefined && { parentSpanId }),
    name: safeName(span.name),
    // OTLP counts from one, with zero for unknown.
    kind: span.kind + 1,
    startTimeUnixNano: nanoseconds(span.startTime),
    endTimeUnixNano: nanoseconds(span.endTime),
    attributes: encodeAttributes(told),
    // Without the message that may stand beside the code.
    ...(span.status.code === SpanStatusCode.ERROR && { status: { code: SpanStatusCode.ERROR } }),
  };
}

/** Names may hold an address: its query is cut off, and segments that are more than words are left out. */
function safeName(name: string): string {
  return name.replace(/\?.*$/s, "").replace(/\/[^/\s[\]]*(?:[%@:]|\d)[^/\s]*|\/[^/\s]{33,}/g, "/{param}");
}

function encodeAttributes(attributes: Attributes): object[] {
  return Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: encodeValue(value) }],
  );
}

function encodeValue(value: AttributeValue): object {
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value === "number") {
    return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  }
  return { stringValue: String(value) };
}

function nanoseconds([seconds, rest]: HrTime): string {
  return (BigInt(seconds) * 1_000_000_000n + BigInt(rest)).toString();
}
