import { Hono } from "hono";
import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestContext, type TestContext } from "../../tests/support/context.js";
import type { JsonObject, JsonValue } from "../json.js";
import { hashOf } from "../methods/password.js";
import { newSession, storeNewSession } from "../sessions/issue.js";
import { registerAdminRoutes } from "./routes.js";

let context: TestContext;
let app: Hono;

beforeEach(async () => {
  context = await createTestContext();
  const routes = new Hono();
  registerAdminRoutes(routes, context);
  app = new Hono().route("/admin", routes);
});

afterEach(async () => {
  await context.close();
});

async function send(method: string, path: string, body?: JsonValue | string) {
  const response = await app.request(`/admin${path}`, {
    method,
    ...(body !== undefined && {
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers: { "content-type": "application/json" },
    }),
  });
  const text = await response.text();
  // Each test knows the shape of what it asked for; a wrong one fails its expectations.
  return {
    status: response.status,
    headers: response.headers,
    body: (text === "" ? null : JSON.parse(text)) as JsonObject,
    list: (text.startsWith("[") ? JSON.parse(text) : []) as JsonObject[],
  };
}

const person = (name: string, rest: JsonObject = {}): JsonObject => ({
  traits: { email: `${name}@example.com` },
  ...rest,
});

function idOf({ id }: JsonObject): string {
  return typeof id === "string" ? id : "";
}

async function create(name: string, rest: JsonObject = {}): Promise<string> {
  const { body } = await send("POST", "/identities", person(name, rest));
  return idOf(body);
}

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
    expect(await context.passwords.verify("x", config?.hashed_password ?? "")).toBe(true);
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

  it("has its limits", async () => {
    const many = Array.from({ length: 1001 }, () => ({ create: person("x") }));
    expect((await send("PATCH", "/identities", { identities: many })).status).toBe(400);
    const passwords = many.slice(0, 201).map(() => ({
      create: person("x", { credentials: { password: { config: { password: "p" } } } }),
    }));
    expect((await send("PATCH", "/identities", { identities: passwords })).status).toBe(400);
  });
});

describe("reading identities", () => {
  it("answers 404 for an id that is unknown or none", async () => {
    expect((await send("GET", `/identities/${randomUUID()}`)).status).toBe(404);
    expect((await send("GET", "/identities/nope")).status).toBe(404);
    expect((await send("GET", "/identities/by/external/nobody")).status).toBe(404);
  });

  it("shows the config of the credentials asked for, and of no others", async () => {
    const id = await create("ada");
    const { body } = await send("GET", `/identities/${id}?include_credential=code`);
    expect(body.credentials).toMatchObject({
      code: { config: { addresses: [{ channel: "email", address: "ada@example.com" }] } },
    });
    expect(body).not.toHaveProperty("credentials.password.config");
    expect((await send("GET", `/identities/${id}?include_credential=foo`)).status).toBe(400);
  });

  it("pages by key in the order of ids, with a link to the next page while there is one", async () => {
    const ids = (await Promise.all(["a", "b", "c"].map((name) => create(name)))).sort();
    const first = await send("GET", "/identities?page_size=2");
    expect(first.list.map((identity) => identity.id)).toEqual(ids.slice(0, 2));
    expect(first.headers.get("link")).toBe(
      '</admin/identities?page_size=2&page_token=00000000-0000-0000-0000-000000000000>; rel="first",' +
        `</admin/identities?page_size=2&page_token=${ids[1] ?? ""}>; rel="next"`,
    );
    const second = await send("GET", `/identities?page_size=2&page_token=${ids[1] ?? ""}`);
    expect(second.list.map((identity) => identity.id)).toEqual(ids.slice(2));
    expect(second.headers.get("link")).not.toContain("next");
    expect(first.list[0]).not.toHaveProperty("credentials");
  });

  it("pages by number where asked, and counts", async () => {
    await Promise.all(["a", "b", "c"].map((name) => create(name)));
    const page = await send("GET", "/identities?page=1&per_page=2");
    expect(page.list).toHaveLength(1);
    expect(page.headers.get("x-total-count")).toBe("3");
    expect((await send("GET", "/identities?page=1001&per_page=1")).status).toBe(400);
    expect((await send("GET", "/identities?page_token=bad")).status).toBe(400);
  });

  it("finds by identifier, by its beginning, by ids, by organization; one way at a time", async () => {
    const organization = randomUUID();
    const ada = await create("ada", { organization_id: organization });
    const bob = await create("bob");
    const found = async (query: string) =>
      (await send("GET", `/identities?${query}`)).list.map((identity) => identity.id);
    expect(await found("credentials_identifier=ADA@example.com")).toEqual([ada]);
    expect(await found("credentials_identifier=ada")).toEqual([]);
    expect(await found("preview_credentials_identifier_similar=bo")).toEqual([bob]);
    expect(await found("preview_credentials_identifier_similar=%25")).toEqual([]);
    expect(await found(`ids=${bob}&ids=${randomUUID()}`)).toEqual([bob]);
    expect(await found(`organization_id=${organization}`)).toEqual([ada]);
    expect((await send("GET", `/identities?ids=${ada}&credentials_identifier=x`)).status).toBe(400);
    expect((await send("GET", "/identities?ids=x")).status).toBe(400);
    const [listed] = (await send("GET", "/identities?credentials_identifier=ada@example.com")).list;
    expect(listed).toHaveProperty("credentials.password");
  });
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
    const stored = context.store.identities.findWithCredentials(id)?.credentials.password;
    expect(await context.passwords.verify("p", (stored && hashOf(stored)) ?? "")).toBe(true);
    expect(stored?.identifiers).toEqual(["ada@example.com"]);
  });

  it("answers 404, 409 and 400 where it must", async () => {
    await create("taken");
    const id = await create("ada");
    expect((await send("PUT", "/identities/nope", person("x"))).status).toBe(404);
    expect((await send("PUT", `/identities/${id}`, person("taken"))).status).toBe(409);
    expect((await send("PUT", `/identities/${id}`, { traits: { email: "x" } })).status).toBe(400);
    expect((await send("PUT", `/identities/${id}`, person("ada", { state: "x" }))).status).toBe(400);
    const form = await app.request(`/admin/identities/${id}`, { method: "PUT", body: "traits=1" });
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
    context.wait(60_000);
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

describe("sessions", () => {
  async function signIn(identityId: string): Promise<string> {
    const identity = context.store.identities.find(identityId);
    if (!identity) throw new Error("no such identity");
    const active = newSession(
      context,
      identity,
      [{ method: "password", aal: "aal1", completedAt: context.now() }],
      { ipAddress: "127.0.0.1", userAgent: "test", location: "" },
    );
    await context.store.write(() => {
      storeNewSession(context, active);
    });
    return active.session.id;
  }

  it("lists all, newest first, bare unless asked to expand", async () => {
    const id = await create("ada");
    const older = await signIn(id);
    context.wait(1000);
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
    context.wait(60_000);
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
