// A server that speaks the older API, and people who use it through the client of that time.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Configuration, V0alpha2Api, type SelfServiceSettingsFlow } from "@ory/kratos-client";
import { Secret, TOTP } from "otpauth";
import { pino } from "pino";
import { createIdentityServer } from "../../src/index.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../src/json.js";
import { freePorts } from "../support/ports.js";
import { temporaryFolder } from "../support/process.js";

export const password = "violet-meadow-1947";
export const ui = "http://localhost:3000";

/** How somebody asks: a browser that shows pages, a script in one, a native client, an operator. */
export type Kind = "page" | "script" | "native" | "admin";

export interface Client {
  api: V0alpha2Api;
  cookies: Map<string, string>;
}

export interface World {
  client(kind: Kind): Client;
  /** The newest mail of a flow to an address: the flow and the token of its link. */
  link(kind: "Recovery" | "Verification", address: string): Promise<{ flow: string; token: string }>;
  /** The operations that were called so far. */
  called: Set<string>;
  close(): Promise<void>;
}

const accept: Record<Kind, string> = {
  page: "text/html,application/xhtml+xml,*/*;q=0.8",
  script: "application/json",
  native: "application/json",
  admin: "application/json",
};

interface WorldOptions {
  /** Default: on. */
  isOlder?: boolean;
  /** By key, laid over the rest. */
  settings?: Record<string, JsonValue>;
}

export async function createWorld({ isOlder = true, settings = {} }: WorldOptions = {}): Promise<World> {
  const folder = await temporaryFolder();
  const file = join(folder.path, "older.yml");
  await writeFile(file, JSON.stringify(configuration(settings)));
  const [publicPort = 0, adminPort = 0] = await freePorts();
  const publicUrl = `http://127.0.0.1:${String(publicPort)}`;
  const adminUrl = `http://127.0.0.1:${String(adminPort)}`;
  const identityFolder = fileURLToPath(new URL("../../../../identity/", import.meta.url));
  const server = await createIdentityServer({
    files: [`${identityFolder}kratos.yml`, file],
    env: {
      DSN: "memory",
      LEGACY_V0ALPHA2: String(isOlder),
      SERVE_PUBLIC_PORT: String(publicPort),
      SERVE_ADMIN_PORT: String(adminPort),
      SERVE_PUBLIC_BASE_URL: `${publicUrl}/`,
      SERVE_ADMIN_BASE_URL: `${adminUrl}/`,
      SECRETS_COOKIE_0: "a-secret-for-tests-of-32-letters",
      HASHERS_ARGON2_MEMORY: "1MB",
      HASHERS_ARGON2_ITERATIONS: "1",
      IDENTITY_SCHEMAS_0_ID: "person",
      IDENTITY_SCHEMAS_0_URL: `file://${identityFolder}identity.schema.json`,
    },
    isDev: true,
    withoutLimits: true,
    checksAnswers: true,
    log: pino({ level: "silent" }),
  });
  await server.listen();
  const called = new Set<string>();
  return {
    called,
    client: (kind) => createClient(kind === "admin" ? adminUrl : publicUrl, kind, called),
    link: async (kind, address) => {
      const template_type = `${kind.toLowerCase()}_valid`;
      const query = new URLSearchParams({ recipient: address, template_type, wait: "5s" });
      const response = await fetch(`${publicUrl}/dev/inbox/messages?${query.toString()}`);
      const mails: unknown = await response.json();
      const links = Array.isArray(mails) && isJsonObject(mails[0]) ? mails[0].links : undefined;
      const [link] = Array.isArray(links) ? links : [];
      const url = new URL(typeof link === "string" ? link : "");
      return { flow: url.searchParams.get("flow") ?? "", token: url.searchParams.get("token") ?? "" };
    },
    close: async () => {
      await server.close();
      await folder.remove();
    },
  };
}

function configuration(settings: Record<string, JsonValue>): JsonObject {
  const root: JsonObject = {};
  const all: Record<string, JsonValue> = {
    "selfservice.methods.totp.enabled": true,
    "selfservice.methods.webauthn": {
      enabled: true,
      config: { rp: { id: "localhost", display_name: "Foyer", origins: [ui] } },
    },
    "selfservice.flows.recovery.use": "link",
    "selfservice.flows.verification.use": "link",
    "selfservice.flows.registration.style": "unified",
    "selfservice.flows.registration.after.password.hooks": [{ hook: "session" }],
    "selfservice.flows.settings.required_aal": "highest_available",
    "session.whoami.required_aal": "highest_available",
    ...settings,
  };
  for (const [path, value] of Object.entries(all)) {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    const parent = keys.reduce<JsonObject>((object, key) => {
      const inner = object[key];
      return isJsonObject(inner) ? inner : (object[key] = {});
    }, root);
    parent[last] = value;
  }
  return root;
}

