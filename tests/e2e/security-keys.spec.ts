// Security keys as a second step, with Chromium's own virtual authenticator.
import { untilNotPrivilegedInVariant } from "./fixtures/privilege";
import { expectAccessible } from "./fixtures/axe";
import { button, control, message, signIn, signInAnew } from "./fixtures/flow-page";
import { addKey, addSecurityKey } from "./fixtures/key-device";
import { expect, test } from "./fixtures/test";

for (const width of [320, 1280]) {
  test(`it is set up, asked for at sign-in, and removed, ${width} pixels wide`, async ({
    page,
    people,
    signedIn,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    const key = await addSecurityKey(page);
    await key.isThere(true);
    const person = await people.member();
    await signedIn(page, person);
    await addKey(page, "Blue key");
    await expect(page).toHaveURL(/\/settings\/second-factors\?flow=/);
    await expectAccessible(page, "settings with a security key");

    await signInAnew(page, person, "/dashboard");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Second step");
    await expectAccessible(page, "second step with a security key");
    await page.locator("button[name=webauthn_login_trigger]").click();
    await expect(page).toHaveURL(/\/dashboard$/);
    await expect(page.getByText("Two steps")).toBeVisible();

    await page.goto("/settings/keys");
    await page.getByRole("button", { name: "Remove Blue key" }).click();
    await expect(page).toHaveURL(/\/settings\/keys\?flow=/);
    await expect(message(page, 1050001)).toBeVisible();
    await expect(page.locator("button[name=webauthn_remove]")).toHaveCount(0);
    await signInAnew(page, person, "/dashboard");
    await expect(page).toHaveURL(/\/dashboard$/);
  });
}

test("it stays at the step when the key is not given, and lets it be tried again", async ({
  page,
  people,
  signedIn,
}) => {
  const key = await addSecurityKey(page);
  await key.isThere(true);
  const person = await people.member();
  await signedIn(page, person);
  await addKey(page, "Green key");
  await key.isThere(false);
  await signInAnew(page, person, "/notes");
  const trigger = page.locator("button[name=webauthn_login_trigger]");
  await trigger.click();
  await expect(page).toHaveURL(/\/login/);
  await page.reload();
  await key.isThere(true);
  await trigger.click();
  await expect(page).toHaveURL(/\/notes$/);
});

test("it says without script that the key needs it, and shows the way out", async ({
  page,
  people,
  signedIn,
  browser,
}) => {
  const key = await addSecurityKey(page);
  await key.isThere(true);
  const person = await people.member();
  await signedIn(page, person);
  await addKey(page, "Red key");
  const context = await browser.newContext({
    javaScriptEnabled: false,
    baseURL: new URL(page.url()).origin,
    storageState: await page.context().storageState(),
  });
  const plain = await context.newPage();
  await plain.goto("/settings/keys");
  await expect(plain.getByRole("button", { name: "Remove Red key" })).toBeVisible();
  await expect(control(plain, "webauthn_register_displayname")).toBeHidden();
  await expect(plain.getByText(/need JavaScript/).first()).toBeVisible();
  await context.clearCookies();
  await plain.goto("/login?return_to=/notes");
  await signIn(plain, person);
  await expect(plain.getByText(/need JavaScript/)).toBeVisible();
  await plain.getByTestId("logout-link").click();
  await expect(button(plain, "password")).toBeVisible();
  await context.close();
});

test.describe("after a while", () => {
  test.use({ stackName: "variant" });

  test("it confirms who it is, and the posted change is applied in its section", async ({
    page,
    people,
    signedIn,
  }) => {
    const key = await addSecurityKey(page);
    await key.isThere(true);
    const person = await people.member();
    await signedIn(page, person);
    await addKey(page, "Old key");
    await untilNotPrivilegedInVariant(page);
    await page.goto("/settings/keys");
    await page.getByRole("button", { name: "Remove Old key" }).click();
    await expect(message(page, 1010003)).toBeVisible();
    await page.getByTestId("other-factor-link").click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirm it’s you");
    await page.locator("button[name=webauthn_login_trigger]").click();
    await expect(page).toHaveURL(/\/settings\/keys\?flow=/);
    await expect(message(page, 1050001)).toBeVisible();
    await expect(page.locator("button[name=webauthn_remove]")).toHaveCount(0);
  });
});
