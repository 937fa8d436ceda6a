import { afterEach, describe, expect, it, vi } from "vitest";

/** The module with its configuration read from these variables. */
async function load(variables: Record<string, string>) {
  vi.resetModules();
  for (const name of ["APP_URL", "TRUST_PROXY"]) vi.stubEnv(name, variables[name] ?? "");
  return import("./request");
}

afterEach(() => vi.unstubAllEnvs());

describe("requestOrigin", () => {
  it("is APP_URL, whatever the request claims", async () => {
    const { requestOrigin } = await load({ APP_URL: "https://app.example", TRUST_PROXY: "1" });
    expect(requestOrigin(new Headers({ host: "evil.example", "x-forwarded-host": "evil.example" }))).toBe(
      "https://app.example",
    );
  });

  it("is the request's own host without APP_URL, and forwarded headers count behind a trusted proxy only", async () => {
    const headers = new Headers({
      host: "inner:3000",
      "x-forwarded-host": "outer.example",
      "x-forwarded-proto": "https",
    });
    expect((await load({})).requestOrigin(headers)).toBe("http://inner:3000");
    expect((await load({ TRUST_PROXY: "1" })).requestOrigin(headers)).toBe("https://outer.example");
  });

  it("does not fall over a host that is none", async () => {
    const { requestOrigin } = await load({});
    expect(requestOrigin(new Headers({ host: "a b" }))).toBe("http://localhost");
  });
});

describe("visitorOf", () => {
  it("takes the address that the outermost trusted proxy added", async () => {
    const headers = new Headers({ "x-forwarded-for": "6.6.6.6, 203.0.113.7, 10.0.0.1" });
    expect((await load({})).visitorOf(headers).address).toBeUndefined();
    expect((await load({ TRUST_PROXY: "1" })).visitorOf(headers).address).toBe("10.0.0.1");
    expect((await load({ TRUST_PROXY: "2" })).visitorOf(headers).address).toBe("203.0.113.7");
  });

  it("gives each request an id, and takes one only from whom it trusts", async () => {
    const headers = new Headers({ "x-request-id": "from-the-proxy-1" });
    const untrusting = await load({});
    expect(untrusting.visitorOf(headers).requestId).not.toBe("from-the-proxy-1");
    expect(untrusting.visitorOf(headers).requestId).not.toBe(untrusting.visitorOf(headers).requestId);
    const trusting = await load({ TRUST_PROXY: "1" });
    expect(trusting.visitorOf(headers).requestId).toBe("from-the-proxy-1");
    expect(trusting.visitorOf(new Headers({ "x-request-id": "a b\\n" })).requestId).toMatch(/^[\w-]{36}$/);
  });
});

describe("isPrefetch", () => {
  it("knows prefetches and prerenders", async () => {
    const { isPrefetch } = await load({});
    expect(isPrefetch(new Headers({ "sec-purpose": "prefetch;prerender" }))).toBe(true);
    expect(isPrefetch(new Headers({ purpose: "prefetch" }))).toBe(true);
    expect(isPrefetch(new Headers({ accept: "text/html" }))).toBe(false);
  });
});
