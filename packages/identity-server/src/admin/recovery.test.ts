import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openAdmin, type Admin } from "../../tests/support/admin.js";
import type { JsonObject } from "../json.js";

let admin: Admin;
const send: Admin["send"] = (...request) => admin.send(...request);
const create: Admin["create"] = (...person) => admin.create(...person);

beforeEach(async () => {
  admin = await openAdmin();
});

afterEach(async () => {
  await admin.context.close();
});

describe("recovery", () => {
  it("makes a code and the page to enter it on", async () => {
    const id = await create("ada");
    const { status, body } = await send("POST", "/recovery/code", { identity_id: id, expires_in: "1h" });
    expect(status).toBe(201);
    expect(body).toEqual({
      recovery_link: expect.stringMatching(/\/recovery\?flow=[0-9a-f-]{36}$/) as unknown,
      recovery_code: expect.stringMatching(/^\d{6}$/) as unknown,
      expires_at: "2030-01-01T13:00:00.000Z",
    });
  });

  it("makes a link that signs in", async () => {
    const id = await create("ada");
    const { status, body } = await send("POST", "/recovery/link", { identity_id: id });
    expect(status).toBe(200);
    expect(body.recovery_link).toMatch(
      /^http:\/\/public\.example\/self-service\/recovery\?flow=[0-9a-f-]{36}&token=\w{32}$/,
    );
  });

  it.each<[string, JsonObject, number, number]>([
    ["an unknown identity", { identity_id: randomUUID() }, 404, 400],
    ["no identity", {}, 404, 400],
    ["an id that is none", { identity_id: "x" }, 400, 400],
  ])("refuses %s", async (_name, body, code, link) => {
    expect((await send("POST", "/recovery/code", body)).status).toBe(code);
    expect((await send("POST", "/recovery/link", body)).status).toBe(link);
  });

  it("refuses a lifespan or type of flow that is none", async () => {
    const id = await create("ada");
    for (const wrong of [{ expires_in: "x" }, { expires_in: "0" }, { flow_type: "x" }]) {
      expect((await send("POST", "/recovery/code", { identity_id: id, ...wrong })).status).toBe(400);
    }
  });
});
