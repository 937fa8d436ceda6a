// The server without a port: what a program or a test brings along.
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pino } from "pino";
import { ConfigError, createIdentityServer, type IdentityServer } from "../src/index.js";
import { isJsonObject, type JsonObject } from "../src/json.js";
import { password } from "./support/client.js";

const identityFolder = fileURLToPath(new URL("../../../identity/", import.meta.url));

const env = {
  DSN: "memory",
  SERVE_PUBLIC_BASE_URL: "http://public.example/",
  SERVE_ADMIN_BASE_URL: "http://admin.example/",
  SECRETS_COOKIE_0: "a-secret-for-tests-of-32-letters",
  HASHERS_ARGON2_MEMORY: "1MB",
  HASHERS_ARGON2_ITERATIONS: "1",
  IDENTITY_SCHEMAS_0_ID: "person",
  IDENTITY_SCHEMAS_0_URL: `file://${identityFolder}identity.schema.json`,
};

const options = {
  files: [`${identityFolder}kratos.yml`],
  env,
  isDev: true,
  checksAnswers: true,
  log: pino({ level: "silent" }),
};

describe("the identity server in process", () => {
  let server: IdentityServer;

  beforeAll(async () => {
    server = await createIdentityServer(options);
  });

  afterAll(async () => {
    await server.close();
  });

  async function send(side: "public" | "admin", method: string, url: string, body?: JsonObject) {
    const request = new Request(url, {
      method,
      headers: { accept: "application/json", ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const response = await (side === "public" ? server.fetchPublic(request) : server.fetchAdmin(request));
    const parsed: unknown = await response.json();
    return { status: response.status, body: isJsonObject(parsed) ? parsed : {} };
  }

  it("signs somebody up and knows them again, with no port open", async () => {
    const flow = await send("public", "GET", "http://public.example/self-service/registration/api");
    const { action } = flow.body.ui as { action: string };
    const traits = { email: "ada@example.com" };
    const signedUp = await send("public", "POST", action, { method: "password", password, traits });
    expect(signedUp).toMatchObject({ status: 200, body: { identity: { traits } } });
    const { id } = signedUp.body.identity as { id: string };
    const found = await send("admin", "GET", `http://admin.example/admin/identities/${id}`);
    expect(found).toMatchObject({ status: 200, body: { id, traits } });
  });

  it("answers whether it is ready on both sides", async () => {
    for (const [side, url] of [
      ["public", "http://public.example/health/ready"],
      ["admin", "http://admin.example/admin/health/ready"],
    ] as const) {
      expect(await send(side, "GET", url)).toEqual({ status: 200, body: { status: "ok" } });
    }
  });

  it("stays apart from another one in the same process", async () => {
    const other = await createIdentityServer(options);
    try {
      const list = await other.fetchAdmin(new Request("http://admin.example/admin/identities"));
      expect(await list.json()).toEqual([]);
    } finally {
      await other.close();
    }
  });
});

describe("the dev inbox", () => {
  const mail = { recipient: "ada@example.com", subject: "x", text: "y" };
  const ask = async ({ isDev }: { isDev: boolean }) => {
    const server = await createIdentityServer({
      ...options,
      isDev,
      env: { ...env, SECRETS_CIPHER_0: "x".repeat(32), COURIER_SMTP_CONNECTION_URI: "smtps://mail.example/" },
    });
    try {
      const url = "http://public.example/dev/inbox/messages";
      const headers = { host: "public.example", "content-type": "application/json" };
      const put = new Request(url, { method: "POST", headers, body: JSON.stringify(mail) });
      const answers = [
        await server.fetchPublic(put),
        await server.fetchPublic(new Request(url, { headers })),
        await server.fetchPublic(new Request("http://public.example/dev/inbox", { headers })),
      ];
      return answers.map(({ status }) => status);
    } finally {
      await server.close();
    }
  };

  it("is there with --dev and nowhere else, to read and to put mails in", async () => {
    expect(await ask({ isDev: true })).toEqual([201, 200, 200]);
    // As at any address that there is not: a post without the form's token is refused before it is looked for.
    expect(await ask({ isDev: false })).toEqual([403, 404, 404]);
  });
});

describe("a start that cannot succeed", () => {
  it("names every key of the configuration that is wrong", async () => {
    const start = createIdentityServer({
      ...options,
      env: { ...env, SESSION_LIFESPAN: "soon", HASHERS_ALGORITHM: "rot13" },
    });
    await expect(start).rejects.toThrow(ConfigError);
    await expect(start).rejects.toThrow(
      /session\.lifespan[\s\S]*hashers\.algorithm|hashers\.algorithm[\s\S]*session\.lifespan/,
    );
  });

  it("names the identity schema that cannot be read", async () => {
    const start = createIdentityServer({
      ...options,
      env: { ...env, IDENTITY_SCHEMAS_0_URL: "base64://bm8ganNvbg==" },
    });
    await expect(start).rejects.toThrow('Identity schema "person"');
  });
});
