import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isJsonObject, type JsonObject } from "../src/json.js";
import { openStore } from "../src/store/index.js";
import { createTestContext, type TestContext } from "./support/context.js";
import {
  createVisitor,
  messageIds,
  nodeValue,
  password,
  publicApi,
  signUp,
  startFlow,
  textAt,
  type Fetch,
  type Visitor,
} from "./support/visitor.js";

const WRONG_PASSWORD = 4000006;

let folder: string;
let here: TestContext;
/** Another process on the same file. */
let elsewhere: TestContext;
let fetch: Fetch;
const ada = "ada@foyer.example";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "foyer-shown-"));
  const context = await createTestContext();
  const path = join(folder, "identity.sqlite");
  here = { ...context, store: openStore(path) };
  elsewhere = { ...context, store: openStore(path) };
  fetch = publicApi(here);
  await signUp(createVisitor(fetch), ada);
});
afterAll(async () => {
  await here.store.close();
  await elsewhere.store.close();
  await here.close();
  await rm(folder, { recursive: true });
});

/** A sign-in flow that was fetched before. */
async function shownLogin() {
  const visitor = createVisitor(fetch);
  const { flow, action, csrfToken } = await startFlow(visitor, "/self-service/login/browser");
  const path = `/self-service/login/flows?id=${textAt(flow, "id")}`;
  const first = await visitor.request(path);
  expect(first.status).toBe(200);
  return { visitor, path, action, csrfToken, first };
}

function post(visitor: Visitor, action: string, csrfToken: string, secret: string) {
  return visitor.request(action, {
    json: { method: "password", identifier: ada, password: secret, csrf_token: csrfToken },
  });
}

describe("a flow that was fetched before", () => {
  it("comes with a new token for its form each time, and each of them is good", async () => {
    const { visitor, path, action, first } = await shownLogin();
    const second = await visitor.request(path);
    const tokens = [first, second].map(({ body }) => nodeValue(body, "csrf_token"));
    expect(new Set(tokens).size).toBe(2);
    for (const token of tokens) {
      expect((await post(visitor, action, token, "not-the-password")).status).toBe(400);
    }
    expect({ ...second.body, ui: null }).toEqual({ ...first.body, ui: null });
  });

  it("shows at once what a submission made of it", async () => {
    const { visitor, path, action, csrfToken } = await shownLogin();
    await post(visitor, action, csrfToken, "not-the-password");
    const { body } = await visitor.request(path);
    expect(messageIds(body)).toContain(WRONG_PASSWORD);
    expect(nodeValue(body, "identifier")).toBe(ada);
  });

  it("shows at once what a submission to another process made of it", async () => {
    const { visitor, path, action, csrfToken } = await shownLogin();
    const there = createVisitor(publicApi(elsewhere));
    for (const [name, value] of visitor.cookies) there.cookies.set(name, value);
    await post(there, action, csrfToken, "not-the-password");
    expect(messageIds((await visitor.request(path)).body)).toContain(WRONG_PASSWORD);
  });

  it("is as it was when a change was undone", async () => {
    const { visitor, path, first } = await shownLogin();
    const flow = here.store.flows.find("login", textAt(first.body, "id"));
    const undone = here.store.write(() => {
      if (flow) here.store.flows.update({ ...flow, active: "password" });
      throw new Error("no");
    });
    await expect(undone).rejects.toThrow("no");
    expect((await visitor.request(path)).body.active).toBeUndefined();
  });

  it("is still nobody else's", async () => {
    const { path } = await shownLogin();
    const other = createVisitor(fetch);
    await startFlow(other, "/self-service/login/browser");
    expect((await other.request(path)).status).toBe(403);
    expect((await createVisitor(fetch).request(path)).status).toBe(403);
  });

  it("is no flow of another kind", async () => {
    const { visitor, path } = await shownLogin();
    const { status } = await visitor.request(path.replace("login", "registration"));
    expect(status).toBe(404);
  });

  it("ends with its time", async () => {
    const { visitor, path } = await shownLogin();
    here.wait(60 * 60 * 1000);
    expect((await visitor.request(path)).status).toBe(410);
  });

  it("shows the identity as it is now, and goes with it", async () => {
    const visitor = createVisitor(fetch);
    const { body } = await signUp(visitor, "eve@foyer.example");
    const id = textAt(isJsonObject(body.identity) ? body.identity : {}, "id");
    const { flow } = await startFlow(visitor, "/self-service/settings/browser");
    const path = `/self-service/settings/flows?id=${textAt(flow, "id")}`;
    const shown = async () => (await visitor.request(path)).body.identity;
    expect(await shown()).toMatchObject({ traits: { email: "eve@foyer.example" } });
    const identity = here.store.identities.findWithCredentials(id);
    if (!identity) throw new Error("The identity was not stored.");
    await elsewhere.store.write(() => {
      elsewhere.store.identities.update({ ...identity, traits: { email: "mallory@foyer.example" } });
    });
    expect(await shown()).toMatchObject({ traits: { email: "mallory@foyer.example" } });
    await here.store.write(() => here.store.identities.delete(id));
    expect(here.store.flows.findToShow("settings", textAt(flow, "id"))).toBeUndefined();
  });

  it("takes the password after it was shown, and is then over", async () => {
    const { visitor, path, action } = await shownLogin();
    const { body } = await visitor.request(path);
    expect((await post(visitor, action, nodeValue(body, "csrf_token"), password)).status).toBe(200);
    expect(here.store.flows.findToShow("login", textAt(body, "id"))?.completedAt).toBe(here.now());
  });
});

