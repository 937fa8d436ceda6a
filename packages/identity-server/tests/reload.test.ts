// A running server whose configuration, secrets and schemas change.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createIdentityServer, type IdentityServer } from "../src/index.js";
import { isJsonObject, type JsonObject } from "../src/json.js";
import { everyMethod } from "./support/movers.js";
import { temporaryFolder } from "./support/process.js";
import {
  createVisitor,
  messageIds,
  nodeValue,
  signIn,
  signUp,
  startFlow,
  textAt,
  whoami,
  type Fetch,
  type Visitor,
} from "./support/visitor.js";

const [first, second, third] = [
  "first-secret-0123456789",
  "second-secret-0123456789",
  "third-secret-0123456789",
];
const ada = "ada@example.com";
const patience = { timeout: 10_000 };

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let file: string;
let schemaFile: string;
let server: IdentityServer;
let events: string[];

beforeEach(async () => {
  folder = await temporaryFolder();
  file = join(folder.path, "kratos.yml");
  schemaFile = join(folder.path, "person.schema.json");
  const schema = new URL("../../../tests/contract/config/person.schema.json", import.meta.url);
  await writeFile(schemaFile, await readFile(schema));
  events = [];
  await configure({});
});

afterEach(async () => {
  await server.close();
  await folder.remove();
});

/** Writes the configuration, with these changes. JSON is YAML. */
async function configure(changes: JsonObject): Promise<void> {
  const schemas = [{ id: "person", url: `file://${schemaFile}` }];
  const base: JsonObject = {
    ...everyMethod,
    dsn: "memory",
    identity: { default_schema_id: "person", schemas },
    secrets: { cookie: [first] },
    serve: { public: { base_url: "http://public.example/" } },
  };
  await writeFile(file, JSON.stringify({ ...base, ...changes }));
}

async function start(options: { watchesFiles?: boolean } = {}): Promise<void> {
  const log = pino({ level: "info" }, { write: (line: string) => events.push(line) });
  server = await createIdentityServer({
    files: [file],
    env: {},
    isDev: true,
    log,
    checksAnswers: true,
    ...options,
  });
}

async function rotate(...secrets: string[]): Promise<void> {
  await configure({ secrets: { cookie: secrets } });
  expect(server.reload()).toBe(true);
}

const publicApi: Fetch = (request) => server.fetchPublic(request);
const visit = () => createVisitor(publicApi);
const status = async (visitor: Visitor, headers?: Record<string, string>) =>
  (await whoami(visitor, headers)).status;

describe("a new secret in front of the old one", () => {
  it("signs nobody out, and takes what was begun under the old one", async () => {
    await start();
    const visitor = visit();
    await signUp(visitor, ada);
    const form = await startFlow(visit(), "/self-service/login/api");
    const other = visit();
    const inBrowser = await startFlow(other, "/self-service/login/browser");
    const linked = await adminCode(ada);

    await rotate(second, first);

    expect(await status(visitor)).toBe(200);
    const password = "nunuwzhzg!!8";
    const json = { method: "password", identifier: ada, password };
    expect(await visit().request(form.action, { json })).toMatchObject({ status: 200 });
    const inForm = { ...json, csrf_token: inBrowser.csrfToken };
    expect(await other.request(inBrowser.action, { json: inForm })).toMatchObject({ status: 200 });
    expect(await status(other)).toBe(200);
    expect((await useCode(linked)).status).toBe(422);
  });

  it("seals what comes from now on, so that the old one can go", async () => {
    await start();
    const early = visit();
    const signedUp = await signUp(early, ada);
    expect(signedUp.status).toBe(200);
    const native = await startFlow(visit(), "/self-service/login/api");
    const json = { method: "password", identifier: ada, password: "nunuwzhzg!!8" };
    const { body } = await visit().request(native.action, { json });
    const token = { "x-session-token": textAt(body, "session_token") };
    const code = await adminCode(ada);
    await rotate(second, first);
    const late = visit();
    await signIn(late, ada);

    await rotate(second);

    expect(await status(late)).toBe(200);
    // As in Kratos: a cookie that no secret opens is none. Tokens are not sealed.
    expect(await status(early)).toBe(401);
    expect(await status(visit(), token)).toBe(200);
    expect(messageIds((await useCode(code)).body)).toContain(4060006);
  });

  it("opens what was sealed before there was a secret of its own", async () => {
    await start();
    const code = await adminCode(ada, { creates: true });
    await configure({ secrets: { cookie: [first], default: [third] } });
    expect(server.reload()).toBe(true);
    expect((await useCode(code)).status).toBe(422);
  });
});

