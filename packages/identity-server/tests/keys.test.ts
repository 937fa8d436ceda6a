// Passkeys and security keys: what of a key's answer is taken, and how often. With keys in software.
import { createHash } from "node:crypto";
import { Script, createContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { answerCeremony, type Keys } from "../../../tests/contract/lib/authenticator.js";
import type { KeyBehaviour } from "../../../tests/contract/lib/scenario.js";
import { isJsonObject } from "../src/json.js";
import { readCreated, readSigned } from "../src/keys/answers.js";
import { creationOptions, requestOptions, type Asked } from "../src/keys/options.js";
import { keyScript } from "../src/keys/script.js";
import { browserId, type StoredKey } from "../src/keys/stored-keys.js";
import { hasCountedOn, verifyCreated, verifySigned } from "../src/keys/verify.js";
import { createTestContext, type TestContext } from "./support/context.js";
import {
  createVisitor,
  messageIds,
  nodeValue,
  publicApi,
  startFlow,
  textAt,
  whoami,
  type Fetch,
  type Visitor,
} from "./support/visitor.js";

const origin = "http://localhost:3000";
const party = {
  id: "localhost",
  name: "Foyer",
  origins: [origin],
  timeout: 1000,
  userVerification: "preferred" as const,
  selection: {},
};
const handle = Buffer.from("a-name-that-says-nothing");

async function create(keys: Keys, behaviour: KeyBehaviour = {}) {
  const options = creationOptions(party, { handle });
  const { challenge } = options.publicKey;
  const step = { step: "", key: "key", does: "create" as const, options: "", keep: "", with: behaviour };
  const answer = readCreated(answerCeremony(step, JSON.stringify(options), keys));
  if (!answer) throw new Error("The answer cannot be read.");
  return verifyCreated(party, { challenge, userHandle: handle, allowedIds: [] }, answer);
}

async function newKey(keys: Keys, behaviour: KeyBehaviour = {}): Promise<StoredKey> {
  const created = await create(keys, behaviour);
  if (created.kind === "wrong") throw new Error(created.why);
  return { ...created.key, added_at: "2030-01-01T12:00:00Z", is_passwordless: true };
}

interface SignOptions {
  behaviour?: KeyBehaviour;
  asked?: Partial<Asked>;
  handles?: Buffer[];
}

async function sign(keys: Keys, stored: StoredKey[], { behaviour = {}, asked, handles }: SignOptions = {}) {
  const options = requestOptions(party);
  const step = { step: "", key: "key", does: "sign" as const, options: "", keep: "", with: behaviour };
  const answer = readSigned(answerCeremony(step, JSON.stringify(options), keys));
  if (!answer) throw new Error("The answer cannot be read.");
  const { challenge } = options.publicKey;
  return verifySigned(party, { challenge, userHandle: undefined, allowedIds: [], ...asked }, answer, {
    keys: stored,
    handles: handles ?? [handle],
  });
}

describe("a new key", () => {
  it("is kept with its public key, its model and what it says of itself", async () => {
    const aaguid = "ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4";
    const key = await newKey(new Map(), { aaguid, isSynced: true, counter: 7 });
    expect(key).toMatchObject({
      attestation_type: "none",
      display_name: "Google Password Manager",
      authenticator: { sign_count: 7, clone_warning: false },
      flags: { user_present: true, user_verified: true, backup_eligible: true, backup_state: true },
    });
    expect(Buffer.from(key.id, "base64")).toHaveLength(32);
  });

  it("need not recognise its owner", async () => {
    expect(await create(new Map(), { isVerified: false })).toMatchObject({
      kind: "created",
      key: { flags: { user_verified: false } },
    });
  });

  it.each<[string, KeyBehaviour]>([
    ["answers another challenge", { challenge: "c29tZXRoaW5nIGVsc2U" }],
    ["answers an empty challenge", { challenge: "" }],
    ["was asked on another page", { origin: "http://localhost:3001" }],
    ["was asked on a page whose address begins like ours", { origin: `${origin}.elsewhere.example` }],
    ["belongs to another site", { rpId: "elsewhere.example" }],
    ["was to sign in", { ceremony: "webauthn.get" }],
    ["nobody touched", { isPresent: false }],
  ])("is refused that %s", async (_, behaviour) => {
    expect(await create(new Map(), behaviour)).toMatchObject({ kind: "wrong" });
  });
});

describe("a signature", () => {
  it("is taken, and what it says of the key is kept", async () => {
    const keys: Keys = new Map();
    const key = await newKey(keys, { counter: 3 });
    expect(await sign(keys, [key], { behaviour: { isVerified: false } })).toMatchObject({
      kind: "signed",
      key: { authenticator: { sign_count: 4 }, flags: { user_verified: false } },
    });
  });

  it.each<[string, KeyBehaviour]>([
    ["is of something else", { signsOther: true }],
    ["answers another challenge", { challenge: "c29tZXRoaW5nIGVsc2U" }],
    ["was asked for on another page", { origin: "https://localhost:3000" }],
    ["is for another site", { rpId: "elsewhere.example" }],
    ["was to sign up", { ceremony: "webauthn.create" }],
    ["nobody touched the key for", { isPresent: false }],
    ["names another account", { userHandle: "c29tZWJvZHkgZWxzZQ" }],
    ["comes from a key that can be copied all of a sudden", { isSynced: true }],
  ])("is refused that %s", async (_, behaviour) => {
    const keys: Keys = new Map();
    const key = await newKey(keys);
    expect(await sign(keys, [key], { behaviour })).toMatchObject({ kind: "wrong" });
  });

  it("is refused of a key that the account does not have, or that was not asked", async () => {
    const keys: Keys = new Map();
    const key = await newKey(keys);
    expect(await sign(keys, [])).toMatchObject({ kind: "wrong" });
    expect(await sign(keys, [key], { asked: { allowedIds: ["another"] } })).toMatchObject({ kind: "wrong" });
    expect(await sign(keys, [key], { asked: { allowedIds: [browserId(key)] } })).toMatchObject({
      kind: "signed",
    });
  });

  it("is refused under the id of another key", async () => {
    const keys: Keys = new Map();
    const key = await newKey(keys);
    const other = await newKey(new Map());
    expect(await sign(keys, [{ ...key, public_key: other.public_key }])).toMatchObject({ kind: "wrong" });
  });

  it("is taken of a key from before the flags were kept", async () => {
    const keys: Keys = new Map();
    const { flags: _unknown, ...key } = await newKey(keys, { isSynced: true });
    expect(await sign(keys, [key])).toMatchObject({
      kind: "signed",
      key: { flags: { backup_eligible: true } },
    });
  });

  it("tells a copy by its count", async () => {
    const keys: Keys = new Map();
    const key = await newKey(keys, { counter: 5 });
    expect(await sign(keys, [key], { behaviour: { counter: 5 } })).toMatchObject({ kind: "copied" });
    expect(await sign(keys, [key], { behaviour: { counter: 0 } })).toMatchObject({ kind: "copied" });
  });

  it.each([
    [0, 0, true],
    [0, 1, true],
    [1, 2, true],
    [2, 2, false],
    [2, 1, false],
    [2, 0, false],
  ])("after the count %i with the count %i counts on: %s", async (before, after, expected) => {
    const key = await newKey(new Map());
    const counted = (sign_count: number): StoredKey => ({
      ...key,
      authenticator: { aaguid: null, clone_warning: false, sign_count },
    });
    expect(hasCountedOn(counted(before), counted(after))).toBe(expected);
  });
});

describe("what is no answer of a key", () => {
  const readable = { id: "aWQ", rawId: "aWQ", type: "public-key" };

  it.each([
    "",
    "null",
    "[]",
    "{",
    JSON.stringify(readable),
    JSON.stringify({ ...readable, response: {} }),
    JSON.stringify({ ...readable, id: "", response: { clientDataJSON: "", attestationObject: "" } }),
    JSON.stringify({ ...readable, response: { clientDataJSON: "a b", attestationObject: "" } }),
    JSON.stringify({
      ...readable,
      type: "password",
      response: { clientDataJSON: "", attestationObject: "" },
    }),
  ])("is not read: %s", (text) => {
    expect(readCreated(text)).toBeUndefined();
    expect(readSigned(text)).toBeUndefined();
  });

  it("is refused where it can be read and makes no sense", async () => {
    const response = { clientDataJSON: "e30", attestationObject: "AAAA" };
    const answer = readCreated(JSON.stringify({ ...readable, response }));
    if (!answer) throw new Error("It cannot be read.");
    const asked = { challenge: "c", userHandle: handle, allowedIds: [] };
    expect(await verifyCreated(party, asked, answer)).toMatchObject({ kind: "wrong" });
  });
});

describe("a passkey at sign-in", () => {
  let context: TestContext;
  let api: Fetch;
  let keys: Keys;

  beforeEach(async () => {
    context = await createTestContext({
      SELFSERVICE_METHODS_PASSKEY_ENABLED: "true",
      SELFSERVICE_METHODS_PASSKEY_CONFIG_RP_ID: "localhost",
      SELFSERVICE_METHODS_PASSKEY_CONFIG_RP_DISPLAY_NAME: "Foyer",
      SELFSERVICE_METHODS_PASSKEY_CONFIG_RP_ORIGINS_0: origin,
    });
    api = publicApi(context);
    keys = new Map();
  });

  afterEach(async () => {
    await context.close();
  });

  async function signUp(behaviour: KeyBehaviour = {}) {
    const visitor = createVisitor(api);
    const traits = { email: "ada@example.com" };
    const begun = await startFlow(visitor, "/self-service/registration/browser");
    const options = nodeValue(begun.flow, "passkey_create_data");
    const step = { step: "", key: "key", does: "create" as const, options, keep: "", with: behaviour };
    return visitor.request(begun.action, {
      json: {
        method: "passkey",
        traits,
        passkey_register: answerCeremony(step, options, keys),
        csrf_token: begun.csrfToken,
      },
    });
  }

  async function prepare(visitor: Visitor, behaviour: KeyBehaviour = {}) {
    const { flow, action, csrfToken } = await startFlow(visitor, "/self-service/login/browser");
    const options = nodeValue(flow, "passkey_challenge");
    const step = { step: "", key: "key", does: "sign" as const, options, keep: "", with: behaviour };
    const passkey_login = answerCeremony(step, options, keys);
    return { action, json: { method: "passkey", passkey_login, csrf_token: csrfToken } };
  }

  it("signs in where nothing was typed", async () => {
    expect(await signUp()).toMatchObject({ status: 200 });
    const visitor = createVisitor(api);
    const { action, json } = await prepare(visitor);
    expect(await visitor.request(action, { json })).toMatchObject({ status: 200 });
    expect(await whoami(visitor)).toMatchObject({
      body: { authenticator_assurance_level: "aal1", authentication_methods: [{ method: "passkey" }] },
    });
  });

  it("signs in once of two answers sent at once", async () => {
    await signUp();
    const visitor = createVisitor(api);
    const { action, json } = await prepare(visitor);
    const answers = await Promise.all([1, 2, 3].map(() => visitor.request(action, { json })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410]);
  });

  it("signs in once of a key and its copy, used at once", async () => {
    await signUp({ counter: 1 });
    const [owner, thief] = [createVisitor(api), createVisitor(api)];
    const [own, copied] = [await prepare(owner, { counter: 2 }), await prepare(thief, { counter: 2 })];
    const answers = await Promise.all([
      owner.request(own.action, { json: own.json }),
      thief.request(copied.action, { json: copied.json }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  it("warns of a copy where it is kept", async () => {
    const { body } = await signUp({ counter: 5 });
    const visitor = createVisitor(api);
    const { action, json } = await prepare(visitor, { counter: 3 });
    const answer = await visitor.request(action, { json });
    expect(answer.status).toBe(400);
    expect(messageIds(answer.body)).toEqual([4000008]);
    const id = isJsonObject(body.identity) ? textAt(body.identity, "id") : "";
    const stored = context.store.identities.findWithCredentials(id)?.credentials.passkey;
    expect(JSON.stringify(stored?.config)).toContain('"clone_warning":true');
  });

  it("does not count in another browser", async () => {
    await signUp();
    const { action, json } = await prepare(createVisitor(api));
    const other = createVisitor(api);
    const { csrfToken } = await startFlow(other, "/self-service/login/browser");
    const answer = await other.request(action, { json: { ...json, csrf_token: csrfToken } });
    expect(answer).toMatchObject({ status: 403, body: { error: { id: "security_csrf_violation" } } });
  });

  it("is asked for by a script whose digest the form names", async () => {
    const visitor = createVisitor(api);
    const { flow } = await startFlow(visitor, "/self-service/login/browser");
    const { text, headers } = await visitor.request("/.well-known/ory/webauthn.js");
    expect(headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    const digest = `sha512-${createHash("sha512").update(text).digest("base64")}`;
    expect(JSON.stringify(flow)).toContain(`"integrity":${JSON.stringify(digest)}`);
  });
});

describe("the script", () => {
  const names = [
    "oryWebAuthnLogin",
    "oryWebAuthnRegistration",
    "oryPasskeyLogin",
    "oryPasskeyLoginAutocompleteInit",
    "oryPasskeyRegistration",
    "oryPasskeySettingsRegistration",
  ];

  function run(window: Record<string, unknown>): Record<string, unknown> {
    const globals = createContext({ window, CustomEvent: class {}, console: { log: () => undefined } });
    new Script(keyScript).runInContext(globals);
    return window;
  }

  it("defines the functions that the nodes name, under both of their names, and says so", () => {
    const events: unknown[] = [];
    const window = run({ PublicKeyCredential: {}, dispatchEvent: (event: unknown) => events.push(event) });
    for (const name of names) {
      expect(window[name]).toBeTypeOf("function");
      expect(window[`__${name}`]).toBe(window[name]);
    }
    expect(events).toHaveLength(1);
  });

  it("runs once, and not at all where the browser knows no keys", () => {
    expect(Object.keys(run({}))).toEqual([]);
    const window = { PublicKeyCredential: {}, __oryWebAuthnInitialized: true };
    expect(run(window)).toEqual({ PublicKeyCredential: {}, __oryWebAuthnInitialized: true });
  });
});
