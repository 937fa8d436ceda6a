// Before a page: the flow that is started without a redirect, the session that is passed on sealed, and who may not pass.
import { unstable_doesMiddlewareMatch } from "next/experimental/testing/server";
import { NextRequest } from "next/server";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import {
  APP,
  configure,
  flow,
  FLOW_ID,
  OTHER_FLOW_ID,
  session,
  startFakeService,
} from "@/tests/unit/fake-service";
import { visit } from "@/tests/unit/visit";

const service = await startFakeService();
configure(service);
const { config } = await import("@/middleware");
const { OWN_HEADERS } = await import("@/lib/request");
const { openSession } = await import("@/lib/session/sealed-session");
const { placeCookie } = await import("@/lib/settings/section-return");
const { noticeCookie, openNotices } = await import("@/lib/session/notices");

beforeEach(() => service.reset());
afterAll(() => service.stop());

const SIGNED_IN = { cookie: "ory_kratos_session=s" };
const CSRF = "csrf_token_1=secret; Path=/; HttpOnly; SameSite=Lax";

const loginStarts = () =>
  service.on("GET /self-service/login/browser", {
    status: 200,
    body: flow("login"),
    headers: { "set-cookie": CSRF },
  });
const whoami = (status: number, body: unknown) => service.on("GET /sessions/whoami", { status, body });

