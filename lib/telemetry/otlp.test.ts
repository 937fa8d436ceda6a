import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags } from "@opentelemetry/api";
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import { expect, it } from "vitest";
import { encodeSpans } from "./otlp";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const PARENT = "b7ad6b7169203331";

/** What is exported of a span with that name and those attributes. */
function exported(name: string, attributes: Record<string, string | number | boolean>): string {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const parent = trace.setSpanContext(ROOT_CONTEXT, {
    traceId: TRACE,
    spanId: PARENT,
    traceFlags: TraceFlags.SAMPLED,
    isRemote: true,
  });
  const span = provider.getTracer("test").startSpan(name, { kind: SpanKind.SERVER, attributes }, parent);
  span.recordException(new Error("ada@people.example could not be saved"));
  span.setStatus({ code: SpanStatusCode.ERROR, message: "ada@people.example could not be saved" });
  span.end();
  return JSON.stringify(encodeSpans(exporter.getFinishedSpans(), { "service.name": "x" }));
}

it("writes spans as OTLP has them, in their trace", () => {
  const json = exported("GET /login", { "http.route": "/login", "http.status_code": 500, "next.rsc": false });
  expect(JSON.parse(json)).toMatchObject({
    resourceSpans: [
      {
        resource: { attributes: [{ key: "service.name", value: { stringValue: "x" } }] },
        scopeSpans: [
          {
            spans: [
              {
                traceId: TRACE,
                parentSpanId: PARENT,
                name: "GET /login",
                kind: 2,
                startTimeUnixNano: expect.stringMatching(/^\d{19}$/) as string,
                attributes: [
                  { key: "http.route", value: { stringValue: "/login" } },
                  { key: "http.status_code", value: { intValue: "500" } },
                  { key: "next.rsc", value: { boolValue: false } },
                ],
                status: { code: 2 },
              },
            ],
          },
        ],
      },
    ],
  });
});

it("leaves out addresses as they were asked, headers, and what errors say", () => {
  const json = exported("GET /verification?flow=1f2e&code=123456", {
    "http.target": "/verification?flow=1f2e&code=123456",
    "http.url": "http://localhost/verification?code=123456",
    "http.request.header.cookie": "ory_kratos_session=MTcx",
    "next.route": "/verification",
  });
  expect(json).toContain('"name":"GET /verification"');
  expect(json).not.toMatch(/123456|1f2e|MTcx|people\.example/);
});

it.each([
  ["render route (app) /admin/identities/[id]", "render route (app) /admin/identities/[id]"],
  [
    "middleware GET /admin/identities/8c1d2e3f-0000-4000-8000-000000000001",
    "middleware GET /admin/identities/{param}",
  ],
  ["GET /x/ada@people.example/y", "GET /x/{param}/y"],
  [`GET /${"a".repeat(40)}`, "GET /{param}"],
  ["executing api route (app) /api/auth/[flow]", "executing api route (app) /api/auth/[flow]"],
])("keeps of the name %j what is no person's", (name, kept) => {
  expect(exported(name, {})).toContain(`"name":${JSON.stringify(kept)}`);
});
