// The admin API of a test context, without a port.
import { Hono } from "hono";
import { checkedFetch } from "../../src/openapi/check/fetch.js";
import { registerAdminRoutes } from "../../src/admin/routes.js";
import type { JsonObject, JsonValue } from "../../src/json.js";
import { createTestContext, type TestContext } from "./context.js";
import { failAt } from "./visitor.js";

export interface AdminAnswer {
  status: number;
  headers: Headers;
  body: JsonObject;
  /** The body where it is a list. */
  list: JsonObject[];
}

export interface Admin {
  context: TestContext;
  send(method: string, path: string, body?: JsonValue | string): Promise<AdminAnswer>;
  /** Any other request. @param path below `/admin` */
  request(path: string, init: RequestInit): Promise<Response>;
  /** @returns the id of the new identity */
  create(name: string, rest?: JsonObject): Promise<string>;
}

/** A body that creates somebody. */
export function person(name: string, rest: JsonObject = {}): JsonObject {
  return { traits: { email: `${name}@example.com` }, ...rest };
}

export function idOf({ id }: JsonObject): string {
  return typeof id === "string" ? id : "";
}

export async function openAdmin(): Promise<Admin> {
  const context = await createTestContext();
  const routes = new Hono();
  registerAdminRoutes(routes, context);
  const fetch = checkedFetch("admin", new Hono().route("/admin", routes).fetch, failAt);
  const request = (path: string, init: RequestInit) =>
    fetch(new Request(`http://admin.example/admin${path}`, init));
  const send = async (method: string, path: string, body?: JsonValue | string): Promise<AdminAnswer> => {
    const response = await request(path, {
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
  };
  return {
    context,
    request,
    send,
    create: async (name, rest = {}) => idOf((await send("POST", "/identities", person(name, rest))).body),
  };
}