describe("a flow's page", () => {
  it("is rendered with a flow that was just started, its cookie set and passed on, in one answer", async () => {
    loginStarts();
    const page = await visit("/login?return_to=/sessions&x=1", { headers: { cookie: "other=1" } });
    expect(page.rewrittenTo).toBe(`/login?return_to=%2Fsessions&x=1&flow=${FLOW_ID}`);
    expect(page.cookies).toEqual([CSRF]);
    expect(page.passed("cookie")).toBe("other=1; csrf_token_1=secret");
    expect(page.passed("x-foyer-here")).toBe("/login?return_to=/sessions&x=1");
    expect(page.location).toBeUndefined();
  });

  it("hands on what the service wants to know of its query, each kind its own", async () => {
    const query = "refresh=true&aal=aal2&via=v&login_challenge=c&organization=o&identity_schema=i&x=1";
    loginStarts();
    await visit(`/login?${query}&return_to=/a/../b`);
    const asked = new URL(service.seen[0]?.target ?? "", APP).searchParams;
    expect(Object.fromEntries(asked)).toEqual({
      refresh: "true",
      aal: "aal2",
      via: "v",
      login_challenge: "c",
      organization: "o",
      identity_schema: "i",
      return_to: "/b",
    });
    service.reset();
    service.on("GET /self-service/recovery/browser", { status: 200, body: flow("recovery") });
    await visit(`/recovery?${query}&return_to=${APP}/b`);
    expect(service.seen[0]?.target).toBe(
      `/self-service/recovery/browser?return_to=${encodeURIComponent(`${APP}/b`)}`,
    );
  });

  it("keeps the flow that is asked for", async () => {
    const page = await visit(`/login?flow=${FLOW_ID}`);
    expect(page.rewrittenTo).toBeNull();
    expect(service.seen).toEqual([]);
  });

  it("gets a new flow, and says so, where the one asked for can be none", async () => {
    loginStarts();
    for (const query of ["flow=%3Cscript%3E", `flow=${FLOW_ID}&flow=${OTHER_FLOW_ID}`, "flow="]) {
      const page = await visit(`/login?${query}`);
      expect(page.rewrittenTo).toBe(`/login?flow=${FLOW_ID}`);
      expect(await openNotices(page.passed("x-foyer-notices") ?? "")).toEqual(["flow_gone"]);
    }
  });

  it("says why its flow was replaced, in words of its own only", async () => {
    loginStarts();
    const page = await visit("/login?notice=flow_expired");
    expect(page.rewrittenTo).toBe(`/login?flow=${FLOW_ID}`);
    expect(await openNotices(page.passed("x-foyer-notices") ?? "")).toEqual(["flow_expired"]);
    expect((await visit("/login?notice=You+are+hacked")).passed("x-foyer-notices")).toBeNull();
  });

  it("starts nothing for a prefetch or a HEAD request", async () => {
    const idle: Parameters<typeof visit>[1][] = [
      { headers: { "sec-purpose": "prefetch" } },
      { headers: { purpose: "prefetch" } },
      { headers: { "sec-purpose": "prefetch;prerender" } },
      { method: "HEAD" },
    ];
    for (const init of idle) {
      const page = await visit("/login", init);
      expect(page.status).toBe(204);
      expect(page.cookies).toEqual([]);
    }
    expect(service.seen).toEqual([]);
  });

  it("sends on who is signed in already, but not in circles", async () => {
    service.on("GET /self-service/login/browser", {
      status: 400,
      body: { error: { id: "session_already_available", code: 400 } },
    });
    whoami(200, session);
    const to = async (target: string) => (await visit(target, { headers: SIGNED_IN })).location;
    expect(await to("/login")).toBe("/welcome");
    expect(await to("/login?return_to=/sessions")).toBe("/sessions");
    expect(await to("/login?return_to=/login")).toBe("/welcome");
    expect(await to("/login?return_to=https://other.example/")).toBe("/welcome");
    // The two halves of the service disagree: no page would end that.
    whoami(401, { error: { code: 401 } });
    const page = await visit("/login?return_to=/dashboard", { headers: SIGNED_IN });
    expect(page.location).toBeUndefined();
    expect(page.rewrittenTo).toMatch(/^\/unavailable\?from=/);
  });

  it("sends on to the second step who is signed in already, but not far enough to count", async () => {
    service.on("GET /self-service/login/browser", {
      status: 400,
      body: { error: { id: "session_already_available", code: 400 } },
    });
    whoami(403, { error: { id: "session_aal2_required", code: 403 } });
    const page = await visit("/login?return_to=/sessions", { headers: SIGNED_IN });
    expect(page.location).toBe("/login?aal=aal2&return_to=%2Fsessions");
    const again = await visit("/login?aal=aal2", { headers: SIGNED_IN });
    expect(again.rewrittenTo).toMatch(/^\/unavailable\?from=/);
  });

  it("ends on the error page for a return address that is refused, by the service or by ourselves", async () => {
    service.on("GET /self-service/login/browser", {
      status: 400,
      body: {
        error: { id: "self_service_flow_return_to_forbidden", code: 400, reason: "https://other.example" },
      },
    });
    expect((await visit("/login?return_to=https://other.example/")).location).toMatch(
      /^\/error\?id=sealed\./,
    );
    expect(service.seen.length).toBe(1);
    const hostile = await visit(`/login?return_to=${encodeURIComponent("http:\\\\other.example")}`);
    expect(hostile.location).toMatch(/^\/error\?id=sealed\./);
    expect(service.seen.length).toBe(1);
  });

  describe("for an OAuth2 server, of whoever is signed in", () => {
    const answers = (kind: string, location: string | undefined, status = 303) =>
      service.on(`GET /self-service/${kind}/browser`, {
        status,
        headers: { "set-cookie": CSRF, ...(location !== undefined && { location }) },
      });
    const arrive = (kind: string) => visit(`/${kind}?login_challenge=c`, { headers: SIGNED_IN });

    it("goes on to that server where the service has told it", async () => {
      const to = "https://oauth2.example/oauth2/auth?login_verifier=v";
      answers("login", to);
      expect(await arrive("login")).toMatchObject({ status: 303, location: to, cookies: [CSRF] });
      expect(service.seen[0]?.headers.accept).toBe("text/html");
      answers("registration", to);
      expect((await arrive("registration")).location).toBe(to);
    });

    it("shows the flow that the service made", async () => {
      answers("login", `${APP}/login?flow=${FLOW_ID}`);
      expect(await arrive("login")).toMatchObject({ location: `/login?flow=${FLOW_ID}`, cookies: [CSRF] });
    });

    it("takes a sign-up to the sign-in that the server wants", async () => {
      answers("registration", `${APP}/api/ory/self-service/login/browser?login_challenge=c`, 302);
      expect((await arrive("registration")).location).toBe("/login?login_challenge=c");
    });

    it("shows the error that the service names", async () => {
      answers("login", `${APP}/error?id=${FLOW_ID}`);
      expect((await arrive("login")).location).toBe(`/error?id=${FLOW_ID}`);
    });

    it("leads nowhere odd", async () => {
      for (const odd of [undefined, "javascript:alert(1)", "http://plain.example/"]) {
        answers("login", odd);
        expect((await arrive("login")).rewrittenTo).toMatch(/^\/unavailable/);
      }
    });
  });

  it("hands on a long challenge, which holds the application's whole request", async () => {
    loginStarts();
    const challenge = "c".repeat(8192);
    await visit(`/login?login_challenge=${challenge}`);
    expect(service.seen[0]?.target).toContain(`login_challenge=${challenge}`);
  });

  it("asks for the first factor where there is none yet", async () => {
    service.on("GET /self-service/login/browser", {
      status: 401,
      body: { error: { id: "session_aal1_required", code: 401 } },
    });
    expect((await visit("/login?aal=aal2&return_to=/sessions")).location).toBe(
      "/login?return_to=%2Fsessions",
    );
  });

  const TROUBLE = {
    "does not answer": "drop",
    fails: { status: 500, text: "" },
    "answers HTML": { status: 200, text: "<html>" },
    "answers another shape": { status: 200, body: { id: 7, ui: { nodes: "none" } } },
    "answers null": { status: 200, body: null },
    "redirects to itself": { status: 302, headers: { location: "/self-service/login/browser" } },
  } as const;
  for (const [what, reply] of Object.entries(TROUBLE)) {
    it(`says so, in place, when the service ${what}`, async () => {
      service.on("GET /self-service/login/browser", reply);
      const page = await visit("/login?return_to=/sessions");
      expect(page.status).toBe(503);
      expect(page.headers.get("retry-after")).toMatch(/^\d+$/);
      expect(page.rewrittenTo).toBe(`/unavailable?from=${encodeURIComponent("/login?return_to=/sessions")}`);
    });
  }

  it("gives a slow service no more than its five seconds", async () => {
    service.on("GET /self-service/login/browser", "hang");
    const before = performance.now();
    expect((await visit("/login")).rewrittenTo).toMatch(/^\/unavailable/);
    expect(performance.now() - before).toBeLessThan(6_500);
  }, 10_000);
});

