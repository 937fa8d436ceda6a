// The form targets of flows: what the service answers, and where the visitor ends.
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { noticesIn } from "./answer";
import { APP, configure, flow, FLOW_ID, OTHER_FLOW_ID, session, startFakeService } from "./fake-service";

const service = await startFakeService();
configure(service);
const { POST } = await import("@/app/api/auth/[flow]/route");
const { openErrorId } = await import("@/lib/ory/flow-error");

beforeEach(() => service.reset());
afterAll(() => service.stop());

interface PostOptions {
  kind?: string;
  query?: string;
  headers?: Record<string, string>;
  fields?: [string, string][];
}

const FIELDS: [string, string][] = [
  ["csrf_token", "t"],
  ["method", "password"],
  ["identifier", "ada@people.example"],
  ["password", "not-to-be-kept"],
];

async function post({
  kind = "login",
  query = `flow=${FLOW_ID}`,
  headers = {},
  fields = FIELDS,
}: PostOptions = {}) {
  const request = new Request(`${APP}/api/auth/${kind}?${query}`, {
    method: "POST",
    headers: { origin: APP, accept: "text/html", ...headers },
    body: new URLSearchParams(fields),
  });
  const response = await POST(request, { params: Promise.resolve({ flow: kind }) });
  return {
    response,
    status: response.status,
    to: response.headers.get("location"),
    cookies: response.headers.getSetCookie(),
  };
}

const submit = (kind = "login") => `POST /self-service/${kind}?flow=${FLOW_ID}`;
const error = (status: number, id?: string, more: object = {}) => ({
  status,
  body: { error: { ...(id && { id }), code: status, status: "x", message: "x" }, ...more },
});

describe("a post", () => {
  it("goes to the service as a form, with its own cookies, asking for JSON", async () => {
    service.on(submit(), { status: 200, body: { session } });
    await post({
      fields: [...FIELDS, ["upstream_parameters.hint", "x"], ["traits.a", "1"], ["traits.a", "2"]],
      headers: { cookie: "csrf_token_1=c; analytics=1; ory_kratos_session=s", "user-agent": "Test/1" },
    });
    const [seen] = service.asked(submit());
    expect(seen?.headers).toMatchObject({
      "content-type": "application/x-www-form-urlencoded",
      accept: "application/json",
      cookie: "csrf_token_1=c; ory_kratos_session=s",
      "user-agent": "Test/1",
      "x-forwarded-host": "app.test",
      "x-forwarded-proto": "http",
    });
    // As it was sent, and the language for the mails that come of it.
    expect(seen?.body).toBe(
      "csrf_token=t&method=password&identifier=ada%40people.example&password=not-to-be-kept&upstream_parameters.hint=x&traits.a=1&traits.a=2&transient_payload=%7B%22lang%22%3A%22en%22%7D",
    );
  });

  it("does not hand on what the visitor says of proxies, tokens and hosts", async () => {
    service.on(submit(), { status: 200, body: { session } });
    await post({
      headers: {
        "x-forwarded-for": "6.6.6.6",
        "x-forwarded-host": "evil.example",
        "x-session-token": "stolen",
        authorization: "Bearer stolen",
      },
    });
    const [seen] = service.asked(submit());
    expect(seen?.headers["x-forwarded-for"]).toBeUndefined();
    expect(seen?.headers["x-forwarded-host"]).toBe("app.test");
    expect(seen?.headers["x-session-token"]).toBeUndefined();
    expect(seen?.headers.authorization).toBeUndefined();
  });

  it("is refused from elsewhere, in another form, and for another kind of flow, without asking the service", async () => {
    expect((await post({ headers: { origin: "https://other.example" } })).status).toBe(403);
    expect((await post({ headers: { "sec-fetch-site": "cross-site" } })).status).toBe(403);
    expect((await post({ headers: { "content-type": "text/plain" } })).status).toBe(415);
    expect((await post({ fields: [["a", "x".repeat(2_000_000)]] })).status).toBe(413);
    expect((await post({ kind: "nothing" })).status).toBe(404);
    expect(service.seen).toEqual([]);
  });

  it("starts anew where the flow's id is none", async () => {
    for (const query of ["", "flow=../x", "flow=x"]) {
      const { status, to, cookies } = await post({ query: `${query}&return_to=/sessions` });
      expect(status).toBe(303);
      expect(to).toBe("/login?return_to=%2Fsessions");
      expect(await noticesIn(cookies)).toEqual(["flow_gone"]);
    }
  });
});

