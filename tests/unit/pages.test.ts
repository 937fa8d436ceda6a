// What pages are given: their flow, their session, their error, their logout link.
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { APP, configure, flow, FLOW_ID, OTHER_FLOW_ID, session, startFakeService } from "./fake-service";

const request = { headers: new Headers(), cookies: new Map<string, string>() };
vi.mock("next/headers", () => ({
  headers: async () => request.headers,
  cookies: async () => ({
    get: (name: string) =>
      request.cookies.has(name) ? { name, value: request.cookies.get(name) } : undefined,
  }),
}));
class Redirected extends Error {}
vi.mock("next/navigation", () => ({
  redirect: (to: string) => {
    throw new Redirected(to);
  },
}));

const service = await startFakeService();
configure(service);
const { loadFlow } = await import("@/lib/ory/load-flow");
const { loadFlowError } = await import("@/lib/ory/error");
const { errorHref, returnToRefused } = await import("@/lib/ory/flow-error");
const { getLogoutHref } = await import("@/lib/ory/logout");
const { getSession, requireSession } = await import("@/lib/session/session");
const { sealSession } = await import("@/lib/session/sealed-session");
const { listOtherSessions } = await import("@/lib/session/sessions");
const { typedCookie } = await import("@/lib/session/typed");
const { sealNotices } = await import("@/lib/session/notices");

beforeEach(() => {
  service.reset();
  request.headers = new Headers({ cookie: "ory_kratos_session=s; csrf_token_1=c; analytics=1" });
  request.cookies.clear();
});
afterAll(() => service.stop());

const fetchFlow = (kind = "login") => `GET /self-service/${kind}/flows?id=${FLOW_ID}`;
const refusal = (code: number, id?: string, more: object = {}) => ({
  status: code,
  body: { error: { ...(id && { id }), code, ...more } },
});
const unavailable = (from: string, reference: string) =>
  `/unavailable?from=${encodeURIComponent(from)}&reference=${reference}`;
const redirectOf = (promise: Promise<unknown>) =>
  promise.then(
    () => "no redirect",
    (error: unknown) => (error instanceof Redirected ? error.message : Promise.reject(error as Error)),
  );

