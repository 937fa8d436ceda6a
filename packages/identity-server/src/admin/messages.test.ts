import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openAdmin, type Admin } from "../../tests/support/admin.js";

let admin: Admin;
const send: Admin["send"] = (...request) => admin.send(...request);

beforeEach(async () => {
  admin = await openAdmin();
});

afterEach(async () => {
  await admin.context.close();
});

describe("messages", () => {
  it("lists none at first, with a token of its own making", async () => {
    const page = await send("GET", "/courier/messages");
    expect(page.list).toEqual([]);
    const token = /page_token=([^>&]+)>; rel="first"/.exec(page.headers.get("link") ?? "")?.[1] ?? "";
    expect((await send("GET", `/courier/messages?page_token=${token}`)).status).toBe(200);
    expect((await send("GET", "/courier/messages?page_token=foo")).status).toBe(400);
    expect((await send("GET", "/courier/messages?status=foo")).status).toBe(400);
    expect((await send("GET", `/courier/messages/${randomUUID()}`)).status).toBe(404);
  });
});
