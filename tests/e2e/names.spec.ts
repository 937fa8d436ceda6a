// The addresses, names and ids that browser tests may rely on.
import type { Page } from "@playwright/test";
import { askForCode, button, control, enterCode, field, message, register } from "./fixtures/flow-page";
import { codeIn } from "./fixtures/mailbox";
import { expect, test } from "./fixtures/test";

test.use({ javaScriptEnabled: false });

const WITHOUT_SESSION = {
  login: true,
  registration: true,
  recovery: true,
  verification: true,
  settings: false,
  logout: false,
};
const WITH_SESSION = {
  login: false,
  registration: false,
  recovery: false,
  verification: true,
  settings: true,
  logout: true,
};

test("it names the parts of /login", async ({ page }) => {
  await page.goto("/login");
  await expectForms(page, ["login-flow", "passkey-flow"]);
  await expect(page.getByTestId("login-auth-card").getByTestId("login-flow")).toBeVisible();
  await expectFields(page, "login-flow", ["identifier", "password"]);
  await expect(button(page, "password")).toHaveCount(1);
  await expect(page.getByTestId("signup-link")).toHaveAttribute("href", /^\/registration/);
  await expect(page.getByTestId("forgot-password-link")).toHaveAttribute("href", /^\/recovery/);
  await expect(page.getByTestId("logout-link")).toHaveCount(0);
});

test("it names the parts of /registration", async ({ page }) => {
  await page.goto("/registration");
  await expectForms(page, ["registration-flow", "passkey-flow"]);
  await expect(page.getByTestId("registration-auth-card").getByTestId("registration-flow")).toBeVisible();
  await expectFields(page, "registration-flow", [
    "traits.email",
    "password",
    "traits.name.first",
    "traits.name.last",
  ]);
  await expect(button(page, "password")).toHaveCount(1);
  await expect(page.getByTestId("cta-link")).toHaveAttribute("href", /^\/login/);
});

test("it names the parts of /recovery, before and after the code was sent", async ({ page, people }) => {
  await page.goto("/recovery");
  await expect(page.getByTestId("recovery-auth-card").getByTestId("recovery-flow")).toBeVisible();
  await expectFields(page, "recovery-flow", ["email"]);
  await expect(button(page, "code")).toHaveCount(1);
  await expect(page.getByTestId("cta-link")).toHaveAttribute("href", /^\/login/);
  const { email } = people.stranger();
  await askForCode(page, email);
  await expectFields(page, "recovery-flow", ["code"]);
  await expect(message(page, 1060003)).toHaveCount(1);
  await expect(page.locator("input[type=hidden][name=method]")).toHaveValue("code");
  await expect(page.locator("button[type=submit][name=email]")).toHaveAttribute("value", email);
});

test("it names the parts of /verification, before, while and after", async ({ page, people, mailbox }) => {
  const person = await people.member({ verified: false });
  await page.goto("/verification");
  await expect(page.getByTestId("verification-auth-card").getByTestId("verification-flow")).toBeVisible();
  await expectFields(page, "verification-flow", ["email"]);
  await expect(page.getByTestId("cta-link")).toHaveAttribute("href", /^\/login/);
  await askForCode(page, person.email);
  await expectFields(page, "verification-flow", ["code"]);
  await expect(page.locator("button[type=submit][name=email]")).toHaveAttribute("value", person.email);
  await enterCode(page, codeIn(await mailbox.newest(person.email)));
  await expect(message(page, 1080002)).toHaveCount(1);
  await expect(page.getByTestId("node/anchor/continue")).toHaveAttribute("href", /\/dashboard$/);
});

test("it names the parts of /settings", async ({ page, people, signedIn }) => {
  const person = await people.member();
  await signedIn(page, person);
  await page.goto("/settings");
  await expectFields(page, "profile-settings-card", [
    "traits.email",
    "traits.name.first",
    "traits.name.last",
  ]);
  await expectFields(page, "password-settings-card", ["password"]);
  await expect(page.getByTestId("profile-settings-card").locator("button[name=method]")).toHaveAttribute(
    "value",
    "profile",
  );
  await expect(page.getByTestId("password-settings-card").locator("button[name=method]")).toHaveAttribute(
    "value",
    "password",
  );
  await expect(control(page, "traits.email")).toHaveValue(person.email);
});

test("it puts a hidden csrf_token and the flow's own target into each form", async ({
  page,
  people,
  signedIn,
}) => {
  await signedIn(page, await people.member());
  for (const kind of ["settings", "verification"]) {
    await page.goto(`/${kind}`);
    const forms = await page.locator(`form[action^="/api/auth/"]`).all();
    expect(forms.length).toBeGreaterThan(0);
    for (const form of forms) {
      await expect(form).toHaveAttribute("method", /^post$/i);
      await expect(form).toHaveAttribute(
        "action",
        new RegExp(`^/api/auth/${kind}\\?flow=[0-9a-f-]{36}(&section=[a-z_]+)?$`),
      );
      await expect(form.locator("input[type=hidden][name=csrf_token]")).toHaveCount(1);
      await expect(form.getByTestId("node/input/csrf_token")).toHaveAttribute("type", "hidden");
    }
  }
});