describe("loadFlow", () => {
  it("fetches the flow with the service's own cookies, and tells where the visitor was going", async () => {
    service.on(fetchFlow(), { status: 200, body: flow("login", { return_to: `${APP}/sessions?a=1` }) });
    const loaded = await loadFlow("login", { flow: FLOW_ID });
    expect(loaded).toMatchObject({
      flow: { id: FLOW_ID },
      notices: [],
      typed: {},
      returnTo: "/sessions?a=1",
    });
    expect(service.seen[0]?.headers.cookie).toBe("ory_kratos_session=s; csrf_token_1=c");
  });

  it("never tells of a hostile return address", async () => {
    service.on(fetchFlow(), { status: 200, body: flow("login", { return_to: "http:\\\\other.example" }) });
    expect(await loadFlow("login", { flow: FLOW_ID })).toMatchObject({ returnTo: undefined });
  });

  it("gives what was typed into this flow, and notices, once", async () => {
    service.on("GET /self-service/login/flows", { status: 200, body: flow("login") });
    const cookie = await typedCookie(
      FLOW_ID,
      [
        ["identifier", "ada"],
        ["password", "secret"],
      ],
      APP,
    );
    request.cookies.set("foyer_typed", cookie?.split(/[=;]/)[1] ?? "");
    request.headers.set("x-foyer-notices", await sealNotices(["service_unavailable"]));
    expect(await loadFlow("login", { flow: FLOW_ID })).toMatchObject({
      typed: { identifier: "ada" },
      notices: [{ id: "service_unavailable", kind: "error" }],
    });
    expect(await loadFlow("login", { flow: OTHER_FLOW_ID })).toMatchObject({ typed: {} });
  });

  it("shows the message of the sign-in that led to a verification", async () => {
    service.on(fetchFlow("verification"), {
      status: 200,
      body: flow("verification", { messages: [{ id: 1080003, type: "info", text: "x" }] }),
    });
    request.headers.set("x-foyer-notices", await sealNotices(["address_unverified"]));
    const loaded = await loadFlow("verification", { flow: FLOW_ID });
    expect(loaded).toMatchObject({
      notices: [],
      flow: { ui: { messages: [{ id: 4000010, type: "error" }, { id: 1080003 }] } },
    });
  });

  it("replaces a flow that can't be shown, keeping the way", async () => {
    const former = `${APP}/api/ory/self-service/login/browser?refresh=true&return_to=${APP}/sessions&x=1`;
    const cases = [
      [refusal(404), "/login?return_to=%2Fa&notice=flow_gone"],
      [refusal(403, "security_csrf_violation"), "/login?return_to=%2Fa&notice=flow_foreign"],
      [
        refusal(410, "self_service_flow_expired", { details: { redirect_to: former } }),
        `/login?return_to=${encodeURIComponent(`${APP}/sessions`)}&refresh=true&notice=flow_expired`,
      ],
      [{ status: 410, body: { use_flow_id: OTHER_FLOW_ID } }, `/login?flow=${OTHER_FLOW_ID}`],
    ] as const;
    for (const [reply, expected] of cases) {
      service.on(fetchFlow(), reply);
      expect(await redirectOf(loadFlow("login", { flow: FLOW_ID, return_to: "/a", other: "x" }))).toBe(
        expected,
      );
    }
  });

  it("leads to the error of a flow that is over with the OAuth2 request that it was for", async () => {
    service.on(fetchFlow(), refusal(400, undefined, { reason: "The request has expired." }));
    for (const started of [false, true]) {
      if (started) request.headers.set("x-foyer-started", "1");
      const to = await redirectOf(loadFlow("login", { flow: FLOW_ID }));
      const id = new URL(to, APP).searchParams.get("id") ?? "";
      expect(to).toMatch(/^\/error\?id=sealed\./);
      expect(await loadFlowError(id)).toMatchObject({
        kind: "error",
        error: { reason: "The request has expired." },
      });
    }
  });

  it("asks for the sign-in that settings need", async () => {
    request.headers.set("x-foyer-here", `/settings?flow=${FLOW_ID}`);
    const back = encodeURIComponent(`/settings?flow=${FLOW_ID}`);
    service.on(fetchFlow("settings"), refusal(401));
    expect(await redirectOf(loadFlow("settings", { flow: FLOW_ID }))).toBe(`/login?return_to=${back}`);
    service.on(fetchFlow("settings"), refusal(403, "session_aal2_required"));
    expect(await redirectOf(loadFlow("settings", { flow: FLOW_ID }))).toBe(
      `/login?aal=aal2&return_to=${back}`,
    );
    service.on(fetchFlow("settings"), refusal(403, "security_identity_mismatch"));
    expect(await redirectOf(loadFlow("settings", { flow: FLOW_ID }))).toBe("/settings?notice=flow_foreign");
  });

  it("does not send anybody in circles: a flow that was just started is not replaced", async () => {
    request.headers.set("x-foyer-started", "1");
    request.headers.set("x-foyer-here", "/login?return_to=/a");
    request.headers.set("x-foyer-request-id", "the-request-1");
    for (const code of [403, 404, 410]) {
      service.on(fetchFlow(), refusal(code));
      expect(await redirectOf(loadFlow("login", { flow: FLOW_ID }))).toBe(
        unavailable("/login?return_to=/a", "the-request-1"),
      );
    }
  });

  it("leads to the page that says so when the service does not answer, or there is no flow to show", async () => {
    request.headers.set("x-foyer-request-id", "the-request-1");
    for (const reply of [
      "drop",
      { status: 500 },
      { status: 200, body: { id: 1 } },
      { status: 200, text: "<p>" },
    ] as const) {
      service.on(fetchFlow(), reply);
      expect(await redirectOf(loadFlow("login", { flow: FLOW_ID }))).toBe(
        unavailable("/login", "the-request-1"),
      );
    }
    service.reset();
    expect(await redirectOf(loadFlow("login", { return_to: "/a", flow: ["x", "y"] }))).toBe(
      unavailable("/login?return_to=%2Fa", "the-request-1"),
    );
    expect(service.seen).toEqual([]);
  });
});

