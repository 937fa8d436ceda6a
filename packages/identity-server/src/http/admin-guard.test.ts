import { afterEach, describe, expect, it } from "vitest";
import { createTestContext, type TestContext } from "../../tests/support/context.js";
import { createAdminApp } from "./admin-app.js";

let context: TestContext | undefined;
afterEach(() => context?.close());

async function ask(
  headers: Record<string, string>,
  { method = "GET", env = {} }: { method?: string; env?: Record<string, string> } = {},
): Promise<Response> {
  context = await createTestContext(env);
  const body = method === "GET" ? {} : { body: JSON.stringify({ traits: { email: "eve@foyer.example" } }) };
  return createAdminApp(context).request("/admin/identities", { method, headers, ...body });
}

describe("the admin API on this machine", () => {
  it.each(["127.0.0.1:4434", "localhost", "[::1]:4434", "admin.example:4434"])(
    "answers as %s",
    async (host) => {
      expect((await ask({ host })).status).toBe(200);
    },
  );

  it("does not answer a page that calls this machine by a name of its own, and says what to set", async () => {
    const answer = await ask({ host: "evil.example:4434" });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("serve.admin.base_url");
  });

  it.each([
    ["sec-fetch-site", "cross-site"],
    ["sec-fetch-site", "same-site"],
    ["origin", "https://evil.example"],
  ])("takes nothing from a page of another site, as %s: %s tells", async (name, value) => {
    const headers = { host: "127.0.0.1:4434", "content-type": "text/plain", [name]: value };
    expect((await ask(headers, { method: "POST" })).status).toBe(403);
    expect(context?.store.identities.findByIdentifier("password", "eve@foyer.example")).toBeUndefined();
  });

  it("takes what a program sends", async () => {
    const headers = { host: "127.0.0.1:4434", "content-type": "application/json" };
    expect((await ask(headers, { method: "POST" })).status).toBe(201);
  });
});

describe("the admin API in a network", () => {
  it("answers to whatever it is called there", async () => {
    const env = { SERVE_ADMIN_HOST: "0.0.0.0" };
    expect((await ask({ host: "identity.internal:4434" }, { env })).status).toBe(200);
  });
});
