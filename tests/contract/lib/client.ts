// Sends one step's request as its kind of client would. On node:http, because fetch follows rules of browsers that
// some scenarios have to break (cookies by hand, unusual methods, paths as they stand).
import { request } from "node:http";
import { cookieHeader, parseSetCookie, store, type CookieJar, type SetCookie } from "./cookies";
import type { Receiver } from "./receiver";
import type { ClientKind, JsonValue, RequestStep } from "./scenario";
import { fill, fillJson, type Kept } from "./template";

/** Where a server answers; both without a slash at the end. */
export interface Addresses {
  publicUrl: string;
  adminUrl: string;
  /** The provider that was started with the server, where its configuration has one. */
  peerUrl?: string;
  /** Started with the server, where its configuration names one. */
  receiver?: Receiver;
  /** The mails to a recipient, the newest first, where the admin API does not tell them. */
  mailsTo?: (recipient: string) => SentMail[];
}

export interface SentMail {
  template_type: string;
  body: string;
}

/** A request as it went out. */
export interface Sent {
  method: string;
  /** With its query; the whole address, where it is not the server's. */
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
}

export interface Answer {
  sent: Sent;
  status: number;
  /** Names in lower case; several values of one header in their order. `set-cookie` is in `cookies`. */
  headers: Map<string, string[]>;
  cookies: SetCookie[];
  /** What the browser held before this answer. */
  cookiesBefore: CookieJar;
  text: string;
  /** The body, where its content type says JSON. */
  json: JsonValue | undefined;
}

const acceptOf: Record<ClientKind, string> = {
  html: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  spa: "application/json",
  native: "application/json",
  admin: "application/json",
};

export async function send(
  step: RequestStep,
  addresses: Addresses,
  jar: CookieJar | undefined,
  kept: Kept,
): Promise<Answer> {
  const [method = "", ...target] = step.send.split(" ");
  const base = step.as === "admin" ? addresses.adminUrl : addresses.publicUrl;
  const address = fill(target.join(" "), kept);
  const body = bodyOf(step, kept);
  const headers = headersOf(step, jar, kept);
  const cookiesBefore: CookieJar = new Map(jar);
  // An address that an earlier answer gave is taken as it is.
  const url = address.startsWith("http://") ? address : base + address;
  const path = url.startsWith(base) ? url.slice(base.length) : url;
  const answer = await exchange(method, url, headers, body);
  if (jar) store(jar, answer.cookies);
  return { ...answer, cookiesBefore, sent: { method, path, headers, body } };
}

function bodyOf(step: RequestStep, kept: Kept): string | undefined {
  if (step.raw !== undefined) return fill(step.raw, kept);
  if (step.json !== undefined) return JSON.stringify(fillJson(step.json, kept));
  if (step.form === undefined) return undefined;
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(step.form)) {
    for (const item of typeof value === "string" ? [value] : value) form.append(name, fill(item, kept));
  }
  return form.toString();
}

function headersOf(step: RequestStep, jar: CookieJar | undefined, kept: Kept): Record<string, string> {
  const headers: Record<string, string> = { accept: acceptOf[step.as], "user-agent": "contract" };
  if (step.json !== undefined) headers["content-type"] = "application/json";
  if (step.form !== undefined) headers["content-type"] = "application/x-www-form-urlencoded";
  if (jar && jar.size > 0) headers["cookie"] = cookieHeader(jar);
  for (const [name, value] of Object.entries(step.headers ?? {})) {
    if (value === null) delete headers[name.toLowerCase()];
    else headers[name.toLowerCase()] = fill(value, kept);
  }
  return headers;
}

function exchange(
  method: string,
  url: string,
  headers: Record<string, string>,
  body: string | undefined,
): Promise<Omit<Answer, "cookiesBefore" | "sent">> {
  // The path is cut out by hand: URL would tidy away what some scenarios mean to send.
  const [, host = "", port = "80", path = "/"] = /^http:\/\/([^:/]+)(?::(\d+))?(.*)$/.exec(url) ?? [];
  const withLength = body === undefined ? headers : { ...headers, "content-length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const sent = request(
      { host, port, path, method, headers: withLength, agent: false, timeout: 15_000 },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const text = Buffer.concat(chunks).toString("utf8");
          const all = new Map<string, string[]>();
          for (let at = 0; at < response.rawHeaders.length; at += 2) {
            const name = (response.rawHeaders[at] ?? "").toLowerCase();
            all.set(name, [...(all.get(name) ?? []), response.rawHeaders[at + 1] ?? ""]);
          }
          const cookies = (all.get("set-cookie") ?? []).map(parseSetCookie);
          const isJson = /\bjson\b/.test(all.get("content-type")?.[0] ?? "");
          resolve({
            status: response.statusCode ?? 0,
            headers: all,
            cookies,
            text,
            json: isJson && text !== "" ? parseJson(text) : undefined,
          });
        });
      },
    );
    sent.on("timeout", () => sent.destroy(new Error(`${method} ${url} was not answered in 15 seconds.`)));
    sent.on("error", reject);
    sent.end(body);
  });
}

function parseJson(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return "<not JSON, though its content type says so>";
  }
}
