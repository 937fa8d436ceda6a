import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestContext, type TestContext } from "./support/context.js";
import {
  createBrowser,
  createVisitor,
  messageIds,
  password,
  publicApi,
  signIn,
  signUp,
  startFlow,
  textAt,
  whoami,
  type Fetch,
} from "./support/visitor.js";

let context: TestContext;
let fetch: Fetch;
const ada = "ada@foyer.example";

beforeAll(async () => {
  context = await createTestContext();
  fetch = publicApi(context);
  await signUp(createVisitor(fetch), ada);
});
afterAll(() => context.close());

describe("signing in with a password", () => {
  it("gives a script the session, its cookie and the way on", async () => {
    const script = createVisitor(fetch);
    const answer = await signIn(script, ada);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      session: { active: true, authenticator_assurance_level: "aal1", identity: { traits: { email: ada } } },
      continue_with: [{ action: "redirect_browser_to" }],
    });
    expect((await whoami(script)).status).toBe(200);
  });

  it("sends a browser where it came from", async () => {
    const browser = createBrowser(fetch);
    const start = await browser.request(
      "/self-service/login/browser?return_to=http://localhost:3000/dashboard",
    );
    expect(start.status).toBe(303);
    const id = new URL(start.headers.get("location") ?? "").searchParams.get("flow") ?? "";
    const { action, csrfToken } = await startFlow(browser, `/self-service/login/flows?id=${id}`);
    const answer = await browser.request(action, {
      form: { method: "password", identifier: ada, password, csrf_token: csrfToken },
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("http://localhost:3000/dashboard");
    expect((await whoami(browser)).status).toBe(200);
  });

  it("gives a native client a token and no cookie", async () => {
    const native = createVisitor(fetch);
    const { action } = await startFlow(native, "/self-service/login/api");
    const answer = await native.request(action, { json: { method: "password", identifier: ada, password } });
    expect(answer.headers.getSetCookie()).toEqual([]);
    const token = textAt(answer.body, "session_token");
    expect(token).toMatch(/^ory_st_[A-Za-z0-9]{32}$/);
    expect((await whoami(native, { "x-session-token": token })).status).toBe(200);
    expect((await whoami(native, { authorization: `Bearer ${token}` })).status).toBe(200);
  });

  it("answers a wrong password and an unknown account alike", async () => {
    const answers = [
      await signIn(createVisitor(fetch), ada, "not-the-password"),
      await signIn(createVisitor(fetch), "nobody@foyer.example"),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([400, 400]);
    expect(answers.map((answer) => messageIds(answer.body))).toEqual([[4000006], [4000006]]);
  });

  it("says 400 and names the field that has a wrong type", async () => {
    const native = createVisitor(fetch);
    const { action } = await startFlow(native, "/self-service/login/api");
    const answer = await native.request(action, {
      json: { method: "password", identifier: { a: 1 }, password: ["x"] },
    });
    expect(answer.status).toBe(400);
    expect(messageIds(answer.body)).toEqual([4000026, 4000026]);
  });

  it("does not sign in an inactive identity", async () => {
    const email = "sleeping@foyer.example";
    await signUp(createVisitor(fetch), email);
    const identity = context.store.identities.findByIdentifier("password", email);
    if (!identity) throw new Error("the identity is missing");
    await context.store.write(() => context.store.identities.update({ ...identity, state: "inactive" }));
    expect((await signIn(createVisitor(fetch), email)).status).toBe(401);
  });

  it("keeps an early visitor away from a second sign-in", async () => {
    const script = createVisitor(fetch);
    await signIn(script, ada);
    const again = await script.request("/self-service/login/browser");
    expect(again.body).toMatchObject({ error: { id: "session_already_available" } });
  });
});

describe("proving it once more", () => {
  it("keeps the session and changes its token: the old one is dead", async () => {
    const script = createVisitor(fetch);
    const first = await signIn(script, ada);
    const oldCookie = script.cookies.get("ory_kratos_session") ?? "";
    context.wait(60_000);
    const { action, csrfToken } = await startFlow(script, "/self-service/login/browser?refresh=true");
    const second = await script.request(action, {
      json: { method: "password", identifier: ada, password, csrf_token: csrfToken },
    });
    expect(second.status).toBe(200);
    const sessions = [first, second].map(({ body }) => body.session as Record<string, unknown>);
    expect(sessions[1]?.id).toBe(sessions[0]?.id);
    expect(sessions[1]?.authenticated_at).not.toBe(sessions[0]?.authenticated_at);
    expect((await whoami(script)).status).toBe(200);
    const thief = createVisitor(fetch);
    thief.cookies.set("ory_kratos_session", oldCookie);
    expect((await whoami(thief)).status).toBe(401);
  });
});

describe("a flow that is over", () => {
  it("takes nothing more once it is completed, and names the flow that goes on", async () => {
    const native = createVisitor(fetch);
    const { action } = await startFlow(native, "/self-service/login/api");
    const body = { method: "password", identifier: ada, password };
    expect((await native.request(action, { json: body })).status).toBe(200);
    const again = await native.request(action, { json: body });
    expect(again.status).toBe(410);
    expect(again.body).toMatchObject({ error: { id: "self_service_flow_expired" } });
    const next = await native.request(`/self-service/login/flows?id=${textAt(again.body, "use_flow_id")}`);
    expect(messageIds(next.body)).toEqual([4010007]);
  });

  it("is replaced by a new one when its time has passed", async () => {
    const script = createVisitor(fetch);
    const { flow, action, csrfToken } = await startFlow(script, "/self-service/login/browser");
    context.wait(2 * 60 * 60 * 1000);
    const fetched = await script.request(`/self-service/login/flows?id=${textAt(flow, "id")}`);
    expect(fetched.body).toMatchObject({ error: { code: 410, id: "self_service_flow_expired" } });
    const answer = await script.request(action, {
      json: { method: "password", identifier: ada, password, csrf_token: csrfToken },
    });
    expect(answer.status).toBe(410);
    const next = await script.request(`/self-service/login/flows?id=${textAt(answer.body, "use_flow_id")}`);
    expect(messageIds(next.body)).toEqual([4010001]);
  });

  it("lets one of several submissions at once succeed", async () => {
    const native = createVisitor(fetch);
    const { action } = await startFlow(native, "/self-service/login/api");
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        native.request(action, { json: { method: "password", identifier: ada, password } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200,
      ...Array.from({ length: 7 }, () => 410),
    ]);
  });
});
