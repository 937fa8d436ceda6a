import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openAdmin, type Admin } from "../../tests/support/admin.js";
import { newSession, storeNewSession } from "../sessions/issue.js";

let admin: Admin;
const send: Admin["send"] = (...request) => admin.send(...request);
const create: Admin["create"] = (...person) => admin.create(...person);

beforeEach(async () => {
  admin = await openAdmin();
});

afterEach(async () => {
  await admin.context.close();
});

describe("sessions", () => {
  async function signIn(identityId: string): Promise<string> {
    const identity = admin.context.store.identities.find(identityId);
    if (!identity) throw new Error("no such identity");
    const active = newSession(
      admin.context,
      identity,
      [{ method: "password", aal: "aal1", completedAt: admin.context.now() }],
      { ipAddress: "127.0.0.1", userAgent: "test", location: "" },
    );
    await admin.context.store.write(() => {
      storeNewSession(admin.context, active);
    });
    return active.session.id;
  }

  it("lists all, newest first, bare unless asked to expand", async () => {
    const id = await create("ada");
    const older = await signIn(id);
    admin.context.wait(1000);
    const newer = await signIn(id);
    const bare = await send("GET", "/sessions?page_size=1");
    expect(bare.list).toMatchObject([{ id: newer, active: true, identity: null, devices: null }]);
    const next = /page_size=1&page_token=([^>&]+)>; rel="next"/.exec(bare.headers.get("link") ?? "")?.[1];
    const second = await send(
      "GET",
      `/sessions?page_size=1&page_token=${next ?? ""}&expand=Identity&expand=devices`,
    );
    expect(second.list).toMatchObject([{ id: older, identity: { id }, devices: [{ user_agent: "test" }] }]);
    expect(second.headers.get("link")).not.toContain("next");
    expect((await send("GET", "/sessions?expand=foo")).status).toBe(400);
    expect((await send("GET", "/sessions?active=foo")).status).toBe(400);
    expect((await send("GET", "/sessions?page_token=foo")).status).toBe(400);
  });

  it("disables a session, which stays in the lists", async () => {
    const session = await signIn(await create("ada"));
    expect((await send("DELETE", `/sessions/${session}`)).status).toBe(204);
    expect((await send("DELETE", `/sessions/${session}`)).status).toBe(204);
    expect((await send("GET", `/sessions/${session}`)).body).toMatchObject({ active: false, devices: [] });
    expect((await send("GET", "/sessions?active=true")).list).toEqual([]);
    expect((await send("GET", "/sessions?active=false")).list).toHaveLength(1);
    expect((await send("DELETE", `/sessions/${randomUUID()}`)).status).toBe(404);
    expect((await send("DELETE", "/sessions/x")).status).toBe(400);
  });

  it("moves the end of a session", async () => {
    const session = await signIn(await create("ada"));
    admin.context.wait(60_000);
    const { status, body } = await send("PATCH", `/sessions/${session}/extend`);
    expect(status).toBe(200);
    expect(body.expires_at).toBe("2030-01-31T12:01:00.000Z");
  });

  it("lists and deletes those of an identity", async () => {
    const id = await create("ada");
    await signIn(id);
    await signIn(id);
    const page = await send("GET", `/identities/${id}/sessions?per_page=1`);
    expect(page.list).toMatchObject([{ identity: { id, schema_url: "" } }]);
    expect(page.headers.get("x-total-count")).toBe("2");
    expect((await send("DELETE", `/identities/${id}/sessions`)).status).toBe(204);
    expect((await send("DELETE", `/identities/${id}/sessions`)).status).toBe(404);
    expect((await send("GET", `/identities/${randomUUID()}/sessions`)).list).toEqual([]);
  });
});
