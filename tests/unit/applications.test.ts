// Taking back what applications may do, where an OAuth2 server is named: by a form, with the account, and in the download.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ledTo } from "./answer";
import { APP, configure, session, startFakeService } from "./fake-service";

const service = await startFakeService();
configure(service, { ORY_OAUTH2_ADMIN_URL: service.url });
const applications = await import("@/app/api/oauth2/applications/route");
const deletion = await import("@/app/api/account/delete/route");
const exporting = await import("@/app/api/account/export/route");
const { ownSecurityEvents } = await import("@/lib/activity/security-events");
const { database } = await import("@/lib/db/database");
const { migrate } = await import("@/lib/db/migrate");

const PERSON = session.identity.id;
const CONSENTS = "/admin/oauth2/auth/sessions/consent";
const consents = [
  {
    grant_scope: ["openid", "email"],
    grant_access_token_audience: ["https://api.example"],
    remember: true,
    handled_at: "2026-01-01T10:00:00Z",
    consent_request: { subject: PERSON, client: { client_id: "shop", client_name: "The shop" } },
  },
];

beforeAll(() => migrate(database()));
beforeEach(async () => {
  service.reset();
  await ownSecurityEvents(database(), PERSON).removeAll();
});
afterAll(() => service.stop());

function signedIn() {
  service.on("GET /sessions", { status: 200, body: [] });
  service.on("GET /sessions/whoami", {
    status: 200,
    body: { ...session, authenticated_at: new Date().toISOString() },
  });
}

async function post(
  handler: (request: Request) => Promise<Response>,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const response = await handler(
    new Request(`${APP}/api/x`, {
      method: "POST",
      headers: { origin: APP, cookie: "ory_kratos_session=s", ...headers },
      body: new URLSearchParams(fields),
    }),
  );
  return ledTo(response);
}

const events = async () =>
  (await ownSecurityEvents(database(), PERSON).list()).map(({ kind, ways }) => ({ kind, ways }));

describe("the form that takes access back", () => {
  it("does so for whoever is signed in, and writes it down with the application's name", async () => {
    signedIn();
    service.on(`GET ${CONSENTS}`, { status: 200, body: consents });
    service.on(`DELETE ${CONSENTS}`, { status: 204 });
    expect(await post(applications.POST, { client: "shop", subject: "somebody-else" })).toEqual({
      status: 303,
      to: "/settings/applications",
      notices: ["access_taken_back"],
    });
    expect(service.asked("DELETE")[0]?.target).toBe(`${CONSENTS}?subject=${PERSON}&client=shop`);
    expect(await events()).toEqual([{ kind: "access_taken_back", ways: ["application:The%20shop"] }]);
  });

  it("writes nothing down of an application that had no access", async () => {
    signedIn();
    service.on(`GET ${CONSENTS}`, { status: 200, body: consents });
    service.on(`DELETE ${CONSENTS}`, { status: 204 });
    expect(await post(applications.POST, { client: "unknown" })).toMatchObject({
      notices: ["access_taken_back"],
    });
    expect(await events()).toEqual([]);
  });

  it("needs no list of what there was", async () => {
    signedIn();
    service.on(`GET ${CONSENTS}`, { status: 503 });
    service.on(`DELETE ${CONSENTS}`, { status: 204 });
    expect(await post(applications.POST, { client: "shop" })).toMatchObject({
      notices: ["access_taken_back"],
    });
    expect(await events()).toEqual([{ kind: "access_taken_back", ways: [] }]);
  });

  it("says so where the server does not answer, and writes nothing down", async () => {
    signedIn();
    service.on(`GET ${CONSENTS}`, "drop");
    service.on(`DELETE ${CONSENTS}`, "drop");
    expect(await post(applications.POST, { client: "shop" })).toMatchObject({
      to: "/settings/applications",
      notices: ["access_kept"],
    });
    expect(await events()).toEqual([]);
  });

  it("refuses posts from elsewhere, and asks strangers to sign in", async () => {
    expect(
      await post(applications.POST, { client: "shop" }, { origin: "https://other.example" }),
    ).toMatchObject({ status: 403 });
    expect(service.seen).toEqual([]);
    service.on("GET /sessions/whoami", { status: 401, body: { error: { code: 401 } } });
    expect((await post(applications.POST, { client: "shop" })).to).toBe(
      "/login?return_to=%2Fsettings%2Fapplications",
    );
    expect(service.asked("DELETE")).toEqual([]);
  });

  it("is left alone by nonsense", async () => {
    for (const fields of [{}, { client: "" }, { client: "x".repeat(256) }]) {
      expect(await post(applications.POST, fields as Record<string, string>)).toMatchObject({
        notices: ["request_rejected"],
      });
    }
    expect(service.seen).toEqual([]);
  });
});

describe("deleting an account", () => {
  it("takes back all access first", async () => {
    signedIn();
    service.on("DELETE /admin", { status: 204 });
    expect(await post(deletion.POST, { confirm: "yes" })).toMatchObject({ notices: ["account_deleted"] });
    expect(service.asked("DELETE").map(({ target }) => target)).toEqual([
      `${CONSENTS}?subject=${PERSON}&all=true`,
      `/admin/oauth2/auth/sessions/login?subject=${PERSON}`,
      `/admin/identities/${PERSON}`,
    ]);
  });

  it("deletes nothing where applications would keep their access", async () => {
    signedIn();
    service.on("DELETE /admin", { status: 204 });
    service.on(`DELETE ${CONSENTS}`, "drop");
    expect(await post(deletion.POST, { confirm: "yes" })).toMatchObject({
      to: "/settings/data",
      notices: ["service_unavailable"],
    });
    expect(service.asked("DELETE /admin/identities")).toEqual([]);
  });
});

describe("the download of one's own data", () => {
  const download = () =>
    exporting.GET(new Request(`${APP}/api/account/export`, { headers: { cookie: "ory_kratos_session=s" } }));

  it("has the connected applications in it", async () => {
    signedIn();
    service.on(`GET ${CONSENTS}`, { status: 200, body: consents });
    expect(await (await download()).json()).toMatchObject({
      connected_applications: [
        {
          client_id: "shop",
          client_name: "The shop",
          scope: ["openid", "email"],
          audience: ["https://api.example"],
          given_at: "2026-01-01T10:00:00Z",
          is_remembered: true,
        },
      ],
    });
  });

  it("is none where they can't be listed", async () => {
    signedIn();
    service.on(`GET ${CONSENTS}`, { status: 503 });
    const answer = await download();
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("/settings/data");
  });
});