describe("a flow that is over", () => {
  it("relays every cookie as it came, without Domain, and goes on where the service says", async () => {
    service.on(submit(), {
      status: 200,
      headers: {
        "set-cookie": [
          "ory_kratos_session=s; Path=/; Domain=auth.example; HttpOnly; SameSite=Lax; Expires=Wed, 01 Jan 2031 00:00:00 GMT",
          "csrf_token_1=c; Path=/; HttpOnly",
        ],
      },
      body: {
        session,
        continue_with: [
          { action: "set_ory_session_token", ory_session_token: "ory_st_secret" },
          { action: "redirect_browser_to", redirect_browser_to: `${APP}/sessions?a=1` },
        ],
      },
    });
    const { response, status, to, cookies } = await post();
    expect(status).toBe(303);
    expect(to).toBe("/sessions?a=1");
    expect(cookies).toEqual([
      "ory_kratos_session=s; Path=/; HttpOnly; SameSite=Lax; Expires=Wed, 01 Jan 2031 00:00:00 GMT",
      "csrf_token_1=c; Path=/; HttpOnly",
      expect.stringMatching(/^foyer_known=[\w-]{22}; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax$/),
    ]);
    expect(JSON.stringify([...response.headers]) + (await response.text())).not.toContain("ory_st_secret");
  });

  it("ends at return_to, else on the open page, where the service names nothing", async () => {
    service.on(submit(), { status: 200, body: { session, continue_with: null } });
    expect((await post()).to).toBe("/welcome");
    expect((await post({ query: `flow=${FLOW_ID}&return_to=/sessions` })).to).toBe("/sessions");
    expect((await post({ query: `flow=${FLOW_ID}&return_to=//other.example` })).to).toBe("/welcome");
  });

  it("leads a new account to confirm its address first", async () => {
    service.on(submit("registration"), {
      status: 200,
      body: {
        identity: session.identity,
        continue_with: [
          { action: "redirect_browser_to", redirect_browser_to: `${APP}/welcome` },
          {
            action: "show_verification_ui",
            flow: { id: OTHER_FLOW_ID, verifiable_address: "a", url: "http://x" },
          },
        ],
      },
    });
    expect((await post({ kind: "registration" })).to).toBe(`/verification?flow=${OTHER_FLOW_ID}`);
  });

  it("shows a saved setting as saved before anything else", async () => {
    service.on(submit("settings"), {
      status: 200,
      body: {
        ...flow("settings"),
        continue_with: [
          { action: "show_verification_ui", flow: { id: OTHER_FLOW_ID } },
          { action: "redirect_browser_to", redirect_browser_to: `${APP}/settings?flow=${FLOW_ID}` },
        ],
      },
    });
    expect((await post({ kind: "settings" })).to).toBe(`/settings?flow=${FLOW_ID}`);
  });

  it("goes to another origin by way of a page of its own", async () => {
    service.on(submit(), { status: 422, body: { redirect_browser_to: "https://idp.example/auth?x=1" } });
    const { to } = await post();
    expect(to).toMatch(/^\/continue\?to=Fe26/);
    expect(to).not.toContain("idp.example");
    const scripted = await post({ headers: { accept: "application/json" } });
    expect(await scripted.response.json()).toEqual({ redirect_to: "https://idp.example/auth?x=1" });
  });

  it("goes to settings after a recovery", async () => {
    service.on(submit("recovery"), {
      status: 422,
      ...{
        body: {
          ...error(422, "browser_location_change_required").body,
          redirect_browser_to: `${APP}/settings?flow=${OTHER_FLOW_ID}`,
        },
      },
    });
    expect((await post({ kind: "recovery" })).to).toBe(`/settings?flow=${OTHER_FLOW_ID}`);
  });
});

