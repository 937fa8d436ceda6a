// The other form targets: sign-out, devices, theme; and the health questions.
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ledTo } from "./answer";
import { APP, configure, OTHER_FLOW_ID, session, startFakeService } from "./fake-service";

const service = await startFakeService();
configure(service);
const logout = await import("@/app/api/auth/logout/route");
const sessions = await import("@/app/api/sessions/route");
const theme = await import("@/app/api/theme/route");
const live = await import("@/app/health/live/route");
const ready = await import("@/app/health/ready/route");
const exporting = await import("@/app/api/account/export/route");
const deletion = await import("@/app/api/account/delete/route");
const { database } = await import("@/lib/db/database");
const { migrate } = await import("@/lib/db/migrate");
const { ownSecurityEvents } = await import("@/lib/activity/security-events");
const { ownNotes } = await import("@/lib/notes/notes");

beforeEach(() => service.reset());
afterAll(() => service.stop());

type Handler = (request: Request) => Promise<Response>;

async function post(handler: Handler, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await handler(
    new Request(`${APP}/api/x`, {
      method: "POST",
      headers: { origin: APP, cookie: "ory_kratos_session=s", ...headers },
      body: new URLSearchParams(fields),
    }),
  );
  return { ...(await ledTo(response)), cookies: response.headers.getSetCookie() };
}

describe("every handler", () => {
  it("refuses posts from elsewhere, without asking the service", async () => {
    for (const handler of [logout.POST, sessions.POST, theme.POST, deletion.POST]) {
      const { status } = await post(
        handler,
        { action: "revoke_others", theme: "dark", confirm: "yes" },
        { origin: "https://other.example" },
      );
      expect(status).toBe(403);
    }
    expect(service.seen).toEqual([]);
  });
});

describe("signing out", () => {
  const started = () =>
    service.on("GET /self-service/logout/browser", {
      status: 200,
      body: { logout_url: "x", logout_token: "t" },
    });

  it("uses a token of the visitor's own session, and says that it is done", async () => {
    started();
    service.on("GET /self-service/logout?", {
      status: 303,
      headers: { location: `${APP}/welcome`, "set-cookie": "ory_kratos_session=; Max-Age=0" },
    });
    const answer = await post(logout.POST, { return_to: "/welcome" });
    expect(answer).toMatchObject({ status: 303, to: "/welcome", notices: ["signed_out"] });
    expect(answer.cookies).toContain("ory_kratos_session=; Max-Age=0");
    expect(service.asked("GET /self-service/logout?")[0]?.target).toContain("token=t");
  });

  it("has nothing to do without a session", async () => {
    service.on("GET /self-service/logout/browser", { status: 401, body: { error: { code: 401 } } });
    expect(await post(logout.POST, {})).toMatchObject({ status: 303, to: "/login" });
    expect(await post(logout.POST, { return_to: "//other.example" })).toMatchObject({ to: "/login" });
    expect(await post(logout.POST, { return_to: "/welcome" }, { cookie: "" })).toMatchObject({
      to: "/welcome",
    });
  });

  it("says so when the service is away", async () => {
    service.on("GET /self-service/logout/browser", "drop");
    expect(await post(logout.POST, {})).toMatchObject({ to: "/unavailable?from=%2Flogout" });
    started();
    service.on("GET /self-service/logout?", { status: 500 });
    expect(await post(logout.POST, {})).toMatchObject({ to: "/unavailable?from=%2Flogout" });
  });

  it("asks again where the service refuses", async () => {
    started();
    service.on("GET /self-service/logout?", { status: 303, headers: { location: `${APP}/error?id=x` } });
    expect(await post(logout.POST, {})).toMatchObject({ to: "/logout", notices: ["request_rejected"] });
  });
});

