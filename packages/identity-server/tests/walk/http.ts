// Who asks: browsers with their cookies, and clients without.
import { isJsonObject, type JsonObject } from "../../src/json.js";
import { NOW_HEADER } from "./last-answer.mjs";

export interface Answer {
  status: number;
  headers: Headers;
  body: JsonObject;
  list: JsonObject[];
}

export interface Request {
  method?: string;
  headers?: Record<string, string>;
  json?: JsonObject | JsonObject[];
}

export type Send = (url: string, request?: Request) => Promise<Answer>;

const sessionCookie = "ory_kratos_session";

export interface Browser {
  name: string;
  send(url: string, request?: Request): Promise<Answer>;
  /** The value of the session's cookie. */
  session(): string | undefined;
  /** The value of the cookie that forms are bound to. */
  csrf(): string | undefined;
}

/** A script in a browser: JSON, and cookies. @param send its way to the server */
export function createBrowser(name: string, send: Send): Browser {
  const jar = new Map<string, string>();
  return {
    name,
    session: () => jar.get(sessionCookie),
    csrf: () => [...jar].find(([cookie]) => cookie.startsWith("csrf_token_"))?.[1],
    send: async (url, request = {}) => {
      const cookie = [...jar].map(([key, value]) => `${key}=${value}`).join("; ");
      const answer = await send(url, {
        ...request,
        headers: { ...request.headers, ...(cookie !== "" && { cookie }) },
      });
      for (const line of answer.headers.getSetCookie()) {
        const [, key = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === "" || /max-age=0(;|$)/i.test(line)) jar.delete(key);
        else jar.set(key, value);
      }
      return answer;
    },
  };
}

export async function send(url: string, { method, headers, json }: Request = {}): Promise<Answer> {
  const response = await fetch(url, {
    method: method ?? (json === undefined ? "GET" : "POST"),
    redirect: "manual",
    headers: {
      accept: "application/json",
      // No connection outlives a server that is started again.
      connection: "close",
      [NOW_HEADER]: String(Date.now()),
      ...(json !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  if (response.status >= 500) throw new Error(`${url} answered ${String(response.status)}: ${text}`);
  const isJson = /\bjson\b/.test(response.headers.get("content-type") ?? "");
  const value: unknown = isJson && text !== "" ? JSON.parse(text) : {};
  return {
    status: response.status,
    headers: response.headers,
    body: isJsonObject(value) ? value : {},
    list: Array.isArray(value) ? value.filter(isJsonObject) : [],
  };
}

/** A text or number of an answer; "" for anything else. */
export function asText(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** How whoami is asked with a cookie or token that somebody kept. */
export function asCookie(value: string): Record<string, string> {
  return { cookie: `${sessionCookie}=${value}` };
}

export function asToken(value: string): Record<string, string> {
  return { "x-session-token": value };
}
