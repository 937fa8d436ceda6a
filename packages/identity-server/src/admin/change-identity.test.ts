import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openAdmin, person, type Admin } from "../../tests/support/admin.js";
import type { JsonObject } from "../json.js";
import { hashOf } from "../methods/password.js";

let admin: Admin;
const send: Admin["send"] = (...request) => admin.send(...request);
const create: Admin["create"] = (...person) => admin.create(...person);

beforeEach(async () => {
  admin = await openAdmin();
});

afterEach(async () => {
  await admin.context.close();
});

describe("replacing an identity", () => {
  it("replaces traits and clears what is not given, but keeps schema and state", async () => {
    const id = await create("ada", { metadata_public: { a: 1 }, external_id: "x" });
    const { status, body } = await send("PUT", `/identities/${id}`, person("lovelace"));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      schema_id: "person",
      state: "active",
      traits: { email: "lovelace@example.com" },
      metadata_public: null,
      verifiable_addresses: [{ value: "lovelace@example.com", status: "pending" }],
      credentials: { password: { identifiers: ["lovelace@example.com"] } },
    });
    expect(body).not.toHaveProperty("external_id");
  });

  it("keeps the id and state of an address that stays", async () => {
    const id = await create("ada", {
      verifiable_addresses: [{ value: "ada@example.com", via: "email", verified: true }],
    });
    const before = (await send("GET", `/identities/${id}`)).body;
    const after = await send("PUT", `/identities/${id}`, {
      traits: { email: "ada@example.com", name: { first: "Ada" } },
    });
    expect(after.body.verifiable_addresses).toEqual(before.verifiable_addresses);
  });

  it("sets a password without asking a policy", async () => {
    const id = await create("ada");
    await send(
      "PUT",
      `/identities/${id}`,
      person("ada", { credentials: { password: { config: { password: "p" } } } }),
    );
    const stored = admin.context.store.identities.findWithCredentials(id)?.credentials.password;
    expect(await admin.context.passwords.verify("p", (stored && hashOf(stored)) ?? "")).toBe(true);
    expect(stored?.identifiers).toEqual(["ada@example.com"]);
  });

  it("answers 404, 409 and 400 where it must", async () => {
    await create("taken");
    const id = await create("ada");
    expect((await send("PUT", "/identities/nope", person("x"))).status).toBe(404);
    expect((await send("PUT", `/identities/${id}`, person("taken"))).status).toBe(409);
    expect((await send("PUT", `/identities/${id}`, { traits: { email: "x" } })).status).toBe(400);
    expect((await send("PUT", `/identities/${id}`, person("ada", { state: "x" }))).status).toBe(400);
    const form = await admin.request(`/identities/${id}`, { method: "PUT", body: "traits=1" });
    expect(form.status).toBe(400);
  });
});

describe("patching an identity", () => {
  const patch = (id: string, ...operations: JsonObject[]) => send("PATCH", `/identities/${id}`, operations);

  it("changes what the operations say and nothing else", async () => {
    const id = await create("ada", { metadata_admin: { a: 1 } });
    const { status, body } = await patch(
      id,
      { op: "replace", path: "/traits/email", value: "new@example.com" },
      { op: "add", path: "/metadata_public/deep/er", value: true },
      { op: "remove", path: "/metadata_admin/a" },
      { op: "replace", path: "/verifiable_addresses/0/verified", value: true },
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      traits: { email: "new@example.com" },
      metadata_public: { deep: { er: true } },
      metadata_admin: {},
      credentials: { password: { identifiers: ["new@example.com"] } },
    });
  });

  it("declares an address verified, now", async () => {
    const id = await create("ada");
    const { body } = await patch(id, {
      op: "replace",
      path: "/verifiable_addresses/0/verified",
      value: true,
    });
    expect(body.verifiable_addresses).toMatchObject([
      { verified: true, status: "completed", verified_at: "2030-01-01T12:00:00.000Z" },
    ]);
  });

  it("notes when the state changes", async () => {
    const id = await create("ada");
    admin.context.wait(60_000);
    const { body } = await patch(id, { op: "replace", path: "/state", value: "inactive" });
    expect(body).toMatchObject({ state: "inactive", state_changed_at: "2030-01-01T12:01:00.000Z" });
  });

  it.each<[string, JsonObject]>([
    ["the id", { op: "replace", path: "/id", value: "x" }],
    ["all credentials", { op: "remove", path: "/credentials" }],
    ["one credential", { op: "replace", path: "/credentials/password", value: {} }],
    ["an unknown state", { op: "replace", path: "/state", value: "gone" }],
    ["traits that the schema refuses", { op: "replace", path: "/traits/email", value: "x" }],
    ["what is not there", { op: "remove", path: "/traits/nope" }],
    ["an operation it does not know", { op: "test", path: "/state", value: "active" }],
  ])("refuses to change %s", async (_name, operation) => {
    const id = await create("ada");
    const before = (await send("GET", `/identities/${id}`)).body;
    expect((await patch(id, operation)).status).toBe(400);
    expect((await send("GET", `/identities/${id}`)).body).toEqual(before);
  });

  it("takes names such as __proto__ for names", async () => {
    const id = await create("ada");
    await patch(id, { op: "add", path: "/metadata_public/__proto__/polluted", value: true });
    expect(({} as JsonObject).polluted).toBeUndefined();
  });

  it("applies patches that arrive together one after the other, losing none", async () => {
    const id = await create("ada", { metadata_public: {} });
    await Promise.all(
      ["a", "b", "c", "d"].map((key) => patch(id, { op: "add", path: `/metadata_public/${key}`, value: 1 })),
    );
    expect((await send("GET", `/identities/${id}`)).body.metadata_public).toEqual({ a: 1, b: 1, c: 1, d: 1 });
  });
});

describe("deleting", () => {
  it("deletes an identity with all that belongs to it, once", async () => {
    const id = await create("ada");
    expect((await send("DELETE", `/identities/${id}`)).status).toBe(204);
    expect((await send("DELETE", `/identities/${id}`)).status).toBe(404);
    expect((await send("POST", "/identities", person("ada"))).status).toBe(201);
  });

  it("keeps the last way to sign in", async () => {
    const id = await create("ada", { credentials: { password: { config: { password: "p" } } } });
    expect((await send("DELETE", `/identities/${id}/credentials/password`)).status).toBe(400);
    expect((await send("DELETE", `/identities/${id}/credentials/code`)).status).toBe(400);
    expect((await send("DELETE", `/identities/${id}/credentials/totp`)).status).toBe(404);
    expect((await send("DELETE", `/identities/${id}/credentials/foo`)).status).toBe(404);
    expect((await send("DELETE", `/identities/${id}/credentials/webauthn`)).status).toBe(204);
  });
});