describe("devices", () => {
  beforeEach(() => service.on("GET /sessions/whoami", { status: 200, body: session }));

  it("are signed out one by one", async () => {
    service.on(`DELETE /sessions/${OTHER_FLOW_ID}`, { status: 204 });
    expect(await post(sessions.POST, { action: "revoke", id: OTHER_FLOW_ID })).toMatchObject({
      status: 303,
      to: "/sessions",
      notices: ["session_revoked"],
    });
  });

  it("are signed out all at once", async () => {
    service.on("DELETE /sessions", { status: 200, body: { count: 2 } });
    expect(await post(sessions.POST, { action: "revoke_others" })).toMatchObject({
      notices: ["sessions_revoked"],
    });
  });

  it("are left alone by nonsense", async () => {
    for (const fields of [
      {},
      { action: "revoke" },
      { action: "revoke", id: "../identities" },
      { action: "x" },
    ]) {
      expect(await post(sessions.POST, fields as Record<string, string>)).toMatchObject({
        to: "/sessions",
        notices: ["request_rejected"],
      });
    }
    expect(service.seen).toEqual([]);
  });

  it("need a session, a willing service, and one that answers", async () => {
    const revoke = () => post(sessions.POST, { action: "revoke", id: OTHER_FLOW_ID });
    service.on("DELETE /sessions", { status: 401, body: {} });
    expect(await revoke()).toMatchObject({ to: "/login?return_to=%2Fsessions" });
    service.on("DELETE /sessions", { status: 400, body: {} });
    expect(await revoke()).toMatchObject({ to: "/sessions", notices: ["request_rejected"] });
    service.on("DELETE /sessions", "drop");
    expect(await revoke()).toMatchObject({ to: "/sessions", notices: ["service_unavailable"] });
    service.on("GET /sessions/whoami", {
      status: 403,
      body: { error: { code: 403, id: "session_aal2_required" } },
    });
    expect(await revoke()).toMatchObject({ to: "/login?aal=aal2&return_to=%2Fsessions" });
    service.on("GET /sessions/whoami", "drop");
    expect(await revoke()).toMatchObject({ to: "/sessions", notices: ["service_unavailable"] });
  });
});

describe("the theme", () => {
  it("is kept in a cookie until it is the system's again", async () => {
    const dark = await post(theme.POST, { theme: "dark", return_to: "/login?x=1" });
    expect(dark).toMatchObject({ status: 303, to: "/login?x=1" });
    expect(dark.cookies).toEqual(["foyer_theme=dark; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax"]);
    const system = await post(theme.POST, { theme: "system" });
    expect(system.cookies).toEqual([expect.stringMatching(/^foyer_theme=; Path=\/; Max-Age=0/)]);
  });

  it("is one of three, and leads nowhere else", async () => {
    expect((await post(theme.POST, { theme: "x; Domain=other.example" })).status).toBe(400);
    expect((await post(theme.POST, { theme: "dark", return_to: "https://other.example/" })).to).toBe("/");
  });
});

describe("health", () => {
  it("is alive without the service, and ready with it", async () => {
    service.on("GET /health/ready", { status: 200, body: { status: "ok" } });
    // Each question is one of its own, later than the one before.
    const ask = () => {
      vi.setSystemTime(Date.now() + 1000);
      return ready.GET();
    };
    vi.useFakeTimers({ toFake: ["Date"] });
    const withoutTables = await ask();
    expect(withoutTables.status).toBe(503);
    expect(await withoutTables.json()).toMatchObject({ errors: { database: expect.any(String) as string } });
    await migrate(database());
    expect((await ask()).status).toBe(200);
    expect((await ask()).status).toBe(200);
    service.on("GET /health/ready", "drop");
    expect((await ready.GET()).status).toBe(200);
    const answer = await ask();
    expect(answer.status).toBe(503);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(live.GET().status).toBe(200);
    vi.useRealTimers();
  });
});

