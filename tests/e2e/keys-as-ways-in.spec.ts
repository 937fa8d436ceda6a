// Keys that sign in by themselves: as the only way in, as one of two, and as the way that was used last.
import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe";
import { button, control, message, signOut, type } from "./fixtures/flow-page";
import { addPasskeyDevice, addSecurityKey } from "./fixtures/key-device";
import type { Person } from "./fixtures/people";
import { test as ownStackTest } from "./fixtures/own-stack";
import {
  expectConfirming,
  expectSaved,
  test as shortPrivilegeTest,
  untilNotPrivileged,
} from "./fixtures/privilege";
import { expect, test } from "./fixtures/test";

const removals = (page: Page) => page.locator("button[name=passkey_remove]");
const ONLY_WAY = "This is your only way to sign in.";

test("it keeps the passkey that is the only way in, and says why", async ({ page, people, newVisitor }) => {
  const device = await addPasskeyDevice(page);
  await device.isThere(true);
  await signUpByPasskey(page, people.stranger());
  await page.goto("/settings/keys");
  await expect(removals(page)).toHaveCount(1);
  await expect(removals(page)).toBeDisabled();
  await expect(removals(page)).toHaveAccessibleDescription(/only way to sign in/);
  await expect(page.getByText(ONLY_WAY)).toBeVisible();
  await expectAccessible(page, "a passkey that stays");

  // Two pages that each still know of two passkeys: what one has removed is gone when the other is sent.
  await page.locator("button[name=passkey_register_trigger]").click();
  await expectSaved(page, "keys");
  await expect(page.getByText(ONLY_WAY)).toHaveCount(0);
  const elsewhere = await newVisitor();
  await elsewhere.context().addCookies(await page.context().cookies());
  await elsewhere.goto("/settings/keys");
  await removals(elsewhere).first().click();
  await expect(removals(elsewhere)).toHaveCount(1);
  await expect(removals(elsewhere)).toBeDisabled();
  await removals(page).last().click();
  await expect(message(page, 4000001)).toBeVisible();
  await expect(message(page, 4000001)).toContainText(ONLY_WAY);
  await page.goto("/settings/keys");
  await expect(removals(page)).toHaveCount(1);
});

for (const javaScriptEnabled of [true, false]) {
  test(`it removes one of two passkeys, JavaScript ${javaScriptEnabled ? "on" : "off"}`, async ({
    page,
    people,
    browser,
  }) => {
    const device = await addPasskeyDevice(page);
    await device.isThere(true);
    await signUpByPasskey(page, people.stranger());
    await page.goto("/settings/keys");
    await page.locator("button[name=passkey_register_trigger]").click();
    await expectSaved(page, "keys");
    const context = await browser.newContext({
      javaScriptEnabled,
      baseURL: new URL(page.url()).origin,
      storageState: await page.context().storageState(),
    });
    const visitor = await context.newPage();
    await visitor.goto("/settings/keys");
    await removals(visitor).first().click();
    await expectSaved(visitor, "keys");
    await expect(removals(visitor)).toHaveCount(1);
    await expect(removals(visitor)).toBeDisabled();
    await expect(visitor.getByText(ONLY_WAY)).toBeVisible();
    await context.close();
  });
}

shortPrivilegeTest(
  "it removes one of two passkeys after a while, once the other has confirmed it",
  async ({ page, people }) => {
    const device = await addPasskeyDevice(page);
    await device.isThere(true);
    await signUpByPasskey(page, people.stranger());
    await page.goto("/settings/keys");
    await page.locator("button[name=passkey_register_trigger]").click();
    await expectSaved(page, "keys");
    await untilNotPrivileged(page);
    await removals(page).first().click();
    await expect(message(page, 1010003)).toBeVisible();
    await expectConfirming(page);
    await expect(control(page, "password")).toHaveCount(0);
    await page.locator("button[name=passkey_login_trigger]").click();
    await expectSaved(page, "keys");
    await expect(removals(page)).toHaveCount(1);
    await expect(removals(page)).toBeDisabled();
  },
);

const keysAloneTest = ownStackTest.extend({
  stack: async ({ ownStack }, provide) =>
    provide(
      await ownStack({
        name: "keys-alone",
        overrides: { SELFSERVICE_METHODS_WEBAUTHN_CONFIG_PASSWORDLESS: "true" },
      }),
    ),
});

keysAloneTest.describe("where a security key signs in by itself", () => {
  keysAloneTest("it is marked as the way that was used last", async ({ page, people, signedIn }) => {
    const key = await addSecurityKey(page);
    await key.isThere(true);
    const person = await people.member();
    await signedIn(page, person);
    await page.goto("/settings/keys");
    await control(page, "webauthn_register_displayname").fill("Grey key");
    await page.locator("button[name=webauthn_register_trigger]").click();
    await expectSaved(page, "keys");
    await page.context().clearCookies();

    await page.goto("/login");
    const form = page.getByTestId("passwordless-flow");
    await form.locator("[name=identifier]").fill(person.email);
    await button(page, "webauthn").click();
    await page.locator("button[name=webauthn_login_trigger]").click();
    await expect(page).not.toHaveURL(/\/login/);
    await signOut(page);
    await expect(button(page, "webauthn").getByTestId("last-used")).toBeVisible();
    await expect(page.getByTestId("last-used")).toHaveCount(1);
  });
});

async function signUpByPasskey(page: Page, { email, firstName, lastName }: Person): Promise<void> {
  await page.goto("/registration");
  await type(page, { "traits.email": email, "traits.name.first": firstName, "traits.name.last": lastName });
  // The button works once the page's script runs.
  await expect(async () => {
    if (page.url().includes("/registration")) {
      await page.locator("button[name=passkey_register_trigger]").click({ timeout: 1_000 });
    }
    await expect(page).not.toHaveURL(/\/registration/, { timeout: 3_000 });
  }).toPass({ timeout: 15_000 });
}
