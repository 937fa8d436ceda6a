import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestContext, type TestContext } from "./support/context.js";
import {
  createBrowser,
  createVisitor,
  publicApi,
  signIn,
  signUp,
  textAt,
  whoami,
  type Fetch,
} from "./support/visitor.js";

let context: TestContext;
let fetch: Fetch;
const ada = "ada@foyer.example";
const bob = "bob@foyer.example";

beforeAll(async () => {
  context = await createTestContext();
  fetch = publicApi(context);
  await signUp(createVisitor(fetch), ada);
  await signUp(createVisitor(fetch), bob);
});
afterAll(() => context.close());

async function signedIn(identifier = ada) {
  const script = createVisitor(fetch);
  const { body } = await signIn(script, identifier);
  return { script, id: String((body.session as Record<string, unknown>).id) };
}

describe("whoami", () => {
  it("refuses a wrong token in the header although the cookie is right", async () => {
    const { script } = await signedIn();
    expect((await whoami(script, { "x-session-token": "ory_st_wrong" })).status).toBe(401);
    expect((await whoami(script, { authorization: "Bearer ory_st_wrong" })).status).toBe(200);
  });

  it("refuses a cookie that was changed", async () => {
    const { script } = await signedIn();
    const cookie = script.cookies.get("ory_kratos_session") ?? "";
    script.cookies.set("ory_kratos_session", `${cookie.slice(0, -2)}AA`);
    expect((await whoami(script)).status).toBe(401);
  });

  it("forgets a session when its time has passed, and with its identity", async () => {
    const own = await createTestContext();
    const visitor = createVisitor(publicApi(own));
    const { body } = await signUp(visitor, "late@foyer.example");
    own.wait(31 * 24 * 60 * 60 * 1000);
    expect((await whoami(visitor)).status).toBe(401);
    await signIn(visitor, "late@foyer.example");
    expect((await whoami(visitor)).status).toBe(200);
    const id = String((body.identity as Record<string, unknown>).id);
    await own.store.write(() => own.store.identities.delete(id));
    expect((await whoami(visitor)).status).toBe(401);
    await own.close();
  });

  it("writes the cookie anew when the session was extended", async () => {
    const { script, id } = await signedIn();
    const session = context.store.sessions.find(id);
    if (!session) throw new Error("the session is missing");
    await context.store.write(() =>
      context.store.sessions.update({ ...session, expiresAt: session.expiresAt + 60_000 }),
    );
    expect((await whoami(script)).headers.getSetCookie()).toHaveLength(1);
    expect((await whoami(script)).headers.getSetCookie()).toHaveLength(0);
  });
});

describe("the list of sessions", () => {
  it("shows the other ones of the same person", async () => {
    const { script } = await signedIn(bob);
    const other = await signedIn(bob);
    const { text } = await script.request("/sessions");
    const ids = (JSON.parse(text) as { id: string }[]).map(({ id }) => id);
    expect(ids).toContain(other.id);
    expect((await whoami(script)).body.id).not.toBe(ids[0]);
  });

  it("revokes one of the person's own, and nobody else's", async () => {
    const { script, id } = await signedIn(bob);
    const own = await signedIn(bob);
    const foreign = await signedIn(ada);
    expect((await script.request(`/sessions/${own.id}`, { method: "DELETE" })).status).toBe(204);
    expect((await script.request(`/sessions/${foreign.id}`, { method: "DELETE" })).status).toBe(204);
    expect((await script.request(`/sessions/${id}`, { method: "DELETE" })).status).toBe(400);
    expect((await whoami(own.script)).status).toBe(401);
    expect((await whoami(foreign.script)).status).toBe(200);
  });

  it("revokes all others at once", async () => {
    const { script } = await signedIn(bob);
    const other = await signedIn(bob);
    const answer = await script.request("/sessions", { method: "DELETE" });
    expect(answer.status).toBe(200);
    expect((await whoami(other.script)).status).toBe(401);
    expect((await whoami(script)).status).toBe(200);
  });
});

describe("signing out", () => {
  it("ends the session, drops its cookie and changes the secret of forms", async () => {
    const { script } = await signedIn();
    const before = new Map(script.cookies);
    const { body } = await script.request("/self-service/logout/browser");
    const answer = await script.request(textAt(body, "logout_url"));
    expect(answer.status).toBe(204);
    expect(script.cookies.has("ory_kratos_session")).toBe(false);
    const thief = createVisitor(fetch);
    for (const [name, value] of before) thief.cookies.set(name, value);
    expect((await whoami(thief)).status).toBe(401);
    for (const [name, value] of script.cookies) expect(value).not.toBe(before.get(name));
  });

  it("takes a browser to the sign-in page", async () => {
    const browser = createBrowser(fetch);
    await signIn(browser, ada);
    const { body } = await browser.request("/self-service/logout/browser");
    const answer = await browser.request(textAt(body, "logout_url"));
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe("http://localhost:3000/login");
  });

  it("has no effect for a HEAD request and for a browser that looks ahead", async () => {
    const { script } = await signedIn();
    const { body } = await script.request("/self-service/logout/browser");
    const link = textAt(body, "logout_url");
    await script.request(link, { method: "HEAD" });
    await script.request(link, { headers: { "sec-purpose": "prefetch;prerender" } });
    expect((await whoami(script)).status).toBe(200);
  });

  it("refuses the link of another session", async () => {
    const { script } = await signedIn();
    const other = await signedIn();
    const { body } = await other.script.request("/self-service/logout/browser");
    expect((await script.request(textAt(body, "logout_url"))).status).toBe(403);
    expect((await whoami(script)).status).toBe(200);
  });
});
