import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { createTestContext, type TestContext } from "../../tests/support/context.js";
import type { OidcProviderConfig } from "../config/index.js";
import { unauthorized } from "../http/errors.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import type { ActiveSession } from "../sessions/session.js";
import { createFlow } from "./engine.js";
import { newLoginFlow } from "./login.js";
import { completeLogin } from "./login-success.js";
import { signInWith, type Vouched } from "./provider-sign-in.js";
import type { FlowRequest } from "./request.js";

const email = "ada@example.com";
let context: TestContext;
afterEach(() => context.close());

async function open(): Promise<void> {
  context = await createTestContext({
    SELFSERVICE_METHODS_TOTP_ENABLED: "true",
    SESSION_WHOAMI_REQUIRED_AAL: "highest_available",
  });
}

function requestOf(active?: ActiveSession): FlowRequest {
  const url = new URL("http://public.example/self-service/login");
  const refuse = () => unauthorized("none");
  return {
    method: "POST",
    url,
    query: url.searchParams,
    startsWithJson: false,
    prefersJson: false,
    isBrowserRequest: true,
    client: { ipAddress: "127.0.0.1", userAgent: "test", location: "" },
    header: () => null,
    headerNames: () => [],
    cookies: {},
    csrf: {
      hash: () => "hash",
      owns: () => true,
      token: () => "",
      regenerate: () => undefined,
      violation: refuse,
    },
    continuity: { get: () => undefined, set: () => undefined, remove: () => undefined },
    hasSessionToken: active !== undefined,
    session: () => active,
  };
}

async function addAda({ hasApp = false } = {}): Promise<string> {
  const now = context.now();
  const base = { version: 0, createdAt: now, updatedAt: now };
  const address = { id: randomUUID(), value: email, via: "email", createdAt: now, updatedAt: now } as const;
  const identity: IdentityWithCredentials = {
    id: randomUUID(),
    schemaId: "person",
    state: "active",
    stateChangedAt: now,
    traits: { email },
    metadataPublic: null,
    metadataAdmin: null,
    externalId: null,
    organizationId: null,
    availableAal: hasApp ? "aal2" : "aal1",
    verifiableAddresses: [
      {
        ...address,
        verified: true,
        verifiedAt: now,
        status: "completed",
      },
    ],
    recoveryAddresses: [],
    credentials: {
      password: {
        ...base,
        type: "password",
        identifiers: [email],
        config: { hashed_password: await context.passwords.hash("violet-meadow-1947") },
      },
      ...(hasApp && {
        totp: {
          ...base,
          type: "totp",
          identifiers: ["app"],
          config: { totp_url: "otpauth://totp/Foyer:ada?secret=JBSWY3DPEHPK3PXP" },
        },
      }),
    },
    createdAt: now,
    updatedAt: now,
  };
  await context.store.write(() => {
    context.store.identities.insert(identity);
  });
  return identity.id;
}

function vouched(mode = "automatic"): Vouched {
  const mapper = `{ identity: {
    traits: { email: std.extVar('claims').email },
    verified_addresses: [{ via: 'email', value: std.extVar('claims').email }],
  } }`;
  const config = {
    id: "peer",
    provider: "generic",
    mapper_url: `base64://${Buffer.from(mapper).toString("base64")}`,
    account_linking_mode: mode,
  } as unknown as OidcProviderConfig;
  return {
    provider: { config } as unknown as Vouched["provider"],
    claims: { sub: "ada-at-peer", iss: "https://peer.example", email },
    tokens: undefined,
    traits: {},
  };
}

async function enter(person: Vouched) {
  const request = requestOf();
  const flow = await newLoginFlow(context, request, "browser", { refresh: false, requestedAal: "aal1" });
  await createFlow(context, flow);
  return signInWith(context, request, flow, person);
}

const isLinked = (id: string) =>
  context.store.identities
    .findWithCredentials(id)
    ?.credentials.oidc?.identifiers.includes("peer:ada-at-peer") ?? false;

describe("an address that an account has", () => {
  it.each(["confirm_with_existing_credential", "automatic"] as const)(
    "is no proof, whatever the mode of linking says: %s",
    async (mode) => {
      await open();
      const id = await addAda();
      expect((await enter(vouched(mode))).kind).toBe("linking");
      expect(isLinked(id)).toBe(false);
    },
  );

  it("gets the provider linked once the second factor is proved, too", async () => {
    await open();
    const id = await addAda({ hasApp: true });
    const asked = await enter(vouched());
    if (asked.kind !== "linking") throw new Error(asked.kind);
    const identity = context.store.identities.findWithCredentials(id);
    if (!identity) throw new Error("gone");
    const first = await completeLogin(context, { ...asked.flow, active: "password" }, requestOf(), {
      kind: "authenticated",
      identity,
      proof: { method: "password", aal: "aal1", completedAt: context.now() },
    });
    if (first.kind !== "needs-second-factor" || !first.next) throw new Error(first.kind);
    expect(isLinked(id)).toBe(false);
    const second = await completeLogin(context, { ...first.next, active: "totp" }, requestOf(first.active), {
      kind: "authenticated",
      identity,
      proof: { method: "totp", aal: "aal2", completedAt: context.now() },
    });
    expect(second.kind).toBe("signed-in");
    expect(isLinked(id)).toBe(true);
  });
});
