/** An identity service over real HTTP that answers as a test says, and remembers what it was asked. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Reply {
  status: number;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, as HTML. */
  text?: string;
  headers?: Record<string, string | string[]>;
}

export interface SeenRequest {
  method: string;
  /** Path and query. */
  target: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface FakeService {
  url: string;
  seen: SeenRequest[];
  /** The answer to requests whose `METHOD /path` begin like that; the newest wins. `drop` closes the connection, `hang` never answers. */
  on(start: string, reply: Reply | "drop" | "hang"): void;
  /** The requests that began like that. */
  asked(start: string): SeenRequest[];
  reset(): void;
  stop(): Promise<void>;
}

export async function startFakeService(): Promise<FakeService> {
  const seen: SeenRequest[] = [];
  const rules: { start: string; reply: Reply | "drop" | "hang" }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url: target = "", headers } = request;
      seen.push({ method, target, headers, body: Buffer.concat(chunks).toString() });
      const rule = rules.findLast(({ start }) => `${method} ${target}`.startsWith(start));
      answer(response, rule?.reply ?? { status: 404, body: { error: { code: 404 } } });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    on: (start, reply) => void rules.push({ start, reply }),
    asked: (start) => seen.filter(({ method, target }) => `${method} ${target}`.startsWith(start)),
    reset() {
      seen.length = 0;
      rules.length = 0;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(response: ServerResponse, reply: Reply | "drop" | "hang"): void {
  if (reply === "hang") return;
  if (reply === "drop") return void response.destroy();
  const type = reply.text === undefined ? "application/json" : "text/html";
  response.writeHead(reply.status, { "content-type": type, ...reply.headers });
  response.end(reply.text ?? (reply.body === undefined ? "" : JSON.stringify(reply.body)));
}

export const FLOW_ID = "5b0ab4de-6b8f-4d3a-9d0b-1f2e3a4b5c6d";
export const OTHER_FLOW_ID = "0c9a1f4e-77aa-4a4b-8c51-0f3f2c1d9e88";

/** A flow with what every flow has. */
export function flow(kind: string, given: { id?: string; return_to?: string; messages?: object[] } = {}) {
  const { id = FLOW_ID, messages, ...rest } = given;
  return {
    id,
    type: "browser",
    expires_at: "2099-01-01T00:00:00Z",
    issued_at: "2026-01-01T00:00:00Z",
    request_url: `http://app.test/self-service/${kind}/browser`,
    state: "choose_method",
    ...rest,
    ui: {
      action: `http://app.test/api/ory/self-service/${kind}?flow=${id}`,
      method: "POST",
      nodes: [
        {
          type: "input",
          group: "default",
          attributes: { node_type: "input", name: "csrf_token", type: "hidden", value: "t", disabled: false },
          messages: [],
          meta: {},
        },
      ],
      ...(messages && { messages }),
    },
  };
}

export const session = {
  id: "d1c1d2f0-0000-4000-8000-000000000001",
  active: true,
  expires_at: "2099-01-01T00:00:00Z",
  authenticator_assurance_level: "aal1",
  identity: { id: "d1c1d2f0-0000-4000-8000-000000000002", traits: { email: "ada@people.example" } },
};

/** The app's configuration for a test, before the app's modules are loaded. */
export function configure(service: FakeService, variables: Record<string, string> = {}): void {
  Object.assign(process.env, {
    ORY_SDK_URL: service.url,
    ORY_ADMIN_URL: service.url,
    DATABASE_URL: "file::memory:",
    APP_URL: APP,
    FOYER_SECRET: "a-secret-of-more-than-32-characters",
    LOG_LEVEL: "silent",
    RATE_LIMIT: "off",
    ...variables,
  });
}

export const APP = "http://app.test";
