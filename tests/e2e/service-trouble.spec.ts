// The identity service is down, slow, or answers nonsense: a clear page with a way on, within the limit, and no loop.
import type { Page } from "@playwright/test";
import { button, control, expectNotice, flowIdIn, type } from "./fixtures/flow-page";
import type { Answer } from "./fixtures/service-double";
import { expect, test } from "./fixtures/test";

/** The app waits 5 s for the service; what is over that is its own and the machine's. */
const LIMIT_MS = 8_000;

const NONSENSE: Record<string, Answer> = {
  "closes the connection": "drop",
  "answers HTML": { status: 200, text: "<html><body>It works!</body></html>" },
  "answers nothing": { status: 200, text: "", headers: { "content-type": "application/json" } },
  "answers null": { status: 200, body: null },
  "answers another shape": { status: 200, body: { id: 7, ui: { nodes: "none" } } },
  "answers an error without a body": { status: 500, text: "" },
  "answers 502 by a proxy": { status: 502, text: "<h1>502 Bad Gateway</h1>" },
  "answers a list": { status: 200, body: [] },
  "redirects to itself": { status: 302, headers: { location: "/self-service/login/browser" }, text: "" },
};

test.describe("when the service", () => {
  test.use({ javaScriptEnabled: false });

  for (const [what, answer] of Object.entries(NONSENSE)) {
    test(`${what}, it shows a page with a way on and the request's id`, async ({ page, trouble }) => {
      trouble.service.answer("", answer);
      for (const path of ["/login", "/registration", "/recovery", "/verification"]) {
        await expectTroublePage(page, trouble.app.url + path);
      }
      await expectStillServes(page, trouble.app.url);
    });
  }

  test("answers a huge body, it does not read it all", async ({ page, trouble }) => {
    trouble.service.answer("", { status: 200, body: { padding: "x".repeat(20_000_000) } });
    await expectTroublePage(page, `${trouble.app.url}/login`);
    await expectStillServes(page, trouble.app.url);
  });

  test("does not answer, it gives up in time", async ({ page, trouble }) => {
    trouble.service.answer("", "hang");
    const before = Date.now();
    await expectTroublePage(page, `${trouble.app.url}/login`);
    expect(Date.now() - before).toBeLessThan(LIMIT_MS);
  });

  test("fails for somebody who is signed in, protected pages say so and do not loop to /login", async ({
    page,
    people,
    trouble,
  }) => {
    await signInAt(page, trouble.app.url, await people.member());
    trouble.service.answer("", "drop");
    for (const path of ["/dashboard", "/settings", "/sessions"]) {
      await expectTroublePage(page, trouble.app.url + path);
    }
    trouble.service.reset();
    await page.goto(`${trouble.app.url}/dashboard`);
    await expect(page).toHaveURL(/\/dashboard$/);
  });

  test("is gone when a form is reloaded, it says so and leads back to that form", async ({
    page,
    trouble,
  }) => {
    await page.goto(`${trouble.app.url}/login`);
    const action = (await page.getByTestId("login-flow").getAttribute("action")) ?? "";
    const form = `${trouble.app.url}/login${new URL(action, trouble.app.url).search}`;
    trouble.service.answer("", "drop");
    await expectTroublePage(page, form);
    await expect.poll(() => trouble.app.log()).toContain(await shownRequestId(page));
    trouble.service.reset();
    await page.getByRole("main").getByRole("link").first().click();
    await expect(page).toHaveURL(form);
    await expect(control(page, "identifier")).toBeVisible();
  });

  test("is back, the page's way on leads to the form", async ({ page, trouble }) => {
    trouble.service.answer("", "drop");
    await expectTroublePage(page, `${trouble.app.url}/login?return_to=/sessions`);
    trouble.service.reset();
    const way = page.getByRole("main").getByRole("link").first();
    await expect(way).toHaveAttribute("href", /\/login.*sessions/);
    await way.click();
    await expect(control(page, "identifier")).toBeVisible();
  });

  test("fails at a post, it keeps what was typed but the password", async ({ page, people, trouble }) => {
    const person = people.stranger();
    await page.goto(`${trouble.app.url}/registration`);
    trouble.service.answer("POST /self-service/registration", { status: 503, text: "" });
    await type(page, {
      "traits.email": person.email,
      password: person.password,
      "traits.name.first": person.firstName,
      "traits.name.last": person.lastName,
    });
    await button(page, "password").click();
    await expect(page).toHaveURL(/\/registration\?/);
    await expectNotice(page);
    await expect(control(page, "traits.email")).toHaveValue(person.email);
    await expect(control(page, "traits.name.first")).toHaveValue(person.firstName);
    await expect(control(page, "password")).toHaveValue("");
    expect(flowIdIn(page)).toBeTruthy();
    expect(await page.content()).not.toContain(person.password);
    expect(page.url()).not.toContain(person.password);
    expect(page.url()).not.toContain(encodeURIComponent(person.email));
    expect(trouble.app.log()).not.toContain(person.password);

    trouble.service.reset();
    await control(page, "password").fill(person.password);
    await button(page, "password").click();
    await expect(page).not.toHaveURL(/\/registration/);
    expect(await people.find(person.email)).toBeDefined();
  });

  test("is slow at a post, it gives up in time and says so", async ({ page, people, trouble }) => {
    const person = people.stranger();
    await page.goto(`${trouble.app.url}/login`);
    trouble.service.answer("POST /self-service/login", "hang");
    await type(page, { identifier: person.email, password: person.password });
    const before = Date.now();
    await button(page, "password").click();
    await expect(control(page, "identifier")).toHaveValue(person.email);
    expect(Date.now() - before).toBeLessThan(LIMIT_MS);
    await expectNotice(page);
  });

  test("answers a post with nonsense, it says so on the page", async ({ page, people, trouble }) => {
    await page.goto(`${trouble.app.url}/login`);
    for (const nonsense of [
      { status: 200, body: null },
      { status: 200, text: "<html></html>" },
      { status: 400, body: { ui: {} } },
      { status: 422, body: {} },
      { status: 422, body: { redirect_browser_to: "javascript:alert(1)" } },
      { status: 410, body: { use_flow_id: "../../error?id=" } },
    ]) {
      trouble.service.answer("POST /self-service/login", nonsense);
      await type(page, { identifier: people.stranger().email, password: "does not matter" });
      await button(page, "password").click();
      await expect(page.getByTestId("login-flow"), JSON.stringify(nonsense)).toBeVisible();
      expect(new URL(page.url()).origin).toBe(trouble.app.url);
    }
  });

  test("has lost a flow that was posted, it goes on with a new one", async ({ page, people, trouble }) => {
    await page.goto(`${trouble.app.url}/login?return_to=/sessions`);
    trouble.service.answer("POST /self-service/login", {
      status: 404,
      body: { error: { code: 404, status: "Not Found", message: "gone" } },
    });
    await type(page, { identifier: people.stranger().email, password: "does not matter" });
    await button(page, "password").click();
    await expect(page.getByTestId("login-flow")).toBeVisible();
    await expectNotice(page);
    await expect(page.getByTestId("signup-link")).toHaveAttribute("href", /sessions/);
  });
});

