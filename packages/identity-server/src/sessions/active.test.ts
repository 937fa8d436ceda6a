import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestContext, type TestContext } from "../../tests/support/context.js";
import { openStore } from "../store/index.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import { findActiveSession } from "./active.js";
import { newSession, storeNewSession } from "./issue.js";

let folder: string;
let here: TestContext;
/** Another process on the same file. */
let elsewhere: TestContext;
const identity: IdentityWithCredentials = {
  id: "6e0c2c5c-5b9e-4c7e-9a43-0a7c1f7e8a11",
  schemaId: "person",
  state: "active",
  stateChangedAt: null,
  traits: { email: "ada@foyer.example" },
  metadataPublic: null,
  metadataAdmin: null,
  externalId: null,
  organizationId: null,
  availableAal: "aal1",
  verifiableAddresses: [],
  recoveryAddresses: [],
  credentials: {},
  createdAt: 0,
  updatedAt: 0,
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "foyer-sessions-"));
  const context = await createTestContext();
  const path = join(folder, "identity.sqlite");
  here = { ...context, store: openStore(path) };
  elsewhere = { ...context, store: openStore(path) };
  await here.store.write(() => {
    here.store.identities.insert(identity);
  });
});
afterAll(async () => {
  await here.store.close();
  await elsewhere.store.close();
  await here.close();
  await rm(folder, { recursive: true });
});

async function signIn() {
  const active = newSession(here, identity, [{ method: "password", aal: "aal1", completedAt: here.now() }], {
    ipAddress: "",
    userAgent: "",
    location: "",
  });
  await here.store.write(() => {
    storeNewSession(here, active);
  });
  expect(findActiveSession(here, active.token)?.session.id).toBe(active.session.id);
  return active;
}

describe("a session that was looked up before", () => {
  it("is gone at once when it is revoked", async () => {
    const { token, session } = await signIn();
    await here.store.write(() => here.store.sessions.disable(session.id));
    expect(findActiveSession(here, token)).toBeUndefined();
  });

  it("is gone at once when another process revokes it", async () => {
    const { token, session } = await signIn();
    await elsewhere.store.write(() => elsewhere.store.sessions.disable(session.id));
    expect(findActiveSession(here, token)).toBeUndefined();
  });

  it("shows what changed about its identity", async () => {
    const { token } = await signIn();
    const traits = { email: "lovelace@foyer.example" };
    await elsewhere.store.write(() => elsewhere.store.identities.update({ ...identity, traits }));
    expect(findActiveSession(here, token)?.identity.traits).toEqual(traits);
    await here.store.write(() => here.store.identities.update({ ...identity, state: "inactive" }));
    expect(findActiveSession(here, token)).toBeUndefined();
    await here.store.write(() => here.store.identities.update(identity));
  });

  it("stays when a change was undone", async () => {
    const { token, session } = await signIn();
    const undone = here.store.write(() => {
      here.store.sessions.disable(session.id);
      throw new Error("no");
    });
    await expect(undone).rejects.toThrow("no");
    expect(findActiveSession(here, token)).toBeDefined();
  });

  it("ends with its time", async () => {
    const { token } = await signIn();
    here.wait(31 * 24 * 60 * 60 * 1000);
    expect(findActiveSession(here, token)).toBeUndefined();
  });
});
