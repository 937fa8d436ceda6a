import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestContext, type TestContext } from "../tests/support/context.js";
import type { LoginFlow } from "./flows/flow.js";
import { sweep } from "./sweep.js";

const HOUR_MS = 60 * 60 * 1000;

let context: TestContext;

beforeEach(async () => {
  context = await createTestContext();
});

afterEach(async () => {
  await context.close();
});

function loginFlow(): LoginFlow {
  const now = context.now();
  return {
    kind: "login",
    id: randomUUID(),
    type: "api",
    state: "choose_method",
    refresh: false,
    requestedAal: "aal1",
    organizationId: null,
    oauth2LoginChallenge: null,
    schemaId: null,
    issuedAt: now,
    expiresAt: now + HOUR_MS,
    completedAt: null,
    createdAt: now,
    updatedAt: now,
    requestUrl: "http://public.example/self-service/login/api",
    returnTo: null,
    active: null,
    ui: { action: "", method: "POST", nodes: [] },
    csrfHash: "",
    internal: {},
  };
}

async function storeFlows(count: number): Promise<LoginFlow[]> {
  const flows = Array.from({ length: count }, loginFlow);
  await context.store.write(() => {
    for (const flow of flows) context.store.flows.insert(flow);
  });
  return flows;
}

describe("sweeping", () => {
  it("keeps a flow for a day after its end, so that a page left open is told so, and then takes it away", async () => {
    const [flow] = await storeFlows(1);
    const isThere = () => context.store.flows.find("login", flow?.id ?? "") !== undefined;
    context.wait(24 * HOUR_MS);
    await sweep(context);
    expect(isThere()).toBe(true);
    context.wait(HOUR_MS + 1);
    await sweep(context);
    expect(isThere()).toBe(false);
  });

  it("takes away a paused action as soon as it is over", async () => {
    const id = randomUUID();
    await context.store.write(() => {
      const expiresAt = context.now() + 1000;
      context.store.continuity.insert({ id, name: "x", identityId: null, payload: {}, expiresAt });
    });
    await sweep(context);
    expect(context.store.continuity.find(id)).toBeDefined();
    context.wait(1001);
    await sweep(context);
    expect(context.store.continuity.find(id)).toBeUndefined();
  });

  it("does a bounded part at a time and says whether there is more", async () => {
    await storeFlows(600);
    context.wait(26 * HOUR_MS);
    expect(await sweep(context)).toBe(true);
    expect(await sweep(context)).toBe(false);
  });
});
