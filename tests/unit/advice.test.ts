// The advice on the dashboard: what is asked of the service for it, and that it can be put off.
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Session } from "@ory/client";
import { ledTo } from "./answer";
import { APP, configure, flow, session as fakeSession, startFakeService } from "./fake-service";

const service = await startFakeService();
configure(service);
const { visitorOf } = await import("@/lib/request");
const { POST } = await import("@/app/api/account/advice/route");
const { putAwayOf } = await import("@/lib/advice/put-away");

const session = fakeSession as unknown as Session;
const IDENTITY = fakeSession.identity.id;
const COOKIE = "ory_kratos_session=s";
const visitor = visitorOf(new Headers({ cookie: COOKIE }));

beforeEach(() => {
  service.reset();
  vi.resetModules();
});
afterAll(() => service.stop());

function settingsWith(groups: string[]) {
  const started = flow("settings");
  const [node] = started.ui.nodes;
  const nodes = groups.map((group) => ({ ...node, group }));
  service.on("GET /self-service/settings/browser", {
    status: 200,
    body: { ...started, ui: { ...started.ui, nodes } },
  });
}

const identityHas = (credentials: object) =>
  service.on(`GET /admin/identities/${IDENTITY}`, {
    status: 200,
    body: { id: IDENTITY, schema_id: "person", traits: {}, credentials },
  });
const asked = () => service.seen.map(({ method, target }) => `${method} ${target.split("?")[0] ?? ""}`);
/** As a process that has just started. */
const freshAdvice = async () => (await import("@/lib/advice/advice-for")).adviceFor;

describe("the advice on the dashboard", () => {
  it("asks once for the identity, and for what the service offers only where that is not known", async () => {
    settingsWith(["profile", "totp", "lookup_secret", "passkey"]);
    identityHas({});
    const adviceFor = await freshAdvice();
    expect(await adviceFor(session, visitor, new Set())).toEqual(["second-step", "passkey"]);
    expect(asked().sort()).toEqual([
      `GET /admin/identities/${IDENTITY}`,
      "GET /self-service/settings/browser",
    ]);
    service.seen.length = 0;
    expect(await adviceFor(session, visitor, new Set(["passkey"]))).toEqual(["second-step"]);
    expect(asked()).toEqual([`GET /admin/identities/${IDENTITY}`]);
  });

  it("asks for nothing where all of it was put away", async () => {
    const adviceFor = await freshAdvice();
    const all = new Set(["second-step", "backup-codes", "passkey"] as const);
    expect(await adviceFor(session, visitor, all)).toEqual([]);
    expect(asked()).toEqual([]);
  });

  it("is left out where the admin API refuses or is away, which is then left alone for a while", async () => {
    settingsWith(["totp"]);
    for (const reply of ["drop", { status: 401, body: { error: { code: 401 } } }] as const) {
      vi.resetModules();
      service.on(`GET /admin/identities/${IDENTITY}`, reply);
      const adviceFor = await freshAdvice();
      expect(await adviceFor(session, visitor, new Set())).toEqual([]);
      service.seen.length = 0;
      expect(await adviceFor(session, visitor, new Set())).toEqual([]);
      expect(asked()).toEqual([]);
    }
  });

  it("is left out where the service won't start settings", async () => {
    identityHas({});
    service.on("GET /self-service/settings/browser", {
      status: 403,
      body: { error: { code: 403, id: "session_aal2_required" } },
    });
    expect(await (await freshAdvice())(session, visitor, new Set())).toEqual([]);
  });
});

describe("putting advice away", () => {
  const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    POST(
      new Request(`${APP}/api/account/advice`, {
        method: "POST",
        headers: { origin: APP, cookie: COOKIE, ...headers },
        body: new URLSearchParams(fields),
      }),
    );
  const whoami = (status: number, body: object) => service.on("GET /sessions/whoami", { status, body });

  it("is kept for the person who is signed in", async () => {
    whoami(200, fakeSession);
    const answer = await post({ not_now: "passkey" });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/dashboard");
    const [cookie = ""] = answer.headers.getSetCookie();
    expect([...(await putAwayOf(IDENTITY, cookie.split(";")[0] ?? ""))]).toEqual(["passkey"]);
  });

  it("is refused from elsewhere, and for what is no advice", async () => {
    expect((await post({ not_now: "passkey" }, { origin: "https://other.example" })).status).toBe(403);
    for (const fields of [{ not_now: "address" }, {}] as Record<string, string>[]) {
      const refused = await post(fields);
      expect(await ledTo(refused)).toEqual({ status: 303, to: "/dashboard", notices: ["request_rejected"] });
      expect(refused.headers.getSetCookie().join()).not.toContain("foyer_put_away");
    }
    expect(service.seen).toEqual([]);
  });

  it("asks whoever is not signed in, or not far enough, to do that first", async () => {
    whoami(401, { error: { code: 401 } });
    expect((await post({ not_now: "passkey" })).headers.get("location")).toBe(
      "/login?return_to=%2Fdashboard",
    );
    whoami(403, { error: { code: 403, id: "session_aal2_required" } });
    expect((await post({ not_now: "passkey" })).headers.get("location")).toBe(
      "/login?aal=aal2&return_to=%2Fdashboard",
    );
    service.on("GET /sessions/whoami", "drop");
    const answer = await post({ not_now: "passkey" });
    expect(answer.headers.get("location")).toBe("/dashboard");
    expect(answer.headers.getSetCookie().some((cookie) => cookie.startsWith("foyer_put_away="))).toBe(false);
  });
});
