// What is written down of changes of the settings, by the forms and at the door, where somebody would like it otherwise.
import { afterAll, beforeEach, expect, it } from "vitest";
import { APP, configure, flow, FLOW_ID, startFakeService } from "./fake-service";

const service = await startFakeService();
configure(service);
const door = await import("@/app/api/ory/[...path]/route");
const form = await import("@/app/api/auth/[flow]/route");
const { database } = await import("@/lib/db/database");
const { migrate } = await import("@/lib/db/migrate");
const { ownSecurityEvents } = await import("@/lib/activity/security-events");
await migrate(database());

const SAVED = { ...flow("settings"), state: "success", identity: { id: "ada" } };

beforeEach(() => service.reset());
afterAll(() => service.stop());

/** The kinds that have been written since the last question. */
async function written(): Promise<string[]> {
  const events = ownSecurityEvents(database(), "ada");
  const kinds = (await events.list()).map(({ kind }) => kind);
  await events.removeAll();
  return kinds;
}

function knock(method: "GET" | "POST", body: BodyInit | null, headers: Record<string, string> = {}) {
  const path = ["self-service", "settings"];
  const request = new Request(`${APP}/api/ory/${path.join("/")}?flow=${FLOW_ID}`, {
    method,
    headers: { cookie: "ory_kratos_session=s", ...headers },
    body,
  });
  return door[method](request, { params: Promise.resolve({ path }) });
}

it("is the change that was made, whatever other fields say", async () => {
  service.on("POST /self-service/settings", { status: 200, body: SAVED });
  const fields = { method: "password", password: "x", lookup_secret_reveal: true };
  await knock("POST", JSON.stringify(fields), { "content-type": "application/JSON" });
  expect(await written()).toEqual(["password_changed"]);
  const posted = new Request(`${APP}/api/auth/settings?flow=${FLOW_ID}`, {
    method: "POST",
    headers: { origin: APP, cookie: "ory_kratos_session=s" },
    body: new URLSearchParams({ method: "password", password: "x", lookup_secret_reveal: "true" }),
  });
  await form.POST(posted, { params: Promise.resolve({ flow: "settings" }) });
  expect(await written()).toEqual(["password_changed"]);
});

it("is the change that was made, whatever a cookie says", async () => {
  service.on("POST /self-service/settings", { status: 303, headers: { location: `${APP}/settings` } });
  service.on("GET /self-service/settings/flows", { status: 200, body: SAVED });
  const forged = `ory_kratos_session=s; foyer_settings_place=${FLOW_ID}/password/profile_changed`;
  await knock("POST", new URLSearchParams({ method: "password", password: "x" }), { cookie: forged });
  expect(await written()).toEqual(["password_changed"]);
  service.on("GET /self-service/settings?", { status: 303, headers: { location: `${APP}/settings` } });
  await knock("GET", null, { cookie: forged });
  expect(await written()).toEqual([]);
});

it("is nothing for a form that asks for two changes: it is refused at both places", async () => {
  const twofold = new URLSearchParams({ method: "totp", totp_unlink: "true", totp_code: "123456" });
  expect((await knock("POST", twofold)).status).toBe(400);
  const posted = new Request(`${APP}/api/auth/settings?flow=${FLOW_ID}`, {
    method: "POST",
    headers: { origin: APP },
    body: twofold,
  });
  const answer = await form.POST(posted, { params: Promise.resolve({ flow: "settings" }) });
  expect(answer.status).toBe(400);
  expect(service.seen).toEqual([]);
});