describe("a changed configuration", () => {
  it("has what it says of addresses and other origins taken up, and says what waits for a restart", async () => {
    await start();
    const preflight = async () => {
      const headers = { origin: "https://spa.example", "access-control-request-method": "GET" };
      const answer = await visit().request("/sessions/whoami", { method: "OPTIONS", headers });
      return answer.headers.get("access-control-allow-origin");
    };
    expect(await preflight()).toBeNull();
    await configure({
      serve: {
        public: {
          base_url: "http://elsewhere.example/",
          port: 5000,
          cors: { enabled: true, allowed_origins: ["https://spa.example"] },
        },
      },
    });
    expect(server.reload()).toBe(true);
    expect((await startFlow(visit(), "/self-service/login/api")).action).toMatch(
      /^http:\/\/elsewhere\.example\//,
    );
    expect(await preflight()).toBe("https://spa.example");
    expect(server.config().serve.public.port).toBe(4433);
    expect(events.join("")).toContain("serve.public: the change needs a restart");
  });

  it("is not taken for one that says nothing while it is being written", async () => {
    await start();
    await writeFile(file, "");
    expect(server.reload()).toBe(false);
    expect(events.join("")).toContain(`${file}: is empty`);
    expect((await startFlow(visit(), "/self-service/login/api")).action).toMatch(
      /^http:\/\/public\.example\//,
    );
  });

  it("is followed when the file is written", async () => {
    await start({ watchesFiles: true });
    await configure({ session: { lifespan: "2h" } });
    await expect.poll(() => server.config().session.lifespan, patience).toBe(7_200_000);
    await configure({ session: { lifespan: "soon" } });
    await expect.poll(() => events.join(""), patience).toContain("session.lifespan: must be a duration");
    expect(server.config().session.lifespan).toBe(7_200_000);
  });
});

describe("a changed identity schema", () => {
  const fields = async () => {
    const { flow } = await startFlow(visit(), "/self-service/registration/api");
    const { nodes } = flow.ui as { nodes: { attributes: { name: string } }[] };
    return nodes.map(({ attributes }) => attributes.name).filter((name) => name.startsWith("traits."));
  };

  async function addTrait(name: string): Promise<void> {
    const schema = JSON.parse(await readFile(schemaFile, "utf8")) as JsonObject;
    const traits = (schema.properties as { traits: { properties: JsonObject } }).traits;
    traits.properties[name] = { type: "string" };
    await writeFile(schemaFile, JSON.stringify(schema));
  }

  it("is in the next form, without a word of the configuration having changed", async () => {
    await start({ watchesFiles: true });
    expect(await fields()).not.toContain("traits.nickname");
    await addTrait("nickname");
    await expect.poll(fields, patience).toContain("traits.nickname");
  });

  it("is watched where the configuration names another file", async () => {
    await start({ watchesFiles: true });
    const text = await readFile(schemaFile);
    schemaFile = join(folder.path, "other.schema.json");
    await writeFile(schemaFile, text);
    await configure({});
    await expect
      .poll(() => server.config().identity.schemas[0]?.url, patience)
      .toContain("other.schema.json");
    await addTrait("nickname");
    await expect.poll(fields, patience).toContain("traits.nickname");
  });

  it("stays as it was when the new one has a fault, and the log names it", async () => {
    await start({ watchesFiles: true });
    const before = await fields();
    await writeFile(schemaFile, '{ "type": "no such type" }');
    await expect.poll(() => events.join(""), patience).toContain("the identity schemas cannot be loaded");
    expect(await fields()).toEqual(before);
  });
});

interface RecoveryCode {
  link: string;
  code: string;
}

/** A code from an administrator. @param options `creates`: for somebody who isn't there yet */
async function adminCode(email: string, options: { creates?: boolean } = {}): Promise<RecoveryCode> {
  if (options.creates === true) await signUp(visit(), email);
  const send = async (path: string, body?: JsonObject): Promise<unknown> => {
    const request = new Request(`http://127.0.0.1/admin${path}`, {
      method: body ? "POST" : "GET",
      ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    return (await server.fetchAdmin(request)).json();
  };
  const [identity] = (await send(`/identities?credentials_identifier=${email}`)) as JsonObject[];
  const made = await send("/recovery/code", { identity_id: textAt(identity ?? {}, "id") });
  if (!isJsonObject(made)) throw new Error("There is no code.");
  return { link: textAt(made, "recovery_link"), code: textAt(made, "recovery_code") };
}

async function useCode({ link, code }: RecoveryCode) {
  const visitor = visit();
  const id = new URL(link).searchParams.get("flow") ?? "";
  const { body: flow } = await visitor.request(`/self-service/recovery/flows?id=${id}`);
  return visitor.request(`/self-service/recovery?flow=${id}`, {
    json: { method: "code", code, csrf_token: nodeValue(flow, "csrf_token") },
  });
}
