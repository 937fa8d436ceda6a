// A native client, as short as a test needs it.
import { isJsonObject, type JsonObject } from "../../src/json.js";

export interface Answer {
  status: number;
  headers: Headers;
  body: JsonObject;
}

export async function call(
  url: string,
  options: { method?: string; body?: JsonObject; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { method = "GET", body, headers = {} } = options;
  const response = await fetch(url, {
    method,
    redirect: "manual",
    headers: { accept: "application/json", ...headers, ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed: unknown = text === "" ? {} : JSON.parse(text);
  return {
    status: response.status,
    headers: response.headers,
    body: isJsonObject(parsed) ? parsed : { list: parsed as JsonObject[] },
  };
}

/** Starts a native flow and submits it. */
export async function submitFlow(
  publicUrl: string,
  kind: "registration" | "login" | "settings" | "recovery",
  body: JsonObject,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const flow = await call(`${publicUrl}/self-service/${kind}/api`, { headers });
  const ui = flow.body.ui;
  const action = isJsonObject(ui) && typeof ui.action === "string" ? ui.action : "";
  if (action === "") throw new Error(`no ${kind} flow: ${JSON.stringify(flow.body)}`);
  return call(action, { method: "POST", body, headers });
}

export const password = "nunuwzhzg!!8";

export function signUp(publicUrl: string, email: string): Promise<Answer> {
  return submitFlow(publicUrl, "registration", { method: "password", password, traits: { email } });
}

export function signIn(publicUrl: string, identifier: string, secret = password): Promise<Answer> {
  return submitFlow(publicUrl, "login", { method: "password", identifier, password: secret });
}