test("it logs what went wrong under the id that the page shows, without cookies", async ({
  page,
  trouble,
}) => {
  await page
    .context()
    .addCookies([{ name: "ory_kratos_session", value: "a-session-nobody-may-read", url: trouble.app.url }]);
  trouble.service.answer("", "drop");
  await page.goto(`${trouble.app.url}/login`);
  const id = await shownRequestId(page);
  await expect.poll(() => trouble.app.log()).toContain(id);
  expect(trouble.app.log()).not.toContain("a-session-nobody-may-read");
});

test("it answers the health questions: alive without the service, not ready", async ({
  request,
  trouble,
}) => {
  trouble.service.answer("", "drop");
  expect((await request.get(`${trouble.app.url}/health/live`)).status()).toBe(200);
  const ready = await request.get(`${trouble.app.url}/health/ready`);
  expect(ready.status()).toBe(503);
  expect(ready.headers()["cache-control"]).toContain("no-store");
});

test("it answers 502 or 504 at the same-origin door", async ({ request, trouble }) => {
  trouble.service.answer("", "drop");
  const dropped = await request.get(`${trouble.app.url}/api/ory/self-service/login/api`);
  expect([502, 503, 504]).toContain(dropped.status());
  expect(await dropped.text()).not.toMatch(/ECONN|at .*\.js|socket hang up/);
});

test("it answers a script with JSON that names where to go on", async ({ request, trouble }) => {
  const page = await request.get(`${trouble.app.url}/login`);
  const flowId = /\/api\/auth\/login\?flow=([0-9a-f-]{36})/.exec(await page.text())?.[1] ?? "";
  trouble.service.answer("POST /self-service/login", "drop");
  const answer = await request.post(`${trouble.app.url}/api/auth/login?flow=${flowId}`, {
    form: { method: "password", identifier: "a@people.example", password: "x" },
    headers: { origin: trouble.app.url, accept: "application/json" },
  });
  expect(answer.status()).toBe(200);
  const { redirect_to: redirectTo } = (await answer.json()) as { redirect_to: string };
  expect(new URL(redirectTo, trouble.app.url).pathname).toBe("/login");
});

async function expectTroublePage(page: Page, url: string): Promise<void> {
  const response = await page.goto(url);
  expect(response?.status(), url).toBe(503);
  expect(response?.headers()["retry-after"], url).toMatch(/^\d+$/);
  const main = page.getByRole("main");
  await expect(main.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(main.getByRole("link").or(main.getByRole("button")).first()).toBeVisible();
  await shownRequestId(page);
  expect(await page.content(), url).not.toMatch(
    /ECONNREFUSED|ECONNRESET|AxiosError|TypeError|node_modules|\.js:\d+:\d+/,
  );
  expect(redirectsBefore(response)).toBeLessThanOrEqual(1);
}

/** The request's id stands on the page for whoever asks for help. */
async function shownRequestId(page: Page): Promise<string> {
  const id = page.getByRole("main").locator("code").first();
  await expect(id).toHaveText(/^[\w-]{8,}$/);
  return (await id.innerText()).trim();
}

async function expectStillServes(page: Page, appUrl: string): Promise<void> {
  expect((await page.context().request.get(`${appUrl}/health/live`)).status()).toBe(200);
}

function redirectsBefore(response: Awaited<ReturnType<Page["goto"]>>): number {
  let count = 0;
  for (let request = response?.request().redirectedFrom(); request; request = request.redirectedFrom())
    count++;
  return count;
}

async function signInAt(page: Page, appUrl: string, who: { email: string; password: string }): Promise<void> {
  await page.goto(`${appUrl}/login`);
  await type(page, { identifier: who.email, password: who.password });
  await button(page, "password").click();
  await expect(page).not.toHaveURL(/\/login\?/);
  await page.goto(`${appUrl}/dashboard`);
  await expect(page).toHaveURL(/\/dashboard$/);
}