describe("the session", () => {
  it("is the sealed one where the middleware has asked", async () => {
    request.headers.set(
      "x-foyer-session",
      (await sealSession(session as never, request.headers.get("cookie") ?? "")) ?? "",
    );
    expect(await requireSession()).toEqual(session);
    expect(service.seen).toEqual([]);
  });

  it("is asked for where the seal is missing or forged", async () => {
    service.on("GET /sessions/whoami", { status: 200, body: session });
    expect(await getSession()).toEqual(session);
    request.headers.set("x-foyer-session", JSON.stringify(session));
    service.on("GET /sessions/whoami", { status: 401, body: { error: { code: 401 } } });
    expect(await getSession()).toBeNull();
    expect(service.seen.length).toBe(2);
  });

  it("is none for a visitor without its cookie, without asking", async () => {
    request.headers.set("cookie", "csrf_token_1=c");
    expect(await getSession()).toBeNull();
    expect(service.seen).toEqual([]);
  });

  it("is required with a way back", async () => {
    request.headers.set("x-foyer-here", "/dashboard?a=1");
    const back = encodeURIComponent("/dashboard?a=1");
    service.on("GET /sessions/whoami", { status: 401, body: {} });
    expect(await redirectOf(requireSession())).toBe(`/login?return_to=${back}`);
    service.on("GET /sessions/whoami", refusal(403, "session_aal2_required"));
    expect(await redirectOf(requireSession())).toBe(`/login?aal=aal2&return_to=${back}`);
    service.on("GET /sessions/whoami", { status: 200, body: null });
    request.headers.set("x-foyer-request-id", "the-request-1");
    expect(await redirectOf(requireSession())).toBe(unavailable("/dashboard?a=1", "the-request-1"));
  });

  it("has others beside it, or nobody knows", async () => {
    service.on("GET /sessions?", { status: 200, body: [{ id: "x" }] });
    expect(await listOtherSessions()).toEqual([{ id: "x" }]);
    service.on("GET /sessions?", "drop");
    expect(await listOtherSessions()).toBeUndefined();
  });
});

describe("the logout link", () => {
  it("carries the service's token and the way on", async () => {
    service.on("GET /self-service/logout/browser", { status: 200, body: { logout_token: "ory_lo_x" } });
    expect(await getLogoutHref("/welcome")).toBe("/logout?token=ory_lo_x&return_to=%2Fwelcome");
    expect(await getLogoutHref()).toBe("/logout?token=ory_lo_x");
  });

  it("is none without a session or a service", async () => {
    service.on("GET /self-service/logout/browser", { status: 401, body: {} });
    expect(await getLogoutHref()).toBeNull();
    service.on("GET /self-service/logout/browser", { status: 200, body: {} });
    expect(await getLogoutHref()).toBeNull();
  });
});

describe("the error page", () => {
  it("shows what the service has kept", async () => {
    const body = { id: "stub:500", error: { code: 500, reason: "why", status: "x" } };
    service.on("GET /self-service/errors?id=stub%3A500", { status: 200, body });
    expect(await loadFlowError("stub:500")).toEqual({
      kind: "error",
      error: { id: undefined, code: 500, reason: "why", isRequestOver: false, json: body },
    });
  });

  it("shows what was sealed into its own address, asking nobody", async () => {
    const href = await errorHref(returnToRefused("http:\\\\other.example"));
    const loaded = await loadFlowError(new URL(href, APP).searchParams.get("id") ?? "");
    expect(loaded).toMatchObject({
      kind: "error",
      error: { id: "self_service_flow_return_to_forbidden", code: 400 },
    });
    expect(JSON.stringify(loaded)).toContain("other.example");
    expect(service.seen).toEqual([]);
  });

  it("does not show what somebody made up", async () => {
    service.on("GET /self-service/errors", { status: 404, body: {} });
    expect(await loadFlowError('sealed.{"reason":"call us"}')).toEqual({ kind: "gone" });
  });

  it("says so when the service is away", async () => {
    service.on("GET /self-service/errors", "drop");
    request.headers.set("x-foyer-request-id", "the-request-1");
    expect(await redirectOf(loadFlowError("x y"))).toBe(unavailable("/error?id=x%20y", "the-request-1"));
  });
});
