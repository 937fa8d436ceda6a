// The example that is a single page: every step of an account by script alone, on one origin with the app.
import type { Locator, Page } from "@playwright/test";
import { totpCode, awaitSteadyStep } from "@/tests/contract/lib/totp";
import { expectAccessible } from "./fixtures/axe";
import { codeIn } from "./fixtures/mailbox";
import { freshPassword, type Person } from "./fixtures/people";
import { startSinglePage } from "./fixtures/single-page";
import { readSuite } from "./fixtures/stack";
import { expect, test as base } from "./fixtures/test";

const test = base.extend<object, { singlePage: string }>({
  singlePage: [
    async ({ playwright: _ }, provide, { workerIndex }) => {
      const { main, distDir } = readSuite();
      const folder = `test-results/single-page-${workerIndex}`;
      const { url, stop } = await startSinglePage(main, { form: "built", distDir, folder });
      await provide(url);
      await stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
});

test("it signs somebody up, confirms the address, and signs out", async ({
  page,
  people,
  mailbox,
  singlePage,
}) => {
  const person = people.stranger();
  await page.goto(singlePage);
  await expectView(page, "Nobody is signed in");
  await page.getByRole("navigation").getByRole("link", { name: "Sign up" }).click();
  const signUp = page.locator("form#registration-password");
  await fill(signUp, {
    "traits.email": person.email,
    "traits.name.first": person.firstName,
    "traits.name.last": person.lastName,
    password: "short",
  });
  await press(signUp, "password");
  const password = signUp.locator("[name=password]");
  await expect(password).toHaveAttribute("aria-invalid", "true");
  await expect(password).toBeFocused();
  await expect(password).toHaveAccessibleDescription(/\S/);
  await expect(signUp.getByRole("alert")).toHaveCount(1);
  await expect(signUp.locator("[name='traits.email']")).toHaveValue(person.email);

  await password.fill(person.password);
  await password.press("Enter");
  await expectView(page, "Confirm your address");
  const mail = await mailbox.newest(person.email);
  await fill(page.locator("form#verification-code"), { code: codeIn(mail) });
  await press(page.locator("form#verification-code"), "code");
  await expect(told(page, 1080002)).toBeVisible();
  await page.getByRole("link", { name: "Go on" }).click();
  await expectView(page, "Welcome");
  await expect(page.getByText(`You are signed in as ${person.email}.`)).toBeVisible();
  // Script has the page's own looks and no more: the session is a cookie that it can't read.
  const kept = () => [localStorage.length, sessionStorage.length, document.cookie.includes("session")];
  expect(await page.evaluate(kept)).toEqual([0, 0, false]);

  await page.getByRole("button", { name: "Sign out" }).click();
  await expectView(page, "Nobody is signed in");
  await expect(page.getByRole("status").filter({ hasText: "You are signed out." })).toBeVisible();
  const whoami = await page.context().request.get(`${singlePage}../api/ory/sessions/whoami`);
  expect(whoami.status()).toBe(401);
});

test("it says what is wrong with a password, and takes the right one by keyboard alone", async ({
  page,
  people,
  singlePage,
}) => {
  const person = await people.member();
  await page.goto(`${singlePage}#/login`);
  const signIn = page.locator("form#login-password");
  await fill(signIn, { identifier: person.email, password: freshPassword() });
  await press(signIn, "password");
  await expect(told(page, 4000006)).toHaveRole("alert");
  await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeFocused();

  // From the heading on: the address, which is still there, then the password.
  await page.keyboard.press("Tab");
  await expect(signIn.locator("[name=identifier]")).toBeFocused();
  await expect(signIn.locator("[name=identifier]")).toHaveValue(person.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(person.password);
  await page.keyboard.press("Enter");
  await expectView(page, "Welcome");
});

test("it sets up a second factor, and asks for it at the next sign-in", async ({
  page,
  people,
  signedIn,
  singlePage,
}) => {
  const person = await people.member();
  await signedIn(page, person);
  await page.goto(`${singlePage}#/settings`);
  const app = page.locator("form#settings-totp");
  await expect(app.locator("img")).toHaveJSProperty("complete", true);
  const secret = await app.locator("code").innerText();
  await awaitSteadyStep();
  await fill(app, { totp_code: totpCode(secret, -1) });
  await press(app, "totp");
  await expect(told(page, 1050001)).toHaveRole("status");

  await page.getByRole("button", { name: "Sign out" }).click();
  await expectView(page, "Nobody is signed in");
  await signIn(page, person);
  const step = page.locator("form#login-totp");
  await expect(step).toBeVisible();
  await expect(page.locator("form#login-password")).toHaveCount(0);
  // The first factor alone opens nothing, by whatever address.
  await page.goto(`${singlePage}?#/settings`);
  await fill(step, { totp_code: "000000" });
  await press(step, "totp");
  await expect(page.getByRole("alert")).toBeVisible();
  await awaitSteadyStep();
  await fill(step, { totp_code: totpCode(secret) });
  await press(step, "totp");
  await expectView(page, "Settings");
});

test("it changes a trait", async ({ page, people, signedIn, singlePage }) => {
  const person = await people.member();
  await signedIn(page, person);
  await page.goto(`${singlePage}#/settings`);
  const profile = page.locator("form#settings-profile");
  await expect(profile.locator("[name='traits.email']")).toHaveValue(person.email);
  await fill(profile, { "traits.email": "no address" });
  await press(profile, "profile");
  await expect(profile.locator("[name='traits.email']")).toHaveAttribute("aria-invalid", "true");
  await fill(profile, { "traits.email": person.email, "traits.name.first": "Grace" });
  await press(profile, "profile");
  await expect(told(page, 1050001)).toHaveRole("status");
  expect((await people.find(person.email))?.traits).toMatchObject({
    name: { first: "Grace", last: person.lastName },
  });
});

test("it asks for a sign-in when the session has ended, and goes on where it was", async ({
  page,
  people,
  signedIn,
  stack,
  singlePage,
}) => {
  const person = await people.member();
  const endSessions = () =>
    fetch(`${stack.adminUrl}/admin/identities/${person.identityId}/sessions`, { method: "DELETE" });
  await page.goto(`${singlePage}#/settings`);
  await expectView(page, "Sign in");
  await expect(page.getByRole("status").filter({ hasText: "Sign in to go on." })).toBeVisible();
  await signedIn(page, person);
  await page.reload();
  await page.goto(`${singlePage}?#/settings`);
  await expectView(page, "Settings");

  await endSessions();
  await press(page.locator("form#settings-profile"), "profile");
  await expectView(page, "Sign in");
  await expect(page.getByText("Your session is over. Sign in to go on.")).toBeVisible();
  await fillSignIn(page, person);
  await expectView(page, "Settings");

  // Seen without a press as well, when somebody comes back to the tab.
  await endSessions();
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expectView(page, "Sign in");
  await expect(page.getByText("Your session is over. Sign in to go on.")).toBeVisible();
});

test("it is on one origin with the app's own pages, and no other origin reads it", async ({
  page,
  people,
  stack,
  singlePage,
}) => {
  const person = await people.member();
  const origin = new URL(singlePage).origin;
  await page.goto(`${origin}/login`);
  await page.locator("input[name=identifier]").fill(person.email);
  await page.locator("input[name=password]").fill(person.password);
  await page.locator("button[name=method][value=password]").click();
  await expect(page).not.toHaveURL(/\/login/);
  await page.goto(singlePage);
  await expectView(page, "Welcome");

  // Another port of the same machine is another origin, although it has the same cookies.
  const elsewhere = `${stack.appUrl}/elsewhere`;
  // A page whose own policy forbids nothing: what stands in its way is that other origin.
  await page.route(elsewhere, (route) => route.fulfill({ contentType: "text/html", body: "<p>Elsewhere" }));
  await page.goto(elsewhere);
  const seen = await page.evaluate(
    async (whoami) => fetch(whoami, { credentials: "include" }).then(String, (error: Error) => error.name),
    `${origin}/api/ory/sessions/whoami`,
  );
  expect(seen).toBe("TypeError");
  const post = await page.context().request.post(`${origin}/api/ory/self-service/login?flow=x`, {
    headers: { origin: stack.appUrl, accept: "application/json" },
    data: {},
  });
  expect(post.status()).toBe(403);
});

test("it is accessible on each of its views", async ({ page, people, signedIn, singlePage }) => {
  await page.goto(singlePage);
  await expectView(page, "Nobody is signed in");
  await expectAccessible(page, "nobody's view");
  await page.goto(`${singlePage}#/registration`);
  await expectView(page, "Sign up");
  await press(page.locator("form#registration-password"), "password");
  await expect(page.locator("[aria-invalid=true]").first()).toBeFocused();
  await expectAccessible(page, "a refused sign-up");
  await signedIn(page, await people.member());
  await page.goto(`${singlePage}?#/settings`);
  await expectView(page, "Settings");
  await expectAccessible(page, "settings");
});

test("it runs from its sources too", async ({ page, stack, suite }) => {
  test.slow(true, "an app of its own is started");
  const { url, stop } = await startSinglePage(stack, {
    form: "development",
    distDir: suite.distDir,
    folder: "",
  });
  try {
    await page.goto(`${url}#/login`);
    await expectView(page, "Sign in");
    await expect(page.locator("form#login-password")).toBeVisible();
  } finally {
    await stop();
  }
});

test.describe("a change that needs a fresh sign-in", () => {
  test.use({ stackName: "variant" });

  test("it is confirmed, and the settings are there again", async ({ page, people, stack, suite }) => {
    test.slow(true, "an app of its own is started");
    const person = await people.member();
    const { url, stop } = await startSinglePage(stack, {
      form: "built",
      distDir: suite.distDir,
      folder: "test-results/single-page-variant",
    });
    try {
      await page.goto(`${url}#/login`);
      await fillSignIn(page, person);
      await expectView(page, "Welcome");
      const whoami = await page.context().request.get(`${url}../api/ory/sessions/whoami`);
      const { authenticated_at: at } = (await whoami.json()) as { authenticated_at: string };
      await expect.poll(() => Date.now() - Date.parse(at), { timeout: 10_000 }).toBeGreaterThan(5_100);

      await page.getByRole("link", { name: "Settings" }).click();
      const form = page.locator("form#settings-password");
      const changed = freshPassword();
      await fill(form, { password: changed });
      await press(form, "password");
      await expect(told(page, 1010003)).toBeVisible();
      await fill(page.locator("form#login-password"), { password: person.password });
      await press(page.locator("form#login-password"), "password");
      await expectView(page, "Settings");
      await fill(form, { password: changed });
      await press(form, "password");
      await expect(told(page, 1050001)).toBeVisible();
    } finally {
      await stop();
    }
  });
});

async function signIn(page: Page, who: Person): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name: "Sign in" }).click();
  await fillSignIn(page, who);
}

async function fillSignIn(page: Page, { email, password }: Person): Promise<void> {
  const form = page.locator("form#login-password");
  await fill(form, { identifier: email, password });
  await press(form, "password");
}

async function fill(form: Locator, values: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(values)) await form.locator(`[name="${name}"]`).fill(value);
}

async function press(form: Locator, method: string): Promise<void> {
  await form.locator(`button[name=method][value=${method}]`).click();
}

/** The view with this heading is there, and says so in the tab's title. */
async function expectView(page: Page, heading: string): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
  await expect(page).toHaveTitle(new RegExp(`^${heading} - `));
}

function told(page: Page, messageId: number): Locator {
  return page.locator(`[data-message="${messageId}"]`);
}
