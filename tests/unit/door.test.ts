// The same-origin door to the public API: what passes, what does not, and what changes on the way.
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { APP, configure, FLOW_ID, session, startFakeService } from "./fake-service";

const service = await startFakeService();
configure(service);
const door = await import("@/app/api/ory/[...path]/route");

beforeEach(() => service.reset());
afterAll(() => service.stop());

type Method = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";

function knock(
  method: Method,
  target: string,
  init: { headers?: Record<string, string>; body?: string } = {},
) {
  const path = target.split("?")[0] ?? "";
  const request = new Request(`${APP}/api/ory/${target}`, { method, ...init });
  return door[method](request, { params: Promise.resolve({ path: path.split("/") }) });
}

describe("a request", () => {
  it("passes with what a client may say, and without what it may not", async () => {
    service.on("POST /self-service/login", { status: 200, body: { session } });
    await knock("POST", "self-service/login?flow=f&x=%26", {
      headers: {
        "content-type": "application/json; charset=utf-8",
        accept: "application/json",
        "x-session-token": "ory_st_x",
        authorization: "Bearer y",
        cookie: "analytics=1; csrf_token_1=c",
        connection: "x-secret-hop",
        "x-secret-hop": "1",
        "x-forwarded-for": "6.6.6.6",
        "x-forwarded-host": "evil.example",
        host: "evil.example",
        "x-foyer-session": "forged",
      },
      body: '{"method":"password"}',
    });
    const [seen] = service.seen;
    expect(seen?.target).toBe("/self-service/login?flow=f&x=%26");
    expect(seen?.body).toBe('{"method":"password"}');
    expect(seen?.headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "x-session-token": "ory_st_x",
      authorization: "Bearer y",
      cookie: "csrf_token_1=c",
      "x-forwarded-host": "app.test",
      host: new URL(service.url).host,
    });
    for (const name of ["x-secret-hop", "x-forwarded-for", "x-foyer-session"]) {
      expect(seen?.headers[name], name).toBeUndefined();
    }
  });

  it("does not reach what is not the public API", async () => {
    for (const path of [
      "admin/identities",
      "identities",
      "recovery/code",
      "self-service/../admin",
      "%61dmin/x",
      "%ff/x",
      "%2561dmin/x",
    ]) {
      const answer = await knock("GET", path);
      expect(answer.status, path).toBe(404);
      expect(await answer.json()).toMatchObject({ error: { code: 404 } });
    }
    expect(service.seen).toEqual([]);
  });

  it("is refused from another site's page when it would change something", async () => {
    service.on("", { status: 200, body: {} });
    for (const method of ["POST", "PUT", "PATCH", "DELETE"] as const) {
      const answer = await knock(method, "sessions", { headers: { origin: "https://other.example" } });
      expect(answer.status, method).toBe(403);
    }
    expect(service.seen).toEqual([]);
    expect((await knock("DELETE", "sessions")).status).toBe(200);
    expect((await knock("POST", "self-service/login", { headers: { origin: APP } })).status).toBe(200);
  });

  it("of a provider may come by a form post of its page", async () => {
    service.on("POST /self-service/methods/oidc/callback/apple", {
      status: 302,
      headers: { location: `${APP}/x` },
    });
    const answer = await knock("POST", "self-service/methods/oidc/callback/apple", {
      headers: { origin: "https://appleid.apple.com", "sec-fetch-site": "cross-site" },
      body: "state=s",
    });
    expect(answer.status).toBe(302);
  });

  it("is refused when it is too large", async () => {
    const answer = await knock("POST", "self-service/login", { body: "x".repeat(2_000_000) });
    expect(answer.status).toBe(413);
    expect(service.seen).toEqual([]);
  });

  it("does not submit a form by a link", async () => {
    service.on("", { status: 303, headers: { location: `${APP}/settings` } });
    for (const kind of ["settings", "verification", "login", "registration", "recovery"]) {
      expect((await knock("GET", `self-service/${kind}?flow=f&csrf_token=t&method=x`)).status, kind).toBe(
        405,
      );
    }
    expect(service.seen).toEqual([]);
    await knock("GET", "self-service/settings?flow=f&unlink=google");
    await knock("GET", "self-service/verification?code=1&flow=f");
    expect(service.seen.map(({ target }) => target)).toEqual([
      "/self-service/settings?flow=f",
      "/self-service/verification?flow=f&code=1",
    ]);
  });

  it("has no effect as HEAD or as a prefetch", async () => {
    service.on("", { status: 204 });
    for (const path of [
      "self-service/logout?token=t",
      "self-service/login/browser",
      "self-service/verification?code=1",
    ]) {
      expect((await knock("HEAD", path)).status, path).toBe(204);
      expect((await knock("GET", path, { headers: { "sec-purpose": "prefetch" } })).status, path).toBe(204);
      expect((await knock("GET", path, { headers: { purpose: "prefetch" } })).status, path).toBe(204);
    }
    expect(service.seen).toEqual([]);
    await knock("HEAD", "sessions/whoami");
    expect(service.seen.map(({ method }) => method)).toEqual(["HEAD"]);
  });

  it("does not hand on a return address that browsers read otherwise", async () => {
    const bad = encodeURIComponent("http:\\\\other.example");
    const asJson = await knock("GET", `self-service/login/browser?return_to=${bad}`, {
      headers: { accept: "application/json" },
    });
    expect(asJson.status).toBe(400);
    expect(await asJson.json()).toMatchObject({ error: { id: "self_service_flow_return_to_forbidden" } });
    const asPage = await knock("GET", `self-service/login/browser?return_to=${bad}`, {
      headers: { accept: "text/html" },
    });
    expect(asPage.status).toBe(303);
    expect(asPage.headers.get("location")).toMatch(/^\/error\?id=sealed\./);
    expect(service.seen).toEqual([]);
  });
});