describe("a flow that goes on", () => {
  it("shows its page again, with what the service may not have kept, but no secret", async () => {
    service.on(submit(), {
      status: 400,
      body: flow("login", { messages: [{ id: 4000006, type: "error", text: "x" }] }),
    });
    const { to, cookies } = await post();
    expect(to).toBe(`/login?flow=${FLOW_ID}`);
    const typed = cookies.find((cookie) => cookie.startsWith("foyer_typed="));
    expect(typed).toMatch(/; HttpOnly/);
    // Not the name alone: three letters turn up in a seal by chance.
    expect(typed).not.toMatch(/ada(@|%40)/);
  });

  it("shows the page of the kind that the flow has turned into", async () => {
    service.on(submit("registration"), { status: 200, body: flow("login", { id: OTHER_FLOW_ID }) });
    expect((await post({ kind: "registration" })).to).toBe(`/login?flow=${OTHER_FLOW_ID}`);
  });

  it("follows to the flow that took this one's place", async () => {
    service.on(submit(), error(410, "self_service_flow_expired", { use_flow_id: OTHER_FLOW_ID }));
    const { to, cookies } = await post();
    expect(to).toBe(`/login?flow=${OTHER_FLOW_ID}`);
    expect(await noticesIn(cookies)).toEqual(["flow_expired"]);
    expect(cookies.some((cookie) => cookie.startsWith("foyer_typed="))).toBe(true);
  });

  it("follows a redirect to a new flow by its id", async () => {
    const location = `${APP}/api/ory/self-service/recovery/flows?id=${OTHER_FLOW_ID}`;
    service.on(submit("recovery"), { status: 303, headers: { location } });
    expect((await post({ kind: "recovery" })).to).toBe(`/recovery?flow=${OTHER_FLOW_ID}`);
  });
});

describe("a refusal of the service", () => {
  it("asks for a fresh sign-in and comes back to the change that waits", async () => {
    const back = `${APP}/api/ory/self-service/settings?flow=${FLOW_ID}`;
    const location = `${APP}/api/ory/self-service/login/browser?refresh=true&return_to=${encodeURIComponent(back)}`;
    service.on(submit("settings"), {
      ...error(403, "session_refresh_required", { redirect_browser_to: location }),
      headers: { "set-cookie": "ory_kratos_continuity=c; Path=/" },
    });
    const { to, cookies } = await post({ kind: "settings" });
    const url = new URL(to ?? "", APP);
    expect(url.pathname).toBe("/login");
    expect(Object.fromEntries(url.searchParams)).toEqual({ refresh: "true", return_to: back });
    expect(cookies).toContain("ory_kratos_continuity=c; Path=/");
  });

  it("asks for the second factor", async () => {
    service.on(submit(), {
      status: 422,
      body: {
        redirect_browser_to: `${service.url}/self-service/login/browser?aal=aal2&return_to=${APP}/sessions`,
      },
    });
    const url = new URL((await post()).to ?? "", APP);
    expect(`${url.pathname} ${url.searchParams.get("aal")} ${url.searchParams.get("return_to")}`).toBe(
      `/login aal2 ${APP}/sessions`,
    );
    service.on(submit("settings"), error(403, "session_aal2_required"));
    expect((await post({ kind: "settings" })).to).toBe(
      `/login?aal=aal2&return_to=${encodeURIComponent(`/settings?flow=${FLOW_ID}`)}`,
    );
  });

  it("leads to the address to confirm where a sign-in needs it confirmed", async () => {
    service.on(submit(), {
      status: 403,
      body: {
        error: {
          id: "session_verified_address_required",
          code: 403,
          details: { continue_with: [{ action: "show_verification_ui", flow: { id: OTHER_FLOW_ID } }] },
        },
      },
    });
    const { to, cookies } = await post();
    expect(to).toBe(`/verification?flow=${OTHER_FLOW_ID}`);
    expect(await noticesIn(cookies)).toEqual(["address_unverified"]);
  });

  it("leads there too where the service says so by a message", async () => {
    const messages = [{ id: 4000010, type: "error", text: "x" }];
    service.on(submit(), { status: 400, body: flow("login", { messages }) });
    const { to, cookies } = await post({ query: `flow=${FLOW_ID}&return_to=/sessions` });
    expect(to).toBe("/verification?return_to=%2Fsessions");
    expect(await noticesIn(cookies)).toEqual(["address_unverified"]);
  });

  it("ends on the error page, naming CSRF, where the visitor's cookie is missing", async () => {
    service.on(submit(), error(403, "security_csrf_violation"));
    const { to } = await post();
    expect(to).toMatch(/^\/error\?id=sealed\./);
    const id = new URL(to ?? "", APP).searchParams.get("id") ?? "";
    expect(await openErrorId(id)).toMatchObject({ id: "security_csrf_violation", code: 403 });
  });

  it("asks for a sign-in where settings were posted without one", async () => {
    service.on(submit("settings"), error(401));
    expect((await post({ kind: "settings" })).to).toBe(
      `/login?return_to=${encodeURIComponent(`/settings?flow=${FLOW_ID}`)}`,
    );
  });

  it("starts anew for a flow of another person, or one that is gone", async () => {
    const cases = [
      [error(403, "security_identity_mismatch"), "flow_foreign"],
      [error(404), "flow_gone"],
      [error(410), "flow_expired"],
    ] as const;
    for (const [reply, notice] of cases) {
      service.on(submit("settings"), reply);
      const { to, cookies } = await post({ kind: "settings", query: `flow=${FLOW_ID}&return_to=/sessions` });
      expect(to).toBe("/settings?return_to=%2Fsessions");
      expect(await noticesIn(cookies)).toEqual([notice]);
    }
  });

  it("goes on for a visitor who is signed in already", async () => {
    service.on(submit(), error(400, "session_already_available"));
    expect((await post()).to).toBe("/welcome");
  });
});

