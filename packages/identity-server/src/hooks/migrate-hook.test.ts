import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { registerAdminRoutes } from "../admin/routes.js";
import { ConfigError } from "../config/index.js";
import { createPublicApp } from "../http/public-app.js";
import type { JsonObject } from "../json.js";
import { Hono } from "hono";
import { createTestContext, type TestContext } from "../../tests/support/context.js";
import { createVisitor, startFlow } from "../../tests/support/visitor.js";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface OlderSystem {
  url: string;
  received: { headers: IncomingHttpHeaders; body: JsonObject }[];
  /** Done before the answer. */
  meanwhile?: () => Promise<void>;
}

async function olderSystem(right: string): Promise<OlderSystem> {
  const system: OlderSystem = { url: "", received: [] };
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (part: Buffer) => (text += part.toString()));
    request.on("end", () => {
      const body = JSON.parse(text) as JsonObject;
      system.received.push({ headers: request.headers, body });
      void Promise.resolve(system.meanwhile?.()).then(() => {
        response.end(JSON.stringify({ status: body.password === right ? "password_match" : "no" }));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  system.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/check`;
  return system;
}

const HOOK = "SELFSERVICE_METHODS_PASSWORD_CONFIG_MIGRATE_HOOK";

async function contextAsking(system: OlderSystem, env: Record<string, string> = {}): Promise<TestContext> {
  const context = await createTestContext({
    [`${HOOK}_ENABLED`]: "true",
    [`${HOOK}_CONFIG_URL`]: system.url,
    ...env,
  });
  closing.push(() => context.close());
  return context;
}

async function bring(context: TestContext): Promise<string> {
  const routes = new Hono();
  registerAdminRoutes(routes, context);
  const answer = await routes.request("/identities", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      traits: { email: "ada@example.com" },
      credentials: { password: { config: { use_password_migration_hook: true } } },
    }),
  });
  return ((await answer.json()) as { id: string }).id;
}

async function enter(context: TestContext, password: string, more: JsonObject = {}): Promise<number> {
  const visitor = createVisitor(createPublicApp(context).fetch);
  const { action, csrfToken } = await startFlow(visitor, "/self-service/login/browser");
  const answer = await visitor.request(action, {
    json: { method: "password", identifier: "ada@example.com", password, csrf_token: csrfToken, ...more },
  });
  return answer.status;
}

const storedConfig = (context: TestContext, id: string) =>
  context.store.identities.findWithCredentials(id)?.credentials.password?.config;

describe("the migrate hook", () => {
  it("asks until the older system says yes, and then no more", async () => {
    const system = await olderSystem("violet-meadow-1947");
    const context = await contextAsking(system);
    const id = await bring(context);
    expect(await enter(context, "wrong")).toBe(400);
    expect(storedConfig(context, id)).toEqual({ hashed_password: "", use_password_migration_hook: true });
    expect(await enter(context, "violet-meadow-1947")).toBe(200);
    expect(await enter(context, "violet-meadow-1947")).toBe(200);
    expect(await enter(context, "wrong")).toBe(400);
    expect(system.received).toHaveLength(2);
    const config = storedConfig(context, id);
    expect(Object.keys(config ?? {})).toEqual(["hashed_password"]);
  });

  it("keeps no password that the configured hasher would cut short", async () => {
    const long = "a".repeat(73);
    const system = await olderSystem(long);
    const context = await contextAsking(system, { HASHERS_ALGORITHM: "bcrypt", HASHERS_BCRYPT_COST: "4" });
    const id = await bring(context);
    expect(await enter(context, long)).toBe(200);
    expect(storedConfig(context, id)).toMatchObject({ use_password_migration_hook: true });
    expect(await enter(context, long)).toBe(200);
    expect(system.received).toHaveLength(2);
  });

  it("leaves a password alone that was set while the older system was asked", async () => {
    const system = await olderSystem("violet-meadow-1947");
    const context = await contextAsking(system);
    const id = await bring(context);
    const newHash = await context.passwords.hash("copper-lantern-2051");
    system.meanwhile = () =>
      context.store.write(() => {
        const credential = context.store.identities.findWithCredentials(id)?.credentials.password;
        if (credential) {
          context.store.identities.setCredentialConfig(id, {
            ...credential,
            config: { hashed_password: newHash },
          });
        }
      });
    await enter(context, "violet-meadow-1947");
    expect(storedConfig(context, id)).toEqual({ hashed_password: newHash });
  });

  it("limits how often passwords are tried on the older system", async () => {
    const system = await olderSystem("violet-meadow-1947");
    const plain = await contextAsking(system);
    const { createLimits } = await import("../limits/limits.js");
    const context = { ...plain, limits: createLimits({ now: plain.now, isOff: false }) };
    await bring(context);
    const statuses: number[] = [];
    for (let tries = 0; tries < 60 && !statuses.includes(429); tries++) {
      statuses.push(await enter(context, `wrong-${String(tries)}`));
    }
    expect(statuses.at(-1)).toBe(429);
    expect(system.received.length).toBe(statuses.length - 1);
  });

  it("writes no password into the log", async () => {
    const lines: string[] = [];
    const system = await olderSystem("violet-meadow-1947");
    const plain = await contextAsking(system);
    const context = {
      ...plain,
      log: pino({ level: "trace" }, { write: (line: string) => lines.push(line) }),
    };
    await bring(context);
    await enter(context, "violet-meadow-1947");
    expect(lines.join("")).toContain("migrate hook");
    expect(lines.join("")).not.toMatch(/violet|ada@example/);
  });

  it("is refused without an address to ask", async () => {
    await expect(createTestContext({ [`${HOOK}_ENABLED`]: "true" })).rejects.toThrow(ConfigError);
    await expect(createTestContext({ [`${HOOK}_ENABLED`]: "true" })).rejects.toThrow(
      "selfservice.methods.password.config.migrate_hook.config.url: is missing",
    );
  });
});
