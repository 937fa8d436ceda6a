// Sessions that native clients end at the door are among the person's security events too.
import { afterAll, beforeEach, expect, it } from "vitest";
import { APP, configure, startFakeService } from "./fake-service";

const service = await startFakeService();
configure(service);
const door = await import("@/app/api/ory/[...path]/route");
const { database } = await import("@/lib/db/database");
const { migrate } = await import("@/lib/db/migrate");
const { ownSecurityEvents } = await import("@/lib/activity/security-events");
await migrate(database());

const session = (id: string) => ({
  status: 200,
  body: { id: "s1", active: true, identity: { id, schema_id: "person", traits: {} } },
});

beforeEach(() => {
  service.reset();
  service.on("GET /sessions/whoami", session("ada"));
});
afterAll(() => service.stop());

/** The kinds that have been written since the last question. */
async function written(identityId = "ada"): Promise<string[]> {
  const events = ownSecurityEvents(database(), identityId);
  const kinds = (await events.list()).map(({ kind }) => kind);
  await events.removeAll();
  return kinds;
}

function end(path: string, init: { headers?: Record<string, string>; body?: string }) {
  const request = new Request(`${APP}/api/ory/${path}`, { method: "DELETE", ...init });
  return door.DELETE(request, { params: Promise.resolve({ path: path.split("/") }) });
}

const signOut = (body: object, headers: Record<string, string> = {}) =>
  end("self-service/logout/api", {
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

it("is told of a sign-out by the token that was signed out, not by a cookie that came along", async () => {
  service.on("DELETE /self-service/logout/api", { status: 204 });
  expect((await signOut({ session_token: "ory_st_a" }, { cookie: "ory_kratos_session=other" })).status).toBe(
    204,
  );
  const [asked] = service.asked("GET /sessions/whoami");
  expect(asked?.headers["x-session-token"]).toBe("ory_st_a");
  expect(asked?.headers.cookie).toBeUndefined();
  expect(await written()).toEqual(["signed_out"]);
});

it("is told of nothing where the service did not do it, or the form names no session", async () => {
  service.on("DELETE /self-service/logout/api", { status: 400, body: { error: { code: 400 } } });
  await signOut({ session_token: "ory_st_a" });
  service.on("DELETE /self-service/logout/api", { status: 204 });
  await signOut({});
  expect(await written()).toEqual([]);
});

it("is told of sessions that are ended with a token in a header", async () => {
  service.on("DELETE /sessions", { status: 200, body: { count: 1 } });
  await end("sessions", { headers: { "x-session-token": "ory_st_a" } });
  await end("sessions/d1c1d2f0-0000-4000-8000-000000000001", {
    headers: { authorization: "Bearer ory_st_a" },
  });
  expect((await written()).sort()).toEqual(["session_revoked", "sessions_revoked"]);
});
