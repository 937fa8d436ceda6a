// Passkeys, with Chromium's own virtual authenticator (CDP, domain WebAuthn).
import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe";
import { button, control, message, signOut, type } from "./fixtures/flow-page";
import { addPasskeyDevice } from "./fixtures/key-device";
import type { Person } from "./fixtures/people";
import { expect, test } from "./fixtures/test";

/** Sign-up asks for everything on one page, or for the profile first: the passkey's button is beside, or on the next. */
async function signUp(page: Page, { email, firstName, lastName }: Person) {
  await page.goto("/registration");
  await type(page, { "traits.email": email, "traits.name.first": firstName, "traits.name.last": lastName });
  if (await button(page, "profile").isVisible()) await button(page, "profile").click();
  // The button works once the page's script runs.
  await expect(async () => {
    if (page.url().includes("/registration")) {
      await page.locator("button[name=passkey_register_trigger]").click({ timeout: 1_000 });
    }
    await expect(page).not.toHaveURL(/\/registration/, { timeout: 3_000 });
  }).toPass({ timeout: 15_000 });
}

/** @returns waits until the page has asked the browser for a key, as the field for the address does by itself */
async function watchForAsking(page: Page): Promise<() => Promise<unknown>> {
  await page.addInitScript(() => {
    const ask = navigator.credentials.get.bind(navigator.credentials);
    navigator.credentials.get = (options) => {
      Reflect.set(window, "hasAsked", true);
      return ask(options);
    };
  });
  return () => page.waitForFunction(() => Reflect.get(window, "hasAsked") === true);
}

for (const stackName of ["main", "variant"] as const) {
  test.describe(`passkeys, ${stackName === "main" ? "all on one page" : "the profile first"}`, () => {
    test.use({ stackName });

    for (const width of [320, 1280]) {
      test(`it signs up by passkey, and in by the passkey's button, ${width} pixels wide`, async ({
        page,
        people,
      }) => {
        await page.setViewportSize({ width, height: 900 });
        const device = await addPasskeyDevice(page);
        await device.isThere(true);
        const person = people.stranger();
        await signUp(page, person);
        expect((await people.find(person.email))?.credentials?.passkey?.identifiers).toHaveLength(1);

        await device.isThere(false);
        await page.context().clearCookies();
        const hasAsked = await watchForAsking(page);
        await page.goto("/login");
        await expect(control(page, "identifier")).toHaveAttribute("autocomplete", "username webauthn");
        await hasAsked();
        // What the field has asked for goes on waiting; the button's own request finds the owner there.
        await device.isThere(true);
        await page.locator("button[name=passkey_login_trigger]").click();
        await expect(page).not.toHaveURL(/\/login/);
        await device.isThere(false);
        await signOut(page);
        const trigger = page.locator("button[name=passkey_login_trigger]");
        await expect(trigger.getByTestId("last-used")).toBeVisible();
      });
    }

    test("it signs in by what the browser offers in the field for the address", async ({ page, people }) => {
      const device = await addPasskeyDevice(page);
      await device.isThere(true);
      await signUp(page, people.stranger());
      await page.context().clearCookies();
      await page.goto("/login");
      await expect(page).not.toHaveURL(/\/login/);
    });

    test("it adds a passkey in settings, and removes it", async ({ page, people }) => {
      const device = await addPasskeyDevice(page);
      await device.isThere(true);
      await signUp(page, people.stranger());
      await page.goto("/settings");
      const removals = page.locator("button[name=passkey_remove]");
      await expect(removals).toHaveCount(1);
      // The only way in stays.
      await expect(removals).toBeDisabled();
      await page.locator("button[name=passkey_register_trigger]").click();
      await expect(removals).toHaveCount(2);
      await removals.first().click();
      await expect(removals).toHaveCount(1);
      await expectAccessible(page, "settings with a passkey");
    });

    test("its button on the sign-in page is accessible", async ({ page }) => {
      await page.goto("/login");
      await expect(page.locator("button[name=passkey_login_trigger]")).toBeVisible();
      await expectAccessible(page, "sign-in with a passkey");
    });
  });
}

test("it asks for what is missing before it makes a passkey, and shows what is wrong at its field", async ({
  page,
  people,
}) => {
  const device = await addPasskeyDevice(page);
  await device.isThere(true);
  const { email } = await people.member();
  await page.goto("/registration");
  const trigger = page.locator("button[name=passkey_register_trigger]");
  await trigger.click();
  await expect(control(page, "traits.email")).toBeFocused();
  await type(page, { "traits.email": email, "traits.name.first": "Ada" });
  await trigger.click();
  await expect(
    message(page, 4000007).or(message(page, 4000027)).or(message(page, 4000028)).first(),
  ).toBeVisible();
  await expect(control(page, "traits.email")).toHaveValue(email);
  await expect(control(page, "traits.name.first")).toHaveValue("Ada");
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("it shows no passkey's button, and says why", async ({ page }) => {
    for (const path of ["/login", "/registration"]) {
      await page.goto(path);
      await expect(page.getByTestId("passkey-flow")).toBeHidden();
      await expect(page.getByRole("separator")).toBeHidden();
      await expect(page.getByText(/need JavaScript/)).toBeVisible();
      await expect(button(page, "password")).toBeVisible();
    }
  });
});