describe("an answer", () => {
  it("comes back with its status, body and cookies, each as it was but for its Domain", async () => {
    service.on("GET /sessions/whoami", {
      status: 401,
      body: { error: { code: 401 } },
      headers: {
        "set-cookie": [
          "a=1; Path=/; Domain=auth.example; Expires=Wed, 01 Jan 2031 00:00:00 GMT",
          "b=2; HttpOnly",
        ],
        "cache-control": "private, no-store",
        "access-control-allow-origin": "https://other.example",
        "x-powered-by": "x",
      },
    });
    const answer = await knock("GET", "sessions/whoami");
    expect(answer.status).toBe(401);
    expect(await answer.json()).toEqual({ error: { code: 401 } });
    expect(answer.headers.getSetCookie()).toEqual([
      "a=1; Path=/; Expires=Wed, 01 Jan 2031 00:00:00 GMT",
      "b=2; HttpOnly",
    ]);
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    expect(answer.headers.get("x-powered-by")).toBeNull();
  });

  it("is not cached where it doesn't say so", async () => {
    service.on("GET /schemas", { status: 200, body: [] });
    expect((await knock("GET", "schemas")).headers.get("cache-control")).toBe("no-store");
  });

  it("redirects on this origin where it means the service itself, and passes on what it means for browsers", async () => {
    const cases: [string, string | RegExp][] = [
      [`${service.url}/self-service/login/browser?aal=aal2`, `${APP}/login?aal=aal2`],
      [
        `${service.url}/self-service/settings?flow=${FLOW_ID}`,
        `${APP}/api/ory/self-service/settings?flow=${FLOW_ID}`,
      ],
      [`${APP}/login?flow=${FLOW_ID}`, `${APP}/login?flow=${FLOW_ID}`],
      ["https://idp.example/auth?x=1", "https://idp.example/auth?x=1"],
      ["http:\\\\other.example", /^http:\/\/app\.test\/error\?id=sealed\./],
      ["//other.example", /^http:\/\/app\.test\/error\?id=sealed\./],
    ];
    for (const [given, expected] of cases) {
      service.on("GET /self-service/login/browser", { status: 303, headers: { location: given } });
      const answer = await knock("GET", "self-service/login/browser");
      expect(answer.status).toBe(303);
      expect(answer.headers.get("location"), given).toEqual(
        typeof expected === "string" ? expected : (expect.stringMatching(expected) as string),
      );
    }
  });

  it("is no page of this app, whatever its type: it may run and show nothing", async () => {
    service.on("GET /schemas", { status: 200, text: "<script>alert(1)</script>" });
    const answer = await knock("GET", "schemas");
    expect(answer.headers.get("content-security-policy")).toMatch(
      /default-src 'none'.*frame-ancestors 'none'/,
    );
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    const own = { "content-security-policy": "default-src 'self'" };
    service.on("GET /schemas", { status: 200, text: "x", headers: own });
    expect((await knock("GET", "schemas")).headers.get("content-security-policy")).toBe("default-src 'self'");
  });

  it("that does not come is a 502 with the request's id and nothing of the fault", async () => {
    service.on("GET /schemas", "drop");
    const answer = await knock("GET", "schemas");
    expect(answer.status).toBe(502);
    const text = await answer.text();
    expect(text).toContain(answer.headers.get("x-request-id"));
    expect(text).not.toMatch(/ECONN|fetch failed|socket/);
  });

  it("that is too large is a 502", async () => {
    service.on("GET /schemas", { status: 200, body: "x".repeat(2_000_000) });
    expect((await knock("GET", "schemas")).status).toBe(502);
  });

  it("that takes too long is a 504", async () => {
    service.on("GET /schemas", "hang");
    expect((await knock("GET", "schemas")).status).toBe(504);
  }, 8_000);
});