describe("a flow that was just begun", () => {
  it.each(["login", "registration"])(
    "is shown by the process that began it as by another: %s",
    async (kind) => {
      const visitor = createVisitor(fetch);
      const { flow } = await startFlow(visitor, `/self-service/${kind}/browser`);
      const path = `/self-service/${kind}/flows?id=${textAt(flow, "id")}`;
      const there = createVisitor(publicApi(elsewhere));
      for (const [name, value] of visitor.cookies) there.cookies.set(name, value);
      const [shown, shownThere] = [(await visitor.request(path)).body, (await there.request(path)).body];
      const withoutToken = (body: JsonObject) =>
        JSON.stringify(body).replaceAll(nodeValue(body, "csrf_token"), "token");
      expect(withoutToken(shown)).toBe(withoutToken(shownThere));
      expect(withoutToken(shown)).toBe(withoutToken(flow));
    },
  );

  it("is shown as it was typed into, whatever that looks like", async () => {
    const typed = '","name":"csrf_token","type":"hidden","value":"';
    const { visitor, path, action, csrfToken } = await shownLogin();
    await visitor.request(action, {
      json: { method: "password", identifier: typed, password: "wrong", csrf_token: csrfToken },
    });
    const { body } = await visitor.request(path);
    expect(nodeValue(body, "identifier")).toBe(typed);
    expect(nodeValue(body, "csrf_token")).not.toBe("");
  });

  it("shows the code for its session once, in the answer that began it", async () => {
    const visitor = createVisitor(fetch);
    const path = "/self-service/login/api?return_session_token_exchange_code=true";
    const { body } = await visitor.request(path);
    expect(body.session_token_exchange_code).toEqual(expect.any(String));
    const shown = await visitor.request(`/self-service/login/flows?id=${textAt(body, "id")}`);
    expect(shown.body).toEqual({ ...body, session_token_exchange_code: undefined });
  });

  it("is read without nodes as it was stored without them", async () => {
    const { first } = await shownLogin();
    const stored = here.store.flows.find("login", textAt(first.body, "id"));
    if (!stored) throw new Error("The flow was not stored.");
    const flow = { ...stored, id: randomUUID(), ui: { ...stored.ui, nodes: [] } };
    await here.store.write(() => {
      here.store.flows.insert(flow);
    });
    expect(here.store.flows.find("login", flow.id)?.ui.nodes).toEqual([]);
    expect(here.store.flows.findToShow("login", flow.id)?.ui).toContain('"nodes":null');
  });

  it("is as its transaction left it", async () => {
    const { first } = await shownLogin();
    const stored = here.store.flows.find("login", textAt(first.body, "id"));
    if (!stored) throw new Error("The flow was not stored.");
    const flow = { ...stored, id: randomUUID() };
    await here.store.write(() => {
      here.store.flows.insert(flow);
      flow.active = "password";
      here.store.flows.update(flow);
    });
    expect(here.store.flows.findToShow("login", flow.id)?.active).toBe("password");
  });
});
