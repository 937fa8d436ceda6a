// What must hold whoever asks: forged posts, foreign return addresses, what a stolen database file is worth.
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLimits } from "../src/limits/limits.js";
import { openStore } from "../src/store/index.js";
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

describe("a post that may be forged", () => {
  const fields = { method: "password", identifier: ada, password };

  it("is refused without the token of the form", async () => {
    const script = createVisitor(fetch);
    const { action } = await startFlow(script, "/self-service/login/browser");
    const answer = await script.request(action, { json: fields });
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ error: { id: "security_csrf_violation" } });
  });

  it("is refused from another browser, which cannot see the flow either", async () => {
    const script = createVisitor(fetch);
    const { action, csrfToken, flow } = await startFlow(script, "/self-service/login/browser");
    const other = createVisitor(fetch);
    await startFlow(other, "/self-service/login/browser");
    expect((await other.request(action, { json: { ...fields, csrf_token: csrfToken } })).status).toBe(403);
    expect((await other.request(`/self-service/login/flows?id=${textAt(flow, "id")}`)).status).toBe(403);
  });

  it("goes to the error page when a browser sends it", async () => {
    const browser = createBrowser(fetch);
    const { action } = await startFlow(browser, "/self-service/login/browser");
    const answer = await browser.request(action, { form: fields });
    expect(answer.status).toBe(303);
    const location = new URL(answer.headers.get("location") ?? "");
    expect(location.pathname).toBe("/error");
    const error = await browser.request(`/self-service/errors?id=${location.searchParams.get("id") ?? ""}`);
    expect(error.body).toMatchObject({ error: { id: "security_csrf_violation", code: 403 } });
  });

  it("is refused in a native flow when a browser sends it", async () => {
    const native = createVisitor(fetch);
    const { action } = await startFlow(native, "/self-service/login/api");
    const withOrigin = await native.request(action, {
      json: fields,
      headers: { origin: "https://other.example" },
    });
    const withCookie = await native.request(action, { json: fields, headers: { cookie: "theme=dark" } });
    expect([withOrigin, withCookie].map(({ status, body }) => [status, messageIds(body)])).toEqual([
      [400, [4000001]],
      [400, [4000001]],
    ]);
  });

  it("changes nothing as a GET, with the right token in the query", async () => {
    const script = createVisitor(fetch);
    const { action, csrfToken } = await startFlow(script, "/self-service/login/browser");
    const query = new URLSearchParams({ ...fields, csrf_token: csrfToken });
    const answer = await script.request(`${action}&${query.toString()}`);
    expect(answer.status).toBe(400);
    expect((await whoami(script)).status).toBe(401);
  });

  it("masks the token of each form anew", async () => {
    const script = createVisitor(fetch);
    const first = await startFlow(script, "/self-service/login/browser");
    const second = await startFlow(script, `/self-service/login/flows?id=${textAt(first.flow, "id")}`);
    expect(second.csrfToken).not.toBe(first.csrfToken);
    for (const { csrfToken } of [first, second]) {
      const answer = await script.request(first.action, {
        json: { ...fields, password: "wrong-password", csrf_token: csrfToken },
      });
      expect(answer.status).toBe(400);
    }
  });

  it("cannot be made with a form from before the sign-in", async () => {
    const script = createVisitor(fetch);
    const { csrfToken } = await startFlow(script, "/self-service/recovery/browser");
    await signIn(script, ada);
    const verification = await startFlow(script, "/self-service/verification/browser");
    const answer = await script.request(verification.action, {
      json: { method: "code", email: ada, csrf_token: csrfToken },
    });
    expect(answer.status).toBe(403);
  });
});

describe("a body", () => {
  it("is refused when it is too large, of an unknown kind, or no JSON", async () => {
    const native = createVisitor(fetch);
    const { action } = await startFlow(native, "/self-service/login/api");
    const large = await native.request(action, {
      json: { method: "password", password: "x".repeat(2 ** 20) },
    });
    expect(large.status).toBe(413);
    const unknown = await native.request(action, {
      json: {},
      headers: { "content-type": "text/plain" },
    });
    expect([unknown.status, messageIds(unknown.body)]).toEqual([400, [4000001]]);
    const list = await native.request(action, { json: [] });
    expect([list.status, messageIds(list.body)]).toEqual([400, [4000001]]);
  });

  it("cannot reach what objects inherit", async () => {
    const script = createVisitor(fetch);
    const { action, csrfToken } = await startFlow(script, "/self-service/registration/browser");
    const answer = await script.request(action, {
      form: {
        method: "password",
        password,
        "traits.__proto__.email": "x@foyer.example",
        "constructor.prototype.polluted": "yes",
        csrf_token: csrfToken,
      },
    });
    expect(answer.status).toBe(400);
    expect("polluted" in {}).toBe(false);
  });
});

describe("tries", () => {
  it("end after many wrong passwords for one account, and go on later", async () => {
    const limited = { ...context, limits: createLimits({ now: context.now, isOff: false }) };
    const visitor = createVisitor(publicApi(limited));
    const { action } = await startFlow(visitor, "/self-service/login/api");
    const attempt = () =>
      visitor.request(action, { json: { method: "password", identifier: ada, password: "wrong-password" } });
    for (let tries = 0; tries < 20; tries += 1) expect((await attempt()).status).toBe(400);
    const refused = await attempt();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);

    const browser = createBrowser(publicApi(limited));
    const form = await startFlow(browser, "/self-service/login/browser");
    const shown = await browser.request(form.action, {
      form: { method: "password", identifier: ada, password, csrf_token: form.csrfToken },
    });
    expect(shown.headers.get("location")).toContain("/login?flow=");

    context.wait(16 * 60_000);
    expect((await attempt()).status).toBe(400);
  });
});

describe("every answer", () => {
  it.each(["/sessions/whoami", "/self-service/login/api", "/schemas", "/health/alive", "/nowhere"])(
    "of %s tells browsers to keep to what it is",
    async (path) => {
      const { headers } = await createVisitor(fetch).request(path);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("cache-control")).toContain("no-store");
    },
  );
});

describe("the database file", () => {
  it("holds no token, cookie or secret that was handed out", async () => {
    const folder = await mkdtemp(join(tmpdir(), "foyer-stolen-"));
    const store = openStore(join(folder, "identity.sqlite"));
    const onFile = { ...context, store };
    const script = createVisitor(publicApi(onFile));
    await signUp(script, "stolen@foyer.example");
    const native = createVisitor(publicApi(onFile));
    const { action } = await startFlow(native, "/self-service/login/api");
    const { body } = await native.request(action, {
      json: { method: "password", identifier: "stolen@foyer.example", password },
    });
    const logout = await script.request("/self-service/logout/browser");
    const { csrfToken } = await startFlow(createVisitor(publicApi(onFile)), "/self-service/login/browser");
    const secrets = [
      ...script.cookies.values(),
      textAt(body, "session_token"),
      textAt(logout.body, "logout_token"),
      csrfToken,
      password,
    ];
    const files = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name))));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) for (const secret of secrets) expect(file.includes(secret)).toBe(false);
    await store.close();
    await rm(folder, { recursive: true });
  });
});
