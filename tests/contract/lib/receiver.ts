// The other end of what a server sends: web hooks, messages by HTTP, requests to an OAuth2 server. It keeps what it
// receives, and answers as the request itself asks: with the answer of config/answers.ts that is named in it, by a key
// `answer` in its body or a parameter `answer` of an address in it.
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { answers } from "../config/answers";
import { OAUTH2_PATH, oauth2Answer } from "../config/oauth2-answers";

/** Stands in a configuration for the address of the receiver that is started with the server. */
export const RECEIVER = "{{receiver}}";

export interface Received {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

export interface Receiver {
  url: string;
  /** In the order in which they came. */
  received: readonly Received[];
  stop: () => Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    take(request, response, received).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function take(request: IncomingMessage, response: ServerResponse, received: Received[]): Promise<void> {
  const path = request.url ?? "/";
  if (path.startsWith("/files/")) {
    const file = new URL(`../config/${path.slice("/files/".length)}`, import.meta.url);
    response.end(readFileSync(fileURLToPath(file)));
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString("utf8");
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  received.push({ method: request.method ?? "", path, headers, body });
  if (path.startsWith(`${OAUTH2_PATH}/`)) {
    const { status, json } = oauth2Answer(request.method ?? "", path);
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(json));
    return;
  }
  const asked =
    /"answer":\s*"([\w-]+)"/.exec(body)?.[1] ?? /[?&]answer=([\w-]+)/.exec(`${path} ${body}`)?.[1];
  const answer = answers[asked ?? "fine"];
  if (!answer) throw new Error(`There is no answer "${String(asked)}".`);
  if (answer === "none") {
    request.socket.destroy();
    return;
  }
  const { status, json } = typeof answer === "function" ? answer(path) : answer;
  response.writeHead(status, { "content-type": "application/json" });
  const run = /[?&]mark=(\w+)/.exec(body)?.[1] ?? "";
  response.end(json === undefined ? "" : JSON.stringify(json).replaceAll("{{run}}", run));
}