describe("a protected page", () => {
  it("sends a visitor without session to sign in, with one redirect that keeps the way, and asks nobody", async () => {
    for (const path of ["/dashboard?tab=2", "/settings", "/sessions", "/admin/identities"]) {
      const page = await visit(path);
      expect(page.status).toBe(303);
      expect(page.location).toBe(`/login?return_to=${encodeURIComponent(path)}`);
      expect(page.headers.get("cache-control")).toContain("no-store");
    }
    expect(service.seen).toEqual([]);
  });

  it("sends a dead session to sign in", async () => {
    whoami(401, { error: { code: 401 } });
    expect((await visit("/dashboard", { headers: SIGNED_IN })).location).toBe(
      "/login?return_to=%2Fdashboard",
    );
  });

  it("asks for the second factor where the session needs one", async () => {
    whoami(403, { error: { id: "session_aal2_required", code: 403 }, redirect_browser_to: "http://x" });
    expect((await visit("/dashboard", { headers: SIGNED_IN })).location).toBe(
      "/login?aal=aal2&return_to=%2Fdashboard",
    );
  });

  it("passes the session on sealed, after one question to the service", async () => {
    whoami(200, session);
    const page = await visit("/dashboard", { headers: SIGNED_IN });
    expect(page.status).toBe(200);
    expect(service.seen.length).toBe(1);
    const sealed = page.passed("x-foyer-session");
    expect(sealed).not.toContain("ada@people.example");
    expect(await openSession(sealed, SIGNED_IN.cookie)).toEqual(session);
  });

  it("gives nothing for headers that only the middleware may set", async () => {
    whoami(200, session);
    const sealed = (await visit("/dashboard", { headers: SIGNED_IN })).passed("x-foyer-session") ?? "";
    const forged = {
      "x-foyer-session": sealed,
      "x-foyer-started": "1",
      "x-foyer-notices": "x",
      "x-foyer-nonce": "known",
      "x-foyer-request-id": "known-request-id",
      "x-foyer-here": "//other.example",
    };
    expect((await visit("/dashboard", { headers: forged })).status).toBe(303);
    const open = await visit("/welcome", { headers: forged });
    for (const [name, value] of Object.entries(forged)) expect(open.passed(name), name).not.toBe(value);
  });

  it("sees every request that brings such a header, and lets it go on without", async () => {
    for (const name of Object.values(OWN_HEADERS)) {
      for (const path of ["/api/admin/audit", "/api/account/export", "/health/ready", "/dashboard"]) {
        const headers = { [name]: "forged", "next-router-prefetch": "1" };
        const url = `${APP}${path}`;
        expect(unstable_doesMiddlewareMatch({ config, nextConfig: {}, url, headers }), name + path).toBe(
          true,
        );
        expect(unstable_doesMiddlewareMatch({ config, nextConfig: {}, url, headers: {} }), path).toBe(
          path === "/dashboard",
        );
      }
      const passed = await visit("/api/account/export", { headers: { ...SIGNED_IN, [name]: "forged" } });
      expect(passed.status).toBe(200);
      expect(passed.passed(name)).toBeNull();
      expect(passed.passed("cookie")).toBe(SIGNED_IN.cookie);
    }
    expect(service.seen).toEqual([]);
  });

  it("says so when the service is away, and does not send anybody in circles", async () => {
    service.on("GET /sessions/whoami", "drop");
    for (const path of ["/dashboard", "/settings"]) {
      const page = await visit(path, { headers: SIGNED_IN });
      expect(page.location).toBeUndefined();
      expect(page.status).toBe(503);
      expect(page.rewrittenTo).toBe(`/unavailable?from=${encodeURIComponent(path)}`);
    }
  });

  it("starts the settings flow with the session that was just renewed", async () => {
    service.on("GET /sessions/whoami", {
      status: 200,
      body: session,
      headers: { "set-cookie": "ory_kratos_session=renewed; Path=/" },
    });
    service.on("GET /self-service/settings/browser", {
      status: 200,
      body: flow("settings"),
      headers: { "set-cookie": CSRF },
    });
    const page = await visit("/settings", { headers: SIGNED_IN });
    expect(page.rewrittenTo).toBe(`/settings?flow=${FLOW_ID}`);
    expect(service.asked("GET /self-service/settings/browser")[0]?.headers.cookie).toBe(
      "ory_kratos_session=renewed",
    );
    expect(page.cookies).toEqual(["ory_kratos_session=renewed; Path=/", CSRF]);
    const cookie = page.passed("cookie") ?? "";
    expect(cookie).toBe("ory_kratos_session=renewed; csrf_token_1=secret");
  });
});