describe("trouble", () => {
  const TROUBLE = {
    "closes the connection": "drop",
    fails: { status: 500, body: error(500).body },
    "is too busy": { status: 429, text: "slow down" },
    "answers HTML": { status: 200, text: "<html></html>" },
    "answers nothing": { status: 200, text: "" },
    "answers null": { status: 200, body: null },
    "answers a list": { status: 200, body: [] },
    "answers an empty object": { status: 200, body: {} },
    "answers half a flow": { status: 400, body: { id: FLOW_ID, ui: {} } },
    "answers too much": { status: 200, body: { session, padding: "x".repeat(2_000_000) } },
    "names no place to go": { status: 422, body: {} },
    "names a place nobody goes to": { status: 422, body: { redirect_browser_to: "javascript:alert(1)" } },
    "names a flow that is none": { status: 410, body: { use_flow_id: "../../error?id=" } },
    "redirects to nowhere": { status: 302 },
  } as const;

  for (const [what, reply] of Object.entries(TROUBLE)) {
    it(`ends on a page of the flow, saying so, when the service ${what}`, async () => {
      service.on(submit(), reply);
      const { status, to, cookies } = await post();
      expect(status).toBe(303);
      expect(to).toMatch(/^\/login($|\?)/);
      expect((await noticesIn(cookies)).length).toBe(1);
    });
  }

  it("keeps what was typed for the same flow, sealed and without secrets", async () => {
    service.on(submit(), "drop");
    const { to, cookies } = await post();
    expect(to).toBe(`/login?flow=${FLOW_ID}`);
    expect(await noticesIn(cookies)).toEqual(["service_unavailable"]);
    const sealed = cookies.find((cookie) => cookie.startsWith("foyer_typed="))?.split(/[=;]/)[1];
    const { open } = await import("@/lib/security/seal");
    const { z } = await import("zod");
    expect(await open("typed", sealed, z.unknown())).toEqual({
      flow: FLOW_ID,
      values: { identifier: "ada@people.example" },
    });
  });

  it("forgets what was typed once the service has taken it", async () => {
    service.on(submit(), { status: 200, body: { session } });
    const { cookies } = await post({ headers: { cookie: "foyer_typed=x" } });
    expect(cookies).toContainEqual(expect.stringMatching(/^foyer_typed=; Path=\/; Max-Age=0/));
  });

  it("is told to a script as an address", async () => {
    service.on(submit(), "drop");
    const { response, status } = await post({ headers: { accept: "application/json" } });
    expect(status).toBe(200);
    expect(await response.json()).toEqual({ redirect_to: `/login?flow=${FLOW_ID}` });
  });
});