test("it shows each message once, by its number", async ({ page, people }) => {
  await page.goto("/registration");
  await register(page, {
    ...people.stranger(),
    password: "short",
    firstName: "x".repeat(101),
    lastName: "y".repeat(101),
  });
  await expect(control(page, "traits.email")).toBeVisible();
  const ids = await page
    .locator("[data-testid^='ui/message/']")
    .evaluateAll((found) => found.map((element) => element.getAttribute("data-testid")));
  expect(ids.length).toBeGreaterThan(0);
  expect(new Set(ids).size).toBe(ids.length);
});

test("it lists the ways on /welcome and /sessions, with targets where they apply", async ({
  page,
  people,
  signedIn,
}) => {
  await page.goto("/welcome");
  await expectNavigation(page, WITHOUT_SESSION);
  await signedIn(page, await people.member());
  await page.goto("/welcome");
  await expectNavigation(page, WITH_SESSION);
  await page.goto("/sessions");
  await expectNavigation(page, WITH_SESSION);
});

test("it shows the session as JSON on /sessions", async ({ page, people, signedIn }) => {
  const person = await people.member();
  await signedIn(page, person);
  await page.goto("/sessions");
  const json = page.locator("details pre");
  await expect(json).toHaveCount(1);
  const session = JSON.parse((await json.textContent()) ?? "") as {
    active: boolean;
    identity: { id: string };
  };
  expect(session).toMatchObject({
    active: true,
    identity: { id: person.identityId, traits: { email: person.email } },
  });
});

test("it shows an error for a person, and its JSON for whoever asks", async ({ page }) => {
  await page.goto("/error?id=stub:500");
  await expect(page.getByTestId("ui/error/message")).toBeVisible();
  const json = page.locator("details").getByTestId("code-box");
  await expect(json).toHaveCount(1);
  await expect(json).toContainText("500");
  JSON.parse((await json.textContent()) ?? "");
});

test("it shows an error that OAuth2 hands over in the address", async ({ page }) => {
  await page.goto("/error?error=access_denied&error_description=You+said+no.");
  await expect(page.getByTestId("ui/error/message")).toContainText("You said no.");
  await expect(page.locator("details").getByTestId("code-box")).toContainText("access_denied");
});

test.describe("in German", () => {
  test.use({ locale: "de-DE" });

  test("it says an application's error in the visitor's language, and quotes what came with it", async ({
    page,
  }) => {
    const told = page.getByTestId("ui/error/message");
    await page.goto("/error?error=invalid_client&error_description=No+such+client");
    await expect(told).toContainText("Die Anfrage der Anwendung lässt sich so nicht beantworten.");
    await expect(told.locator("blockquote")).toHaveText("No such client");
    await expect(told.locator("blockquote")).toHaveAttribute("lang", "");
    await page.goto("/error?error=server_error");
    await expect(told).toContainText("Unterwegs ist etwas schiefgegangen.");
    await expect(told.locator("blockquote")).toHaveCount(0);
    await page.goto("/error?error=on_hold");
    await expect(told).toContainText("Etwas stand im Weg.");
    await expect(told.locator("blockquote")).toHaveText("on_hold");
    await page.goto("/error?id=stub:500");
    await expect(told.locator("blockquote")).toHaveAttribute("lang", "en");
  });
});

test("it has a way on from an error that nobody knows", async ({ page }) => {
  for (const path of ["/error", "/error?id=00000000-0000-4000-8000-000000000000", "/error?id=%27"]) {
    await page.goto(path);
    await expect(page.getByTestId("ui/error/message")).toBeVisible();
    await expect(page.getByRole("main").getByRole("link").first()).toBeVisible();
  }
});

test("it fills in the known address where a sign-in is to be confirmed, and offers the way out", async ({
  page,
  people,
  signedIn,
}) => {
  const person = await people.member();
  await signedIn(page, person);
  await page.goto("/login?refresh=true");
  await expect(page.locator("input[name=identifier]").first()).toHaveValue(person.email);
  await expect(page.getByTestId("logout-link")).toHaveAttribute("href", /^\/logout/);
  await expect(field(page, "password")).toBeVisible();
});

async function expectForms(page: Page, testIds: string[]): Promise<void> {
  const shown = await page
    .locator("form[action^='/api/auth/']")
    .evaluateAll((forms) => forms.map((form) => form.getAttribute("data-testid")));
  expect(shown).toEqual(testIds);
}

/** The form has these fields and no others; each has a label that belongs to its control. */
async function expectFields(page: Page, form: string, names: string[]): Promise<void> {
  const wrappers = page.getByTestId(form).locator("[data-testid^='node/input/']:visible");
  const shown = await wrappers.evaluateAll((fields) =>
    fields.map((element) => element.getAttribute("data-testid")),
  );
  expect(shown.sort()).toEqual(names.map((name) => `node/input/${name}`).sort());
  for (const name of names) {
    const input = page.getByTestId(form).locator(`input[name="${name}"]`);
    const id = await input.getAttribute("id");
    await expect(page.getByTestId(`node/input/${name}`).locator(`label[for="${id}"]`)).toHaveText(/\S/);
  }
}

async function expectNavigation(page: Page, expected: Record<string, boolean>): Promise<void> {
  for (const [id, applies] of Object.entries(expected)) {
    const target = page.getByTestId(id).locator("a[href]");
    await expect(target, id).toHaveCount(applies ? 1 : 0);
    await expect(page.getByTestId(id), id).toBeVisible();
  }
}