describe("a section of the settings", () => {
  const settingsStart = () => {
    whoami(200, session);
    const started = flow("settings");
    const node = (group: string) => ({ ...started.ui.nodes[0], group });
    const nodes = [...started.ui.nodes, node("profile"), node("totp")];
    service.on("GET /self-service/settings/browser", {
      status: 200,
      body: { ...started, ui: { ...started.ui, nodes } },
    });
  };

  it("is rendered with a flow that was just started, at its own address", async () => {
    settingsStart();
    const page = await visit("/settings/password", { headers: SIGNED_IN });
    expect(page.rewrittenTo).toBe(`/settings/password?flow=${FLOW_ID}`);
  });

  it("starts no flow on the pages beside it", async () => {
    settingsStart();
    for (const path of ["/settings/data", "/settings/nonesuch"]) {
      expect((await visit(path, { headers: SIGNED_IN })).rewrittenTo).toBeNull();
    }
    expect(service.asked("GET /self-service/settings/browser")).toEqual([]);
  });

  it("is noted for the pages that show no flow, once", async () => {
    settingsStart();
    const page = await visit("/settings", { headers: SIGNED_IN });
    expect(page.cookies).toEqual([expect.stringMatching(/^foyer_settings=profile\.second-factors; /)]);
    const cookie = `${SIGNED_IN.cookie}; foyer_settings=profile.second-factors`;
    expect((await visit("/settings", { headers: { cookie } })).cookies).toEqual([]);
  });

  it("is come back to with the flow that was sent from it", async () => {
    const place = { page: "password", event: undefined } as const;
    const kept = await placeCookie({ kind: "own", path: "/login" }, FLOW_ID, place, APP);
    const cookie = `${SIGNED_IN.cookie}; ${kept?.split(";")[0] ?? ""}`;
    const page = await visit(`/settings?flow=${FLOW_ID}`, { headers: { cookie } });
    expect(page.location).toBe(`/settings/password?flow=${FLOW_ID}`);
    expect(page.cookies).toEqual([expect.stringMatching(/^foyer_settings_place=; Path=\/; Max-Age=0/)]);
    whoami(200, session);
    const other = await visit(`/settings?flow=${OTHER_FLOW_ID}`, { headers: { cookie } });
    expect(other.location).toBeUndefined();
  });
});

