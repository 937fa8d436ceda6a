import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { LoginFlow } from "../flows/flow.js";
import { inputNode } from "../ui/node.js";
import { createRecentFlows } from "./recent-flows.js";

const unchanged = { count: () => 0, countElsewhere: () => 0 };
const isRead = () => {
  throw new Error("The flow was read from the file.");
};

describe("recent flows", () => {
  it("know a flow that was kept, and not one that was forgotten", () => {
    const recent = createRecentFlows(unchanged);
    const [first, second] = [loginFlow(), loginFlow()];
    recent.keep(first, JSON.stringify(first));
    recent.keep(second, JSON.stringify(second));
    recent.forget(second.id);
    expect(recent.get("login", first.id, isRead)).toEqual(first);
    expect(recent.get("login", second.id, () => undefined)).toBeUndefined();
  });

  it("forget all when another process has changed the file", () => {
    let elsewhere = 0;
    const recent = createRecentFlows({ count: () => elsewhere, countElsewhere: () => elsewhere });
    const flow = loginFlow();
    recent.keep(flow, JSON.stringify(flow));
    elsewhere += 1;
    expect(recent.get("login", flow.id, () => undefined)).toBeUndefined();
  });

  it("hold what is asked for while many others come and go", () => {
    const recent = createRecentFlows(unchanged);
    const flow = loginFlow();
    recent.keep(flow, JSON.stringify(flow));
    const others = Array.from({ length: 10_000 }, loginFlow);
    for (const other of others) {
      recent.keep(other, JSON.stringify(other));
      recent.get("login", flow.id, isRead);
    }
    const isKnown = ({ id }: LoginFlow) => recent.get("login", id, () => undefined) !== undefined;
    expect(isKnown(flow)).toBe(true);
    expect(others.filter(isKnown).length).toBeLessThan(2_000);
  });
});

function loginFlow(): LoginFlow {
  return {
    kind: "login",
    id: randomUUID(),
    type: "browser",
    issuedAt: 0,
    expiresAt: 1,
    completedAt: null,
    createdAt: 0,
    updatedAt: 0,
    requestUrl: "http://127.0.0.1/",
    returnTo: null,
    active: null,
    ui: { action: "/", method: "POST", nodes: [inputNode("default", { name: "identifier", type: "text" })] },
    csrfHash: "",
    internal: {},
    state: "choose_method",
    organizationId: null,
    oauth2LoginChallenge: null,
    schemaId: null,
    refresh: false,
    requestedAal: "aal1",
  };
}
