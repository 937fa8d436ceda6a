// Changes that need a fresh sign-in, against a service whose privileged sessions are short.
import type { Page } from "@playwright/test";
import { scan, shownBackupCodes } from "./fixtures/authenticator";
import { button, control, message, signIn, type } from "./fixtures/flow-page";
import { addPasskeyDevice, addSecurityKey } from "./fixtures/key-device";
import { freshPassword, type Registered } from "./fixtures/people";
import { untilNotPrivilegedInVariant } from "./fixtures/privilege";
import { expect, test } from "./fixtures/test";

test.use({ stackName: "variant" });

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a privileged change, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("it asks for the password and comes back with the change applied", async ({
      page,
      people,
      signedIn,
    }) => {
      const person = await people.member();
      await signedIn(page, person);
      const changed = freshPassword();
      await askForChange(page, changed);

      await expect(message(page, 1010003)).toBeVisible();
      await expect(page.locator("input[name=identifier]").first()).toHaveValue(person.email);
      await control(page, "password").fill(person.password);
      await button(page, "password").click();
      await expect(page).toHaveURL(/\/settings/);
      await expect(message(page, 1050001)).toBeVisible();

      await page.context().clearCookies();
      await page.goto("/login");
      await signIn(page, { email: person.email, password: changed });
      await expect(page).not.toHaveURL(/\/login/);
    });

    test("it asks before an authenticator app is added, and adds it", async ({ page, people, signedIn }) => {
      const person = await people.member();
      await signedIn(page, person);
      await page.goto("/settings/second-factors");
      const phone = await scan(page);
      await untilNotPrivilegedInVariant(page);
      await control(page, "totp_code").fill(await phone.code(-1));
      await button(page, "totp").click();
      await confirmByPassword(page, person);
      await expect(page).toHaveURL(/\/settings\/second-factors\?flow=/);
      await expect(message(page, 1050001)).toBeVisible();
      await expect(button(page, "true", "totp_unlink")).toBeVisible();
    });

    test("it asks before a second step is added that a page has asked for, and leads on to that page", async ({
      page,
      people,
      signedIn,
    }) => {
      const person = await people.member();
      await signedIn(page, person);
      await page.goto("/login?aal=aal2&return_to=/notes");
      await expect(page.getByTestId("notice/second_factor_needed")).toBeVisible();
      const phone = await scan(page);
      await untilNotPrivilegedInVariant(page);
      await control(page, "totp_code").fill(await phone.code(-1));
      await button(page, "totp").click();
      await confirmByPassword(page, person);
      await expect(page).toHaveURL(/\/notes$/);
    });

    test("it asks before backup codes are made, and shows them", async ({ page, people, signedIn }) => {
      const person = await people.member();
      await signedIn(page, person);
      await page.goto("/settings/second-factors");
      await untilNotPrivilegedInVariant(page);
      await button(page, "true", "lookup_secret_regenerate").click();
      await confirmByPassword(page, person);
      await expect(page).toHaveURL(/\/settings\/second-factors\?flow=/);
      await shownBackupCodes(page);
    });
  });
}

for (const [section, kind, addDevice] of [
  ["keys", "passkey", addPasskeyDevice],
  ["second-factors", "webauthn", addSecurityKey],
] as const) {
  test(`it asks before a key is added, and adds it: ${kind}`, async ({ page, people, signedIn }) => {
    const device = await addDevice(page);
    await device.isThere(true);
    const person = await people.member();
    await signedIn(page, person);
    await page.goto(`/settings/${section}`);
    await untilNotPrivilegedInVariant(page);
    if (kind === "webauthn") await control(page, "webauthn_register_displayname").fill("Grey key");
    await page.locator(`button[name=${kind}_register_trigger]`).click();
    await device.isThere(false);
    await confirmByPassword(page, person);
    await expect(page).toHaveURL(new RegExp(`/settings/${section}\\?flow=`));
    await expect(message(page, 1050001)).toBeVisible();
    await expect(page.locator(`button[name=${kind}_remove]`)).toHaveCount(1);
  });
}

test("it does not apply a queued change for another person", async ({ page, people, signedIn }) => {
  const person = await people.member();
  const other = await people.member();
  await signedIn(page, person);
  const changed = freshPassword();
  await askForChange(page, changed);
  await expect(message(page, 1010003)).toBeVisible();

  // Somebody else signs in on the same browser, at the very page that was to confirm the change.
  const confirm = page.url();
  await page.context().clearCookies({ name: "ory_kratos_session" });
  await signedIn(page, other);
  await page.goto(confirm);
  if (await control(page, "password").isVisible()) {
    const identifier = control(page, "identifier");
    if (await identifier.isEditable().catch(() => false)) await identifier.fill(other.email);
    await control(page, "password").fill(other.password);
    await button(page, "password").click();
    await expect(page.getByRole("main")).toBeVisible();
  }
  await page.goto("/settings");
  await expect(message(page, 1050001)).toHaveCount(0);

  await page.context().clearCookies();
  for (const untouched of [person, other]) {
    await page.context().clearCookies();
    await signedIn(page, untouched);
  }
});

test("it lets a profile's name be changed without asking again", async ({ page, people, signedIn }) => {
  // Kratos 26.2 asks all the same where the admin API has made the address a verified one.
  const person = await people.member({ verified: false });
  await signedIn(page, person);
  await untilNotPrivilegedInVariant(page);
  await page.goto("/settings");
  await type(page, { "traits.name.first": "Grace" });
  await button(page, "profile").click();
  await expect(message(page, 1050001)).toBeVisible();
  await expect(control(page, "traits.name.first")).toHaveValue("Grace");
});

async function confirmByPassword(page: Page, { password }: Registered): Promise<void> {
  await expect(message(page, 1010003)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirm it’s you");
  await control(page, "password").fill(password);
  await button(page, "password").click();
}

/** Waits until the session is too old for a password change, and asks for one. */
async function askForChange(page: Page, password: Registered["password"]): Promise<void> {
  await untilNotPrivilegedInVariant(page);
  await page.goto("/settings");
  await control(page, "password").fill(password);
  await button(page, "password").click();
  await expect(page).toHaveURL(/\/login/);
}