describe("signing out by a page's own link", () => {
  const signOut = (location: string) =>
    service.on("GET /self-service/logout", {
      status: 303,
      headers: { location, "set-cookie": "ory_kratos_session=; Max-Age=0; Path=/" },
    });

  it("hands the token to the service and goes where it says", async () => {
    signOut(`${APP}/login`);
    const page = await visit(`/logout?token=t&return_to=${APP}/welcome`, { headers: SIGNED_IN });
    expect(page.location).toBe("/login");
    expect(page.cookies[0]).toBe("ory_kratos_session=; Max-Age=0; Path=/");
    expect(service.asked("GET /self-service/logout").map(({ target }) => target)).toEqual([
      `/self-service/logout?token=t&return_to=${encodeURIComponent(`${APP}/welcome`)}`,
    ]);
  });

  it("has no effect as HEAD or as a prefetch", async () => {
    await visit("/logout?token=t", { method: "HEAD", headers: SIGNED_IN });
    await visit("/logout?token=t", { headers: { ...SIGNED_IN, "sec-purpose": "prefetch" } });
    expect(service.seen).toEqual([]);
  });

  it("asks instead where the token is refused", async () => {
    signOut(`${APP}/error?id=x`);
    expect((await visit("/logout?token=old", { headers: SIGNED_IN })).location).toBe("/logout");
  });

  it("is left to the page without a token", async () => {
    expect((await visit("/logout", { headers: SIGNED_IN })).status).toBe(200);
    expect(service.seen).toEqual([]);
  });

  it("does not hand on a hostile return address", async () => {
    signOut(`${APP}/login`);
    await visit(`/logout?token=t&return_to=${encodeURIComponent("http:\\\\other.example")}`, {
      headers: SIGNED_IN,
    });
    expect(service.asked("GET /self-service/logout").map(({ target }) => target)).toEqual([
      "/self-service/logout?token=t",
    ]);
  });
});

describe("every page", () => {
  it("has a policy with a nonce of its own, which Next and the page get to know", async () => {
    const [one, two] = [await visit("/"), await visit("/")];
    const policy = one.headers.get("content-security-policy") ?? "";
    const nonce = /'nonce-([^']{24})'/.exec(policy)?.[1];
    expect(nonce).toBeDefined();
    expect(one.passed("x-foyer-nonce")).toBe(nonce);
    expect(one.passed("content-security-policy")).toBe(policy);
    expect(two.passed("x-foyer-nonce")).not.toBe(nonce);
  });

  it("may load from the other origins that are listed", async () => {
    const { checkedOrigins, otherOrigins } = await import("@/lib/security/other-origins");
    const widerOrigins = { ...otherOrigins, frames: ["https://maps.example.com"] };
    vi.doMock("@/lib/security/other-origins", () => ({ checkedOrigins, otherOrigins: widerOrigins }));
    vi.resetModules();
    const { middleware: widened } = await import("@/middleware");
    const page = await widened(new NextRequest(`${APP}/`));
    vi.doUnmock("@/lib/security/other-origins");
    expect(page.headers.get("content-security-policy")).toContain("; frame-src https://maps.example.com;");
  });

  it("is kept out of caches, and named by the id it is logged under", async () => {
    const page = await visit("/");
    expect(page.headers.get("cache-control")).toContain("no-store");
    expect(page.headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
    expect(page.passed("x-foyer-request-id")).toBe(page.headers.get("x-request-id"));
  });

  it("shows a notice once", async () => {
    const cookie = (await noticeCookie(["signed_out"], APP)).split(";")[0] ?? "";
    const page = await visit("/welcome", { headers: { cookie } });
    expect(await openNotices(page.passed("x-foyer-notices") ?? "")).toEqual(["signed_out"]);
    expect(page.cookies).toEqual([expect.stringMatching(/^foyer_notices=; Path=\/; Max-Age=0/)]);
  });

  it("is refused where its address can't be decoded", async () => {
    expect((await visit("/api/ory/%ff")).status).toBe(400);
  });
});

describe("FLOW_URL=redirect", () => {
  it("ends on the same path with the flow's id, and never in circles", async () => {
    vi.resetModules();
    vi.stubEnv("FLOW_URL", "redirect");
    const { middleware: redirecting } = await import("@/middleware");
    loginStarts();
    const first = await redirecting(new NextRequest(`${APP}/login?return_to=/sessions`));
    expect(first.status).toBe(303);
    expect(first.headers.get("location")).toBe(`${APP}/login?flow=${FLOW_ID}`);
    expect(first.headers.getSetCookie()).toEqual([CSRF]);
    // A browser that keeps no cookies is back with the page's word that this flow is not its own.
    const second = await redirecting(new NextRequest(`${APP}/login?notice=flow_foreign`));
    expect(second.headers.get("x-middleware-rewrite")).toBe(`${APP}/login?flow=${FLOW_ID}`);
    vi.unstubAllEnvs();
  });
});
