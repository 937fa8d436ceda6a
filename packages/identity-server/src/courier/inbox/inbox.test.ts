import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadConfig } from "../../config/index.js";
import type { JsonObject } from "../../json.js";
import { openStore, type Store } from "../../store/index.js";
import type { MailView } from "./mail-view.js";
import { devInbox } from "./routes.js";

let folder: string;
let store: Store;
let app: ReturnType<typeof devInbox>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "foyer-inbox-"));
  const file = join(folder, "kratos.yml");
  writeFileSync(
    file,
    `{ dsn: memory, selfservice: { default_browser_return_url: "http://app.example/" },
       identity: { default_schema_id: person, schemas: [{ id: person, url: "file://person.json" }] } }`,
  );
  const config = loadConfig({ files: [file], env: {}, isDev: true });
  store = openStore(":memory:");
  app = devInbox({ config: () => config, store, now: Date.now });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function deliver(
  recipient: string,
  data: JsonObject = { recovery_code: "012345" },
  html = "<p>Hello</p>",
) {
  const id = randomUUID();
  const now = Date.now();
  await store.write(() => {
    store.messages.insert({
      id,
      status: "sent",
      channel: "email",
      recipient,
      subject: 'Code for <you> & "me"',
      body: "Your code. Or https://help.example/now.",
      html,
      templateType: "verification_code" in data ? "verification_code_valid" : "recovery_code_valid",
      templateData: data,
      requestHeaders: {},
      sendCount: 1,
      createdAt: now,
      updatedAt: now,
    });
  });
  return id;
}

function get(path: string, init: RequestInit & { host?: string } = {}) {
  const { host = "127.0.0.1:4433", ...rest } = init;
  return app.request(path, { ...rest, headers: { host, ...rest.headers } });
}

function put(mail: object, headers: Record<string, string> = {}) {
  return get("/messages", {
    method: "POST",
    body: JSON.stringify(mail),
    headers: { "content-type": "application/json", ...headers },
  });
}

async function list(query = ""): Promise<MailView[]> {
  return (await (await get(`/messages${query}`)).json()) as MailView[];
}

describe("the dev inbox", () => {
  it("lists mails, newest first, with code and links", async () => {
    await deliver("ann@example.org");
    const id = await deliver("bob@example.org", {
      verification_code: "654321",
      verification_url: "http://localhost/self-service/verification?code=654321",
    });
    const [newest, older] = await list();
    expect(newest).toMatchObject({
      id,
      recipient: "bob@example.org",
      code: "654321",
      links: ["http://localhost/self-service/verification?code=654321", "https://help.example/now"],
      template_type: "verification_code_valid",
      status: "sent",
      html: "<p>Hello</p>",
    });
    expect(older).toMatchObject({
      recipient: "ann@example.org",
      code: "012345",
      links: ["https://help.example/now"],
    });
    const one = await get(`/messages/${id}`);
    expect(await one.json()).toEqual(newest);
    expect((await get("/messages/nothing")).status).toBe(404);
  });

  it("finds mails by address and kind", async () => {
    await deliver("ann@example.org");
    await deliver("bob@example.org", { verification_code: "1" });
    expect(await list("?recipient=Ann@example.org")).toHaveLength(1);
    expect(await list("?template_type=verification_code_valid")).toHaveLength(1);
    expect(await list("?recipient=nobody@example.org")).toEqual([]);
  });

  it("waits for the next mail when asked to", async () => {
    const first = await deliver("ann@example.org");
    const waiting = list(`?recipient=ann@example.org&after=${first}&wait=10s`);
    const second = await deliver("ann@example.org");
    expect((await waiting).map((mail) => mail.id)).toEqual([second]);
    expect(await list(`?after=${second}&wait=50ms`)).toEqual([]);
  });

  it("can be cleared, by script and by the page's button", async () => {
    await deliver("ann@example.org");
    expect((await get("/messages", { method: "DELETE" })).status).toBe(204);
    expect(await list()).toEqual([]);
    await deliver("ann@example.org");
    const answer = await get("/clear", { method: "POST", headers: { "sec-fetch-site": "same-origin" } });
    expect(answer.status).toBe(303);
    expect(await list()).toEqual([]);
  });

  it("takes mails of the app, and shows them like its own", async () => {
    await deliver("ann@example.org");
    const answer = await put({
      recipient: "Ann@example.org",
      subject: "Your password was changed",
      text: "See https://app.example/recovery.",
      html: "<p>See</p>",
    });
    expect(answer.status).toBe(201);
    const { id } = (await answer.json()) as { id: string };
    const [mail] = await list("?recipient=ann@example.org");
    expect(mail).toMatchObject({
      id,
      recipient: "ann@example.org",
      subject: "Your password was changed",
      links: ["https://app.example/recovery"],
      code: null,
      template_type: "stub",
      status: "sent",
    });
    expect(await (await get("/")).text()).toContain("of the app");
    // Nothing of them is for the courier to do.
    expect(store.messages.hasDue(Date.now() + 1000)).toBe(false);
  });

  it("takes no mail of another site, of another kind or of too great a size", async () => {
    const mail = { recipient: "ann@example.org", subject: "x", text: "y" };
    expect((await put(mail, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await put(mail, { origin: "https://evil.example" })).status).toBe(403);
    expect((await put(mail, { host: "evil.example" })).status).toBe(403);
    expect((await put(mail, { "content-type": "text/plain" })).status).toBe(415);
    expect((await put({ ...mail, subject: 1 })).status).toBe(400);
    expect((await put({ ...mail, template_type: "recovery_valid" })).status).toBe(400);
    expect((await put({ ...mail, text: "y".repeat(300_000) })).status).toBe(413);
    expect(await list()).toEqual([]);
  });

  it("shows mails on a page, without trusting anything in them", async () => {
    await deliver("ann@example.org", {}, '<p onclick="x()">Hello</p><script>alert(1)</script>');
    const answer = await get("/");
    const page = await answer.text();
    expect(page).toContain("Code for &lt;you&gt; &amp; &quot;me&quot;");
    expect(page).not.toContain("<script>alert");
    expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(answer.headers.get("content-security-policy")).toMatch(
      /default-src 'none'.*script-src 'nonce-[^']+';/,
    );
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  it("says so when there is nothing to show", async () => {
    expect(await (await get("/")).text()).toContain("No mails yet");
    expect(await (await get("/?recipient=ann@example.org")).text()).toContain(
      "No mails to ann@example.org yet",
    );
  });

  it("answers under its own names only", async () => {
    for (const host of ["localhost:4433", "127.0.0.1", "[::1]:4433", "app.example:3000", "inbox.localhost"]) {
      expect((await get("/messages", { host })).status).toBe(200);
    }
    expect((await get("/messages", { host: "evil.example" })).status).toBe(403);
  });

  it("is not cleared by other sites", async () => {
    await deliver("ann@example.org");
    const attempts: RequestInit[] = [
      { method: "POST", headers: { origin: "https://evil.example" } },
      { method: "POST", headers: { "sec-fetch-site": "cross-site" } },
    ];
    for (const attempt of attempts) expect((await get("/clear", attempt)).status).toBe(403);
    expect(await list()).toHaveLength(1);
  });
});
