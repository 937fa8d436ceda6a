// A visitor of the public API, in process: keeps cookies as a browser does, follows nothing.
import { checkedFetch } from "../../src/openapi/check/fetch.js";
import { createPublicApp } from "../../src/http/public-app.js";
import { isJsonObject, type JsonObject } from "../../src/json.js";
import type { TestContext } from "./context.js";

export interface Answer {
  status: number;
  headers: Headers;
  body: JsonObject;
  text: string;
}

export interface VisitorRequest {
  method?: string;
  headers?: Record<string, string>;
  json?: unknown;
  form?: Record<string, string>;
}

export interface Visitor {
  cookies: Map<string, string>;
  request(path: string, options?: VisitorRequest): Promise<Answer>;
}

export const password = "nunuwzhzg!!8";
const origin = "http://public.example";

export type Fetch = (request: Request) => Response | Promise<Response>;

export function publicApi(context: TestContext): Fetch {
  return checkedFetch("public", createPublicApp(context).fetch, failAt);
}

/** For `checkedFetch`: the test ends where an answer is not as described. */
export function failAt(faults: string[]): never {
  throw new Error(`Not as described in /openapi.json:\n${faults.join("\n")}`);
}

/** @param accept what the client takes; default: JSON, as a script asks */
export function createVisitor(fetch: Fetch, accept = "application/json"): Visitor {
  const cookies = new Map<string, string>();
  return {
    cookies,
    request: async (path, { method, headers = {}, json, form } = {}) => {
      const body = json !== undefined ? JSON.stringify(json) : form && new URLSearchParams(form).toString();
      const type = json !== undefined ? "application/json" : "application/x-www-form-urlencoded";
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const response = await fetch(
        new Request(new URL(path, origin), {
          method: method ?? (body === undefined ? "GET" : "POST"),
          headers: {
            accept,
            ...(cookie !== "" && { cookie }),
            ...(body !== undefined && { "content-type": type }),
            ...headers,
          },
          ...(body !== undefined && { body }),
        }),
      );
      keepCookies(cookies, response.headers);
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, body: parse(text) };
    },
  };
}

/** A visitor with an HTML browser's headers. */
export function createBrowser(fetch: Fetch): Visitor {
  return createVisitor(fetch, "text/html,application/xhtml+xml,*/*;q=0.8");
}

/** Starts a flow as a script or native client does. @returns the flow and the token of its form */
export async function startFlow(
  visitor: Visitor,
  path: string,
  headers?: Record<string, string>,
): Promise<{ flow: JsonObject; action: string; csrfToken: string }> {
  const { body: flow, text } = await visitor.request(path, {
    headers: { accept: "application/json", ...headers },
  });
  const ui = flow.ui;
  if (!isJsonObject(ui) || typeof ui.action !== "string") throw new Error(`No flow: ${text}`);
  return { flow, action: ui.action, csrfToken: nodeValue(flow, "csrf_token") };
}

/** Signs up as a script in a browser does. */
export async function signUp(visitor: Visitor, email: string): Promise<Answer> {
  const { action, csrfToken } = await startFlow(visitor, "/self-service/registration/browser");
  return visitor.request(action, {
    json: { method: "password", password, traits: { email }, csrf_token: csrfToken },
  });
}

/** Signs in as a script in a browser does. */
export async function signIn(visitor: Visitor, identifier: string, secret = password): Promise<Answer> {
  const { action, csrfToken } = await startFlow(visitor, "/self-service/login/browser");
  return visitor.request(action, {
    json: { method: "password", identifier, password: secret, csrf_token: csrfToken },
  });
}

export function whoami(visitor: Visitor, headers?: Record<string, string>): Promise<Answer> {
  return visitor.request("/sessions/whoami", headers ? { headers } : {});
}

export function nodeValue(flow: JsonObject, name: string): string {
  const node = nodesOf(flow).find(({ attributes }) => isJsonObject(attributes) && attributes.name === name);
  const value = isJsonObject(node?.attributes) ? node.attributes.value : undefined;
  return typeof value === "string" ? value : "";
}

/** The ids of all messages: of the form, then of its fields. */
export function messageIds(flow: JsonObject): number[] {
  const ui = isJsonObject(flow.ui) ? flow.ui : {};
  const lists = [ui.messages, ...nodesOf(flow).map((node) => node.messages)];
  return lists.flatMap((list) =>
    Array.isArray(list) ? list.map((message) => (isJsonObject(message) ? Number(message.id) : 0)) : [],
  );
}

/** The text at a key of an answer. @throws when there is none */
export function textAt(object: JsonObject, key: string): string {
  const value = object[key];
  if (typeof value !== "string") throw new Error(`There is no text at "${key}": ${JSON.stringify(object)}`);
  return value;
}

function nodesOf(flow: JsonObject): JsonObject[] {
  const nodes = isJsonObject(flow.ui) ? flow.ui.nodes : [];
  return Array.isArray(nodes) ? nodes.filter(isJsonObject) : [];
}

function keepCookies(cookies: Map<string, string>, headers: Headers): void {
  for (const line of headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/max-age=0(;|$)/i.test(line)) cookies.delete(name);
    else cookies.set(name, value);
  }
}

function parse(text: string): JsonObject {
  if (!text.startsWith("{")) return {};
  const value: unknown = JSON.parse(text);
  return isJsonObject(value) ? value : {};
}