/** The client as it is, with the cookies of a browser and the Accept header of its kind, and every answer taken as it comes. */
function createClient(basePath: string, kind: Kind, called: Set<string>): Client {
  const cookies = new Map<string, string>();
  const isBrowser = kind === "page" || kind === "script";
  const baseOptions = { validateStatus: () => true, maxRedirects: 0 };
  const plain = new V0alpha2Api(new Configuration({ basePath, baseOptions }));
  const api = new Proxy(plain, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== "function") return method;
      return async (...given: unknown[]) => {
        called.add(String(name));
        const values = Array.from({ length: method.length - 1 }, (_, at) => given[at]);
        const cookie = [...cookies].map(([key, value]) => `${key}=${value}`).join("; ");
        const headers = { Accept: accept[kind], ...(cookie !== "" && { Cookie: cookie }) };
        const answer = (await Reflect.apply(method, target, [...values, { headers }])) as Reply;
        if (isBrowser) for (const line of answer.headers["set-cookie"] ?? []) keepCookie(cookies, line);
        return answer;
      };
    },
  });
  return { api, cookies };
}

interface Reply {
  headers: Record<string, string> & { "set-cookie"?: string[] };
}

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (/;\s*max-age=0\b/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}

export function cookieHeader({ cookies }: Client): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
}

interface Form {
  ui: { nodes: { attributes: object }[] };
}

/** The token of a flow's form. */
export function tokenOf(flow: Form): string {
  return valueOf(flow, "csrf_token");
}

export function valueOf(flow: Form, name: string): string {
  for (const { attributes } of flow.ui.nodes) {
    if ("name" in attributes && attributes.name === name && "value" in attributes) {
      return String(attributes.value);
    }
  }
  return "";
}

/** The body of an error, or of whatever else was answered. */
export function bodyOf(reply: { data: unknown }): JsonObject {
  return isJsonObject(reply.data) ? reply.data : {};
}

export function errorOf(reply: { data: unknown }): JsonObject {
  const { error } = bodyOf(reply);
  return isJsonObject(error) ? error : {};
}

export function headerOf(reply: object, name: string): string | undefined {
  const headers: unknown = "headers" in reply ? reply.headers : undefined;
  const value = isJsonObject(headers) ? headers[name] : undefined;
  return typeof value === "string" ? value : undefined;
}

/** Where a redirect leads; "" for any other answer. */
export function locationOf(reply: object): string {
  return headerOf(reply, "location") ?? "";
}

/** The flow that a redirect leads to. */
export function flowIn(location: string): string {
  return new URL(location).searchParams.get("flow") ?? "";
}

let people = 0;

/** An address that nobody has yet. */
export function newAddress(): string {
  people += 1;
  return `person-${String(people)}@foyer.example`;
}

export interface Person {
  address: string;
  id: string;
  /** A native session's. */
  token: string;
}

/** Somebody new, signed up and in by a native client. */
export async function createPerson(world: World): Promise<Person> {
  const { api } = world.client("native");
  const address = newAddress();
  const flow = await api.initializeSelfServiceRegistrationFlowWithoutBrowser();
  const { data } = await api.submitSelfServiceRegistrationFlow(flow.data.id, {
    method: "password",
    password,
    traits: { email: address },
  });
  return { address, id: data.identity.id, token: data.session_token ?? "" };
}

/** A script's browser with somebody signed in. */
export async function signedIn(world: World, person: Person, kind: Kind = "script"): Promise<Client> {
  const script = world.client("script");
  const flow = await script.api.initializeSelfServiceLoginFlowForBrowsers();
  await script.api.submitSelfServiceLoginFlow(flow.data.id, undefined, {
    method: "password",
    password_identifier: person.address,
    password,
    csrf_token: tokenOf(flow.data),
  });
  if (kind === "script") return script;
  const other = world.client(kind);
  for (const [name, value] of script.cookies) other.cookies.set(name, value);
  return other;
}

/** Gives a person an authenticator app, by the settings of their native session. */
export async function addAuthenticator(world: World, { token }: Person): Promise<void> {
  const { api } = world.client("native");
  const { data } = await api.initializeSelfServiceSettingsFlowWithoutBrowser(token);
  await api.submitSelfServiceSettingsFlow(data.id, token, {
    method: "totp",
    totp_code: new TOTP({ secret: Secret.fromBase32(secretIn(data)) }).generate(),
  });
}

function secretIn(flow: SelfServiceSettingsFlow): string {
  for (const { attributes } of flow.ui.nodes) {
    if ("text" in attributes && attributes.id === "totp_secret_key") return attributes.text.text;
  }
  return "";
}