describe("a person's own data", () => {
  const signedIn = (minutesAgo: number) =>
    service.on("GET /sessions/whoami", {
      status: 200,
      body: {
        id: "s1",
        authenticated_at: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
        identity: { id: "ada", schema_id: "person", traits: { email: "ada@people.example" } },
      },
    });
  const deleted = () => service.asked("DELETE /admin/identities/ada").length;

  it("is not deleted by a sign-in of some time ago: that is asked for once more", async () => {
    signedIn(16);
    const answer = await post(deletion.POST, { confirm: "yes" });
    expect(answer).toMatchObject({ status: 303, to: "/login?refresh=true&return_to=%2Fsettings%2Fdata" });
    expect(deleted()).toBe(0);
  });

  it("is not deleted unless it is confirmed", async () => {
    signedIn(1);
    expect(await post(deletion.POST, {})).toMatchObject({ notices: ["deletion_unconfirmed"] });
    expect(deleted()).toBe(0);
  });

  it("stays where the service can't delete the identity", async () => {
    await migrate(database());
    const note = await ownNotes(database(), "ada").add("still here");
    signedIn(1);
    service.on("GET /admin/identities/ada", { status: 200, body: { id: "ada", schema_id: "p", traits: {} } });
    for (const reply of ["drop", { status: 403, body: { error: { code: 403 } } }] as const) {
      service.on("DELETE /admin/identities/ada", reply);
      const answer = await post(deletion.POST, { confirm: "yes" });
      expect(answer).toMatchObject({ to: "/settings/data", notices: ["service_unavailable"] });
    }
    expect(await ownNotes(database(), "ada").list()).toEqual([note]);
  });

  it("goes with the identity, by the admin API without the visitor's cookies", async () => {
    await migrate(database());
    await ownNotes(database(), "ada").add("goes");
    signedIn(1);
    service.on("DELETE /admin/identities/ada", { status: 204 });
    const answer = await post(deletion.POST, { confirm: "yes" });
    expect(answer).toMatchObject({ to: "/login", notices: ["account_deleted"] });
    expect(answer.cookies.some((cookie) => /^ory_kratos_session=;.*Max-Age=0/.test(cookie))).toBe(true);
    expect(service.asked("DELETE /admin/identities/ada")[0]?.headers.cookie).toBeUndefined();
    expect(await ownNotes(database(), "ada").list()).toEqual([]);
  });

  it("goes too where the answer that the identity is gone was lost", async () => {
    await migrate(database());
    await ownNotes(database(), "ada").add("goes");
    signedIn(1);
    service.on("DELETE /admin/identities/ada", "drop");
    service.on("GET /admin/identities/ada", { status: 404, body: { error: { code: 404 } } });
    const answer = await post(deletion.POST, { confirm: "yes" });
    expect(answer).toMatchObject({ to: "/login", notices: ["account_deleted"] });
    expect(await ownNotes(database(), "ada").list()).toEqual([]);
  });

  it("is not exported in part: without its sessions there is no file", async () => {
    signedIn(1);
    service.on("GET /sessions?", "drop");
    const answer = await exporting.GET(
      new Request(`${APP}/api/account/export`, { headers: { cookie: "ory_kratos_session=s" } }),
    );
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/settings/data");
  });

  const download = (headers: Record<string, string> = {}) =>
    exporting.GET(
      new Request(`${APP}/api/account/export`, { headers: { cookie: "ory_kratos_session=s", ...headers } }),
    );

  it("is exported with all sessions, however many pages they fill", async () => {
    signedIn(1);
    const page = (id: string, next?: string) => ({
      status: 200,
      body: [{ id, active: true }],
      ...(next !== undefined && {
        headers: { link: `</sessions?page_token=${next}&page_size=100>; rel="next"` },
      }),
    });
    service.on("GET /sessions?", page("first", "2"));
    service.on("GET /sessions?page_size=100&page_token=2", page("second", "3"));
    service.on("GET /sessions?page_size=100&page_token=3", page("third"));
    const content = (await (await download()).json()) as { sessions: { id: string }[] };
    expect(content.sessions.map(({ id }) => id)).toEqual(["s1", "first", "second", "third"]);
  });

  it("asks no further for sessions than there are, whatever the service links", async () => {
    signedIn(1);
    const headers = { link: `</sessions?page_token=more>; rel="next"`, "x-total-count": "0" };
    service.on("GET /sessions?", { status: 200, body: [], headers });
    expect((await download()).status).toBe(200);
    service.on("GET /sessions?", {
      status: 200,
      body: [{ id: "only", active: true }],
      headers: { ...headers, "x-total-count": "1" },
    });
    expect((await download()).status).toBe(200);
    expect(service.asked("GET /sessions?").length).toBe(2);
  });

  it("is not exported, nor anything written down, by a link of another site", async () => {
    signedIn(1);
    service.on("GET /sessions?", { status: 200, body: [] });
    const before = (await ownSecurityEvents(database(), "ada").list()).length;
    for (const site of ["cross-site", "same-site"]) {
      const answer = await download({ "sec-fetch-site": site, "sec-fetch-mode": "navigate" });
      expect(answer.status).toBe(303);
      expect(answer.headers.get("location")).toBe("/settings/data");
    }
    expect((await ownSecurityEvents(database(), "ada").list()).length).toBe(before);
    expect((await download({ "sec-fetch-site": "same-origin" })).status).toBe(200);
  });
});
