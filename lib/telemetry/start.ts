/** Tracing by OpenTelemetry: loaded once, and only where OTEL_EXPORTER_OTLP_ENDPOINT is set. */
import { context, propagation, ROOT_CONTEXT, type TextMapPropagator } from "@opentelemetry/api";
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  type ReadableSpan,
  type SpanExporter,
} from "@opentelemetry/sdk-trace-node";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { log } from "@/lib/log";
import { encodeSpans } from "./otlp";
import { setTraceHeaders } from "./trace-headers";

const TIMEOUT_MS = 10_000;

export interface Telemetry {
  /** Base address of the collector; `/v1/traces` is added. */
  endpoint: string;
  /** For the collector: a key, for one. */
  headers: Record<string, string>;
  serviceName: string;
}

/**
 * Next.js makes the spans, of pages, handlers and the middleware; they go to the collector in batches.
 *
 * @param options.trustsTraces  whether a request may name the trace that it belongs to; nobody but a proxy should
 */
export function startTelemetry(
  { endpoint, headers, serviceName }: Telemetry,
  { trustsTraces }: { trustsTraces: boolean },
): void {
  const exporter = createExporter(`${endpoint}/v1/traces`, headers, { "service.name": serviceName });
  const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] });
  provider.register({ propagator: trustsTraces ? new W3CTraceContextPropagator() : outgoingOnly() });
  setTraceHeaders(() => {
    const carrier: Record<string, string> = {};
    propagation.inject(context.active(), carrier);
    return carrier;
  });
  process.once("SIGTERM", () => void provider.forceFlush().catch(() => undefined));
}

/** A visitor who names a trace of their own choice would decide what is recorded, and under which id. */
function outgoingOnly(): TextMapPropagator {
  const w3c = new W3CTraceContextPropagator();
  return {
    inject: (active, carrier, setter) => w3c.inject(active, carrier, setter),
    extract: () => ROOT_CONTEXT,
    fields: () => w3c.fields(),
  };
}

function createExporter(
  url: string,
  headers: Record<string, string>,
  resource: Record<string, string>,
): SpanExporter {
  const inHand = new Set<Promise<void>>();
  let isAway = false;
  const send = async (spans: ReadableSpan[]) => {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(encodeSpans(spans, resource)),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`status ${answer.status}`);
  };
  return {
    export: (spans, done) => {
      const sent = send(spans).then(
        () => {
          isAway = false;
          done({ code: 0 });
        },
        (error: unknown) => {
          // Said once, not with every batch.
          if (!isAway)
            log().warn(
              { fault: error instanceof Error ? error.message : "unknown" },
              "spans could not be sent; they are dropped",
            );
          isAway = true;
          done({ code: 1 });
        },
      );
      inHand.add(sent);
      void sent.finally(() => inHand.delete(sent));
    },
    forceFlush: async () => void (await Promise.all(inHand)),
    shutdown: async () => void (await Promise.all(inHand)),
  };
}
