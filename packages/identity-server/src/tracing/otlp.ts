// Spans in the form that collectors take by HTTP.

export interface FinishedSpan {
  traceId: string;
  spanId: string;
  parentSpanId: string | undefined;
  method: string;
  endpoint: string | undefined;
  status: number;
  /** Milliseconds since 1970. */
  startMs: number;
  durationMs: number;
}

const SERVER = 2;
const ERROR = 2;

/**
 * The message of an export. A span says which route was asked and what came of it; never an address as it was asked,
 * a header or a body, which may hold what is secret or personal.
 *
 * @see https://opentelemetry.io/docs/specs/otlp/#otlphttp
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 */
export function encodeSpans(spans: readonly FinishedSpan[], resource: Record<string, string>): object {
  return {
    resourceSpans: [
      {
        resource: { attributes: attributes(resource) },
        scopeSpans: [{ scope: { name: "@foyer/identity-server" }, spans: spans.map(encodeSpan) }],
      },
    ],
  };
}

function encodeSpan(span: FinishedSpan): object {
  const { traceId, spanId, parentSpanId, method, endpoint, status, startMs, durationMs } = span;
  return {
    traceId,
    spanId,
    ...(parentSpanId !== undefined && { parentSpanId }),
    name: endpoint === undefined ? method : `${method} ${endpoint}`,
    kind: SERVER,
    startTimeUnixNano: nanoseconds(startMs),
    endTimeUnixNano: nanoseconds(startMs + durationMs),
    attributes: attributes({
      "http.request.method": method,
      ...(endpoint !== undefined && { "http.route": endpoint }),
      "http.response.status_code": status,
    }),
    ...(status >= 500 && { status: { code: ERROR } }),
  };
}

function attributes(values: Record<string, string | number>): object[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
  }));
}

function nanoseconds(ms: number): string {
  return (BigInt(Math.round(ms * 1_000)) * 1_000n).toString();
}
