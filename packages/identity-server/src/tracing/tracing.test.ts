import { describe, expect, it } from "vitest";
import { encodeSpans } from "./otlp.js";
import { isSampled, parseTraceparent } from "./trace-context.js";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const SPAN = "b7ad6b7169203331";

describe("a trace's context", () => {
  it("is read as W3C writes it, a later version too", () => {
    const expected = { traceId: TRACE, spanId: SPAN, isSampled: true };
    expect(parseTraceparent(`00-${TRACE}-${SPAN}-01`)).toEqual(expected);
    expect(parseTraceparent(`cc-${TRACE}-${SPAN}-03-what-comes`)).toEqual(expected);
    expect(parseTraceparent(`00-${TRACE}-${SPAN}-00`)).toEqual({ ...expected, isSampled: false });
  });

  it("is none where it makes no sense", () => {
    const zero = "0".repeat(32);
    for (const header of [
      undefined,
      "",
      `ff-${TRACE}-${SPAN}-01`,
      `00-${zero}-${SPAN}-01`,
      `00-${TRACE}-${"0".repeat(16)}-01`,
      `00-${TRACE.toUpperCase()}-${SPAN}-01`,
      `00-${TRACE}-${SPAN}`,
      `00-${TRACE}-${SPAN}-01x`,
    ]) {
      expect(parseTraceparent(header), header).toBeUndefined();
    }
  });

  it("is kept for about as many traces as the ratio says, the same ones everywhere", () => {
    const ids = Array.from({ length: 2_000 }, (_, index) =>
      ((index * 0.618) % 1).toString(16).slice(2, 15).padEnd(13, "0"),
    );
    const kept = ids.filter((id) => isSampled(`abc${id}`, 0.25));
    expect(kept.length).toBeGreaterThan(400);
    expect(kept.length).toBeLessThan(600);
    expect(ids.some((id) => isSampled(id, 0))).toBe(false);
    expect(ids.every((id) => isSampled(id, 1))).toBe(true);
  });
});

describe("spans", () => {
  it("are written as OTLP has them", () => {
    const span = {
      traceId: TRACE,
      spanId: SPAN,
      parentSpanId: "00f067aa0ba902b7",
      method: "GET",
      endpoint: "/identities/{param}",
      status: 500,
      startMs: 1_700_000_000_000,
      durationMs: 12.5,
    };
    expect(encodeSpans([span], { "service.name": "x" })).toEqual({
      resourceSpans: [
        {
          resource: { attributes: [{ key: "service.name", value: { stringValue: "x" } }] },
          scopeSpans: [
            {
              scope: { name: "@foyer/identity-server" },
              spans: [
                {
                  traceId: TRACE,
                  spanId: SPAN,
                  parentSpanId: "00f067aa0ba902b7",
                  name: "GET /identities/{param}",
                  kind: 2,
                  startTimeUnixNano: "1700000000000000000",
                  endTimeUnixNano: "1700000000012500000",
                  attributes: [
                    { key: "http.request.method", value: { stringValue: "GET" } },
                    { key: "http.route", value: { stringValue: "/identities/{param}" } },
                    { key: "http.response.status_code", value: { intValue: "500" } },
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
});
