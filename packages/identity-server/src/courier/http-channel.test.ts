import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { loadConfig, type Config } from "../config/index.js";
import type { JsonObject } from "../json.js";
import { createHttpClient } from "../outgoing/client.js";
import { openStore, type Store } from "../store/index.js";
import { openCourier, type Courier } from "./courier.js";
import type { Mail } from "./mail.js";

let folder: string;
let store: Store;
const closing: (() => Promise<void>)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "foyer-courier-"));
  store = openStore(":memory:");
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await store.close();
  rmSync(folder, { recursive: true });
});

interface Received {
  request: string;
  headers: IncomingMessage["headers"];
  body: string;
}

/** @param statuses of the answers, one after the other; the last one from then on */
async function startService(...statuses: number[]) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      let body = "";
      for await (const chunk of request) body += String(chunk);
      received.push({
        request: `${request.method ?? ""} ${request.url ?? ""}`,
        headers: request.headers,
        body,
      });
      response.writeHead(statuses[Math.min(received.length, statuses.length) - 1] ?? 200).end("thanks");
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  closing.push(
    () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { received, url: `http://127.0.0.1:${String(port)}` };
}

function configWith(courier: object, { isDev = true } = {}): Config {
  const file = join(folder, "kratos.yml");
  const config = {
    dsn: "memory",
    selfservice: {
      default_browser_return_url: "http://localhost:3000/",
      flows: { recovery: { enabled: true } },
    },
    identity: { default_schema_id: "person", schemas: [{ id: "person", url: "file://person.json" }] },
    courier: { worker: { pull_wait: "5ms" }, message_retries: 1, ...courier },
  };
  writeFileSync(file, JSON.stringify(config));
  const env = { SECRETS_DEFAULT_0: "0123456789abcdef", SECRETS_CIPHER_0: "0123456789abcdef0123456789abcdef" };
  return loadConfig({ files: [file], env, isDev });
}

async function open(config: Config): Promise<Courier> {
  const courier = await openCourier({
    config: () => config,
    store,
    http: createHttpClient(() => config),
    log: pino({ level: "silent" }),
    now: Date.now,
    backoffMs: () => 0,
  });
  closing.push(() => courier.close());
  courier.start();
  return courier;
}

const template = (text: string) => `base64://${Buffer.from(text).toString("base64")}`;
const everything = template("function(ctx) ctx");
const texts = (url: string, body = everything) => ({
  channels: [{ id: "sms", type: "http", request_config: { url: `${url}/texts`, method: "POST", body } }],
});

const recovery: Mail = {
  type: "recovery_code_valid",
  to: "ann@example.org",
  values: {
    recovery_code: "012345",
    identity: { id: "1", traits: { email: "ann@example.org" } },
    request_url: "https://auth.example.org/self-service/recovery/browser",
    transient_payload: {},
    expires_in_minutes: 15,
  },
  requestHeaders: { "User-Agent": ["Firefox"] },
};
const toPhone: Mail = { ...recovery, to: "+4917612345642", channel: "sms" };

const queue = (courier: Courier, mail: Mail) => store.write(() => courier.insert(mail));
const statusOf = (id: string) => store.messages.find(id)?.status;
const parsed = (received: Received | undefined) => JSON.parse(received?.body ?? "null") as JsonObject;

describe("messages by HTTP", () => {
  it("hands a mail to the service with all that is known of it", async () => {
    const { received, url } = await startService();
    const byHttp = { request_config: { url: `${url}/mails`, body: everything } };
    const courier = await open(configWith({ delivery_strategy: "http", http: byHttp }));
    const id = await queue(courier, recovery);
    await vi.waitFor(() => expect(statusOf(id)).toBe("sent"));
    expect(received[0]?.request).toBe("POST /mails");
    expect(parsed(received[0])).toEqual({
      recipient: "ann@example.org",
      subject: expect.stringContaining("012345") as string,
      body: expect.stringContaining("012345") as string,
      html_body: expect.stringContaining("<strong>012345</strong>") as string,
      template_type: "recovery_code_valid",
      template_data: { to: "ann@example.org", ...recovery.values },
      message_type: "email",
      request_headers: { "User-Agent": ["Firefox"] },
    });
  });

  it("needs no SMTP server where mails go by HTTP", () => {
    const byHttp = { request_config: { url: "https://mail.example.org/" } };
    const config = configWith({ delivery_strategy: "http", http: byHttp }, { isDev: false });
    expect(config.courier.smtp.connection_uri).toBeUndefined();
  });

  it("does not start without a service where mails go by HTTP", () => {
    expect(() => configWith({ delivery_strategy: "http" })).toThrow(
      /courier\.http\.request_config: is missing/,
    );
  });

  it("hands a text message to its channel, and mails to SMTP or the dev inbox as ever", async () => {
    const { received, url } = await startService();
    const courier = await open(configWith(texts(url)));
    const ids = [await queue(courier, toPhone), await queue(courier, recovery)];
    await vi.waitFor(() => expect(ids.map(statusOf)).toEqual(["sent", "sent"]));
    expect(received.map(({ request }) => request)).toEqual(["POST /texts"]);
    const { html_body: html, template_data: data, message_type: type } = parsed(received[0]);
    expect({ html, type }).toEqual({ html: undefined, type: "sms" });
    expect(data).toMatchObject({ verification_code: "012345", request_url_domain: "auth.example.org" });
  });

  it("binds the code of a recovery to the page's domain, for browsers that fill it in", async () => {
    const courier = await open(configWith({}));
    const id = await queue(courier, toPhone);
    expect(store.messages.find(id)?.body).toMatch(/\n\n@auth\.example\.org #012345\n$/);
  });

  it("tries again what the service does not take, and then gives up", async () => {
    const { received, url } = await startService(503, 400);
    const courier = await open(configWith(texts(url)));
    const id = await queue(courier, toPhone);
    await vi.waitFor(() => expect(statusOf(id)).toBe("abandoned"));
    expect(received).toHaveLength(2);
    const messages = store.messages.dispatches(id).map(({ error }) => JSON.stringify(error.message));
    expect(messages.sort().map((message) => /\d+(?="$)/.exec(message)?.[0])).toEqual(["400", "503"]);
  });

  it("does not try again what the template cancels", async () => {
    const { received, url } = await startService();
    const courier = await open(configWith(texts(url, template("function(ctx) error 'cancel'"))));
    const id = await queue(courier, toPhone);
    await vi.waitFor(() => expect(statusOf(id)).toBe("abandoned"));
    expect(received).toEqual([]);
    expect(store.messages.find(id)?.sendCount).toBe(1);
  });

  it("forgets what a message said, and of which request, once it is out", async () => {
    const { url } = await startService();
    const smtp = { connection_uri: "smtp://127.0.0.1:9/" };
    const courier = await open(configWith({ ...texts(url), smtp }, { isDev: false }));
    const id = await queue(courier, toPhone);
    await vi.waitFor(() => expect(statusOf(id)).toBe("sent"));
    expect(store.messages.find(id)).toMatchObject({ body: "", templateData: {}, requestHeaders: {} });
  });

  it("demands the template of a channel, which has no default", () => {
    const request = { url: "https://texts.example.org/" };
    const channel = { id: "sms", type: "http", request_config: request };
    expect(() => configWith({ channels: [channel] })).toThrow(/courier\.channels\.0\.request_config\.body/);
  });
});
