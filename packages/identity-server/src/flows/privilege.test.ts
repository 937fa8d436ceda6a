import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestContext, type TestContext } from "../../tests/support/context.js";
import { csrfViolation } from "../http/errors.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import type { JsonObject } from "../json.js";
import { newSession } from "../sessions/issue.js";
import type { ActiveSession } from "../sessions/session.js";
import type { SettingsFlow } from "./flow.js";
import { isProtectedChange, pause, resume } from "./privilege.js";
import type { FlowRequest, Submission } from "./request.js";

const CSRF_HASH = "the browser's own";

let context: TestContext;
let ada: IdentityWithCredentials;
let visitor: ActiveSession;

beforeEach(async () => {
  context = await createTestContext();
  ada = identity();
  await context.store.write(() => {
    context.store.identities.insert(ada);
  });
  visitor = signIn(ada);
});

afterEach(async () => {
  await context.close();
});

function identity(): IdentityWithCredentials {
  const now = context.now();
  const name = randomUUID();
  return {
    id: randomUUID(),
    schemaId: "person",
    state: "active",
    stateChangedAt: null,
    traits: { email: `${name}@example.com` },
    metadataPublic: null,
    metadataAdmin: null,
    externalId: null,
    organizationId: null,
    availableAal: "aal1",
    verifiableAddresses: [],
    recoveryAddresses: [
      { id: randomUUID(), value: `${name}@example.com`, via: "email", createdAt: now, updatedAt: now },
    ],
    credentials: {
      password: {
        type: "password",
        identifiers: [`${name}@example.com`],
        config: { hashed_password: "x" },
        version: 0,
        createdAt: now,
        updatedAt: now,
      },
    },
    createdAt: now,
    updatedAt: now,
  };
}

function signIn(person: IdentityWithCredentials): ActiveSession {
  const proof = { method: "password", aal: "aal1", completedAt: context.now() } as const;
  return newSession(context, person, [proof], { ipAddress: "", userAgent: "", location: "" });
}

function settingsFlow(): SettingsFlow {
  const now = context.now();
  return {
    kind: "settings",
    state: "show_form",
    id: randomUUID(),
    type: "browser",
    identityId: ada.id,
    issuedAt: now,
    expiresAt: now + 60_000,
    completedAt: null,
    createdAt: now,
    updatedAt: now,
    requestUrl: "http://public.example/self-service/settings/browser",
    returnTo: null,
    active: null,
    ui: { action: "", method: "POST", nodes: [] },
    csrfHash: CSRF_HASH,
    internal: {},
    continueWith: [],
  };
}

/** A browser: its continuity cookie outlives a request. */
function browser(csrfHash = CSRF_HASH) {
  const cookie = new Map<string, string>();
  const request: FlowRequest = {
    method: "GET",
    url: new URL("http://public.example/self-service/settings"),
    query: new URLSearchParams(),
    startsWithJson: false,
    prefersJson: false,
    isBrowserRequest: true,
    client: { ipAddress: "", userAgent: "", location: "" },
    header: () => null,
    headerNames: () => [],
    cookies: {},
    hasSessionToken: true,
    csrf: {
      hash: () => csrfHash,
      owns: (hash) => hash === csrfHash,
      token: () => "",
      regenerate: () => undefined,
      violation: () => csrfViolation("mismatch", { isScript: false }),
    },
    continuity: {
      get: (name) => cookie.get(name),
      set: (name, id) => {
        cookie.set(name, id);
      },
      remove: (name) => {
        cookie.delete(name);
      },
    },
    session: () => visitor,
  };
  return { request, cookie };
}

function submission(request: FlowRequest, body: JsonObject): Submission {
  return { request, body, isForm: true, method: "password", assertTrusted: () => undefined };
}

const body = { method: "password", password: "a new secret 1" };

describe("a change that waits for a newer sign-in", () => {
  it("goes on once, with what was sent, for the same person, browser and flow", async () => {
    const flow = settingsFlow();
    const { request } = browser();
    await pause(context, flow, "password", submission(request, body), visitor);
    const resumed = await resume(context, flow, ["profile", "password"], request, visitor);
    expect(resumed).toMatchObject({ body, isForm: true, method: "password" });
    expect(await resume(context, flow, ["password"], request, visitor)).toBeUndefined();
  });

  it("goes on once even when the browser comes back twice at a time", async () => {
    const flow = settingsFlow();
    const first = browser();
    await pause(context, flow, "password", submission(first.request, body), visitor);
    const second = browser();
    for (const [name, id] of first.cookie) second.cookie.set(name, id);
    const results = await Promise.all([
      resume(context, flow, ["password"], first.request, visitor),
      resume(context, flow, ["password"], second.request, visitor),
    ]);
    expect(results.filter(Boolean)).toHaveLength(1);
  });

  it("waits on while the sign-in is still too old", async () => {
    const flow = settingsFlow();
    const { request } = browser();
    await pause(context, flow, "password", submission(request, body), visitor);
    const old = { ...visitor, session: { ...visitor.session, authenticatedAt: 0 } };
    expect(await resume(context, flow, ["password"], request, old)).toBeUndefined();
    expect(await resume(context, flow, ["password"], request, visitor)).toBeDefined();
  });

  it("does not go on for somebody else, in another flow, in another browser, or too late", async () => {
    const flow = settingsFlow();
    const { request } = browser();
    await pause(context, flow, "password", submission(request, body), visitor);
    expect(await resume(context, flow, ["password"], request, signIn(identity()))).toBeUndefined();
    expect(await resume(context, settingsFlow(), ["password"], request, visitor)).toBeUndefined();
    expect(await resume(context, flow, ["password"], browser().request, visitor)).toBeUndefined();
    context.wait(15 * 60 * 1000);
    const fresh = signIn(ada);
    expect(await resume(context, flow, ["password"], request, fresh)).toBeUndefined();
  });

  it("is not trusted when the form belonged to another browser", async () => {
    const flow = settingsFlow();
    const { request } = browser("another secret");
    await pause(context, flow, "password", submission(request, body), visitor);
    const resumed = await resume(context, flow, ["password"], request, visitor);
    expect(() => resumed?.assertTrusted(flow)).toThrow(expect.objectContaining({ code: 403 }) as Error);
  });

  it("is not readable in the database", async () => {
    const { request, cookie } = browser();
    await pause(context, settingsFlow(), "password", submission(request, body), visitor);
    const [id] = [...cookie.values()];
    const stored = context.store.continuity.find(id ?? "");
    expect(JSON.stringify(stored)).not.toContain(body.password);
  });

  it("is not kept for a native client, which has no cookie to come back with", async () => {
    const { request, cookie } = browser();
    await pause(context, { ...settingsFlow(), type: "api" }, "password", submission(request, body), visitor);
    expect(cookie.size).toBe(0);
  });
});

describe("a protected change", () => {
  it("is one of credentials and addresses, not one of other traits", () => {
    const before = ada;
    expect(isProtectedChange(before, { ...before, traits: { ...before.traits, name: {} } })).toBe(false);
    expect(isProtectedChange(before, { ...before, recoveryAddresses: [] })).toBe(true);
    expect(isProtectedChange(before, { ...before, credentials: {} })).toBe(true);
  });
});
