import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { FlowKind, ShownFlow } from "../flows/flow.js";
import { createRecentFlows } from "./recent-flows.js";

const unchanged = { count: () => 0, countElsewhere: () => 0 };

describe("recent flows", () => {
  it("know a flow that was read twice, and not one that was forgotten", () => {
    const recent = createRecentFlows(unchanged);
    const file = fileWith(loginFlow(), loginFlow());
    const [first = "", second = ""] = file.ids;
    for (const id of [first, second, first, second]) recent.get("login", id, file.read);
    expect(file.reads).toEqual([first, second, first, second]);
    recent.forget(second);
    expect(recent.get("login", first, file.read)?.id).toBe(first);
    expect(recent.get("login", second, file.read)?.id).toBe(second);
    expect(file.reads).toEqual([first, second, first, second, second]);
  });

  it("forget all when another process has changed the file", () => {
    let elsewhere = 0;
    const recent = createRecentFlows({ count: () => elsewhere, countElsewhere: () => elsewhere });
    const file = fileWith(loginFlow());
    const [id = ""] = file.ids;
    for (let time = 0; time < 3; time += 1) recent.get("login", id, file.read);
    elsewhere += 1;
    recent.get("login", id, file.read);
    expect(file.reads).toEqual([id, id, id]);
  });

  it("hold what is asked for while many others come and go", () => {
    const recent = createRecentFlows(unchanged);
    const file = fileWith(...Array.from({ length: 10_000 }, loginFlow));
    const [id = "", ...others] = file.ids;
    for (const other of others) {
      recent.get("login", other, file.read);
      recent.get("login", id, file.read);
    }
    expect(file.reads.filter((read) => read === id)).toHaveLength(2);
    file.reads.length = 0;
    for (let time = 0; time < 2; time += 1) for (const other of others) recent.get("login", other, file.read);
    expect(file.reads.length).toBeGreaterThan(19_000);
  });

  it("pass over a form that somebody filled in with very much", () => {
    const recent = createRecentFlows(unchanged);
    const file = fileWith({ ...loginFlow(), ui: JSON.stringify("much".repeat(50_000)) });
    const [id = ""] = file.ids;
    for (let time = 0; time < 3; time += 1) recent.get("login", id, file.read);
    expect(file.reads).toEqual([id, id, id]);
  });
});

/** Tells which flows were read from it. */
function fileWith(...flows: ShownFlow<"login">[]) {
  const byId = new Map<string, ShownFlow>(flows.map((flow) => [flow.id, flow]));
  const reads: string[] = [];
  const read = <K extends FlowKind>(_kind: K, id: string) => {
    reads.push(id);
    return byId.get(id) as ShownFlow<K> | undefined;
  };
  return { ids: [...byId.keys()], reads, read };
}

function loginFlow(): ShownFlow<"login"> {
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
    ui: '{"action":"/","method":"POST","nodes":[]}',
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
