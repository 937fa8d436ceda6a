// A span for each request, sent to an OpenTelemetry collector by HTTP as `tracing` in the configuration says.
import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import type { Config } from "../config/index.js";
import { packageVersion } from "../version.js";
import { encodeSpans, type FinishedSpan } from "./otlp.js";
import { isSampled, parseTraceparent } from "./trace-context.js";

const EVERY_MS = 5_000;
const AT_ONCE = 512;
/** What a collector that is away doesn't take is dropped, so that memory stays bounded. */
const MOST_WAITING = 2_048;
const TIMEOUT_MS = 10_000;

export interface RequestFacts {
  method: string;
  /** The route with `{param}` for what is filled in; undefined where there was none. */
  endpoint: string | undefined;
  status: number;
}

export interface Tracer {
  /**
   * Begins the span of a request.
   *
   * @param traceparent  the header of that name (W3C Trace Context); an id that makes no sense is as none
   * @returns ends it; undefined where this trace is not sampled
   */
  begin(traceparent: string | undefined): ((facts: RequestFacts) => void) | undefined;
  /** Sends what waits. */
  close(): Promise<void>;
}

/** @returns undefined where nothing is to be traced */
export function createTracer({ tracing }: Config, log: Logger): Tracer | undefined {
  const {
    server_url: server,
    insecure,
    authorization_header: authorization,
    sampling,
  } = tracing.providers.otlp;
  if (tracing.provider !== "otel" || server === undefined) return undefined;

  const url = `${insecure ? "http" : "https"}://${server}/v1/traces`;
  const resource = {
    "service.name": tracing.service_name,
    "service.version": packageVersion,
    ...(tracing.deployment_environment !== "" && {
      "deployment.environment.name": tracing.deployment_environment,
    }),
  };
  let waiting: FinishedSpan[] = [];
  let dropped = 0;
  let sending: Promise<void> = Promise.resolve();

  const flush = (): Promise<void> => {
    const spans = waiting;
    waiting = [];
    if (spans.length > 0) sending = sending.then(() => send(spans));
    return sending;
  };
  const send = async (spans: FinishedSpan[]) => {
    try {
      const answer = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(authorization !== undefined && { authorization }),
        },
        body: JSON.stringify(encodeSpans(spans, resource)),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`status ${String(answer.status)}`);
      dropped = 0;
    } catch (error) {
      // Said once, not every five seconds.
      if (dropped === 0) log.warn({ url, fault: String(error) }, "spans could not be sent; they are dropped");
      dropped += spans.length;
    }
  };
  const timer = setInterval(() => void flush(), EVERY_MS);
  timer.unref();

  return {
    begin: (traceparent) => {
      const parent = parseTraceparent(traceparent);
      const traceId = parent?.traceId ?? randomBytes(16).toString("hex");
      if (!(parent ? parent.isSampled : isSampled(traceId, sampling.sampling_ratio))) return undefined;
      const span = { traceId, spanId: randomBytes(8).toString("hex"), parentSpanId: parent?.spanId };
      const startMs = Date.now();
      const startedAt = performance.now();
      return (facts) => {
        if (waiting.length >= MOST_WAITING) return;
        waiting.push({ ...span, ...facts, startMs, durationMs: performance.now() - startedAt });
        if (waiting.length === AT_ONCE) void flush();
      };
    },
    close: () => {
      clearInterval(timer);
      return flush();
    },
  };
}
