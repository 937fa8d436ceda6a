import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { idOf, openAdmin, person, type Admin } from "../../tests/support/admin.js";
import type { JsonValue } from "../json.js";

let admin: Admin;
const send: Admin["send"] = (...request) => admin.send(...request);
const create: Admin["create"] = (...person) => admin.create(...person);

beforeEach(async () => {
  admin = await openAdmin();
});

afterEach(async () => {
  await admin.context.close();
});

describe("creating an identity", () => {
  it("answers 201 with its address, and with the credentials that the schema claims", async () => {
    const { status, headers, body } = await send("POST", "/identities", person("Ada"));
    expect(status).toBe(201);
    expect(headers.get("location")).toBe(`http://admin.example/identities/${idOf(body)}`);
    expect(body).toMatchObject({
      schema_id: "person",
      schema_url: "http://public.example/schemas/cGVyc29u",
      state: "active",
      traits: { email: "Ada@example.com" },
      metadata_public: null,
      organization_id: null,
      verifiable_addresses: [{ value: "ada@example.com", verified: false, status: "pending", via: "email" }],
      recovery_addresses: [{ value: "ada@example.com", via: "email" }],
      credentials: {
        password: { identifiers: ["ada@example.com"], version: 0, created_at: "0001-01-01T00:00:00Z" },
        webauthn: { identifiers: ["ada@example.com"], version: 0 },
        code: { identifiers: ["ada@example.com"], version: 1 },
      },
    });
    expect(body).not.toHaveProperty("metadata_admin");
    expect(JSON.stringify(body)).not.toContain('"config"');
  });

  it("takes over what is imported: password, metadata, state, verified addresses", async () => {
    const id = await create("ada", {
      credentials: { password: { config: { password: "x" } } },
      metadata_public: { plan: "free" },
      metadata_admin: { note: 1 },
      external_id: "crm-1",
      state: "inactive",
      verifiable_addresses: [
        { value: "Ada@example.com", via: "email", verified: true },
        { value: "other@example.com", via: "email", verified: true },
      ],
    });
    const { body } = await send("GET", `/identities/${id}?include_credential=password`);
    expect(body).toMatchObject({
      external_id: "crm-1",
      state: "inactive",
      metadata_public: { plan: "free" },
      metadata_admin: { note: 1 },
      verifiable_addresses: [{ value: "ada@example.com", verified: true, status: "completed" }],
    });
    const { config } =
      (body.credentials as Record<string, { config: { hashed_password: string } }>).password ?? {};
    expect(await admin.context.passwords.verify("x", config?.hashed_password ?? "")).toBe(true);
    expect((await send("GET", "/identities/by/external/crm-1")).body.id).toBe(id);
  });

  it.each<[string, JsonValue | string, string]>([
    ["an unknown key", { ...person("ada"), foo: 1 }, "foo"],
    ["no JSON", "{", "JSON"],
    ["an empty body", "", "empty"],
    ["a list", [1], "object"],
    ["traits that are no object", { traits: 5 }, "traits"],
    ["an unknown state", person("ada", { state: "weird" }), "weird"],
    ["an unknown schema", person("ada", { schema_id: "none" }), "none"],
    ["traits that the schema refuses", { traits: { email: "nobody" } }, "traits.email"],
    [
      "a hash of no known kind",
      person("ada", { credentials: { password: { config: { hashed_password: "abc" } } } }),
      "hash",
    ],
  ])("refuses %s and says what is wrong", async (_name, body, hint) => {
    const answer = await send("POST", "/identities", body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("ory-error-id")).toBe("");
    expect(JSON.stringify(answer.body)).toContain(hint);
  });

  it("refuses an identifier that another identity has", async () => {
    await create("ada");
    const { status, body } = await send("POST", "/identities", person("ADA"));
    expect(status).toBe(409);
    expect(body).toMatchObject({ error: { code: 409, status: "Conflict" } });
  });
});

describe("a batch", () => {
  it("answers for each identity in turn, and creates those that it can", async () => {
    await create("taken");
    const reference = randomUUID();
    const { status, body } = await send("PATCH", "/identities", {
      identities: [
        { create: person("one"), patch_id: reference },
        { create: person("taken") },
        { create: { traits: { email: "nobody" } } },
        {},
      ],
    });
    expect(status).toBe(200);
    expect(body.identities).toMatchObject([
      { action: "create", patch_id: reference },
      { action: "error", error: { code: 409 } },
      { action: "error", error: { code: 400 } },
      null,
    ]);
    expect((await send("GET", "/identities")).list).toHaveLength(2);
  });

  it("is refused where it is larger than 16 MiB, announced or not", async () => {
    const large = JSON.stringify({ identities: ["x".repeat(16 * 1024 * 1024)] });
    expect((await send("PATCH", "/identities", large)).status).toBe(413);
    const announced = await admin.request("/identities", {
      method: "PATCH",
      headers: { "content-type": "application/json", "content-length": String(large.length) },
      body: large,
    });
    expect(announced.status).toBe(413);
  });

  it("has its limits", async () => {
    const many = Array.from({ length: 1001 }, () => ({ create: person("x") }));
    expect((await send("PATCH", "/identities", { identities: many })).status).toBe(400);
    const passwords = many.slice(0, 201).map(() => ({
      create: person("x", { credentials: { password: { config: { password: "p" } } } }),
    }));
    expect((await send("PATCH", "/identities", { identities: passwords })).status).toBe(400);
  });
});
