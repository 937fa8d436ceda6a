// Passkeys, with Chromium's own virtual authenticator (CDP, domain WebAuthn).
import type { CDPSession, Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe";
import { button, control, type } from "./fixtures/flow-page";
import type { Person } from "./fixtures/people";
import { expect, test } from "./fixtures/test";

test.use({ stackName: "variant" });

/** A device with a screen lock, whose owner is always there. */
async function addDevice(page: Page): Promise<{ client: CDPSession; authenticatorId: string }> {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable");
  const { authenticatorId } = await client.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: false,
    },
  });
  return { client, authenticatorId };
}

async function isThere({ client, authenticatorId }: Awaited<ReturnType<typeof addDevice>>, enabled: boolean) {
  await client.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled });
}

async function signUp(page: Page, { email, firstName, lastName }: Person) {
  await page.goto("/registration");
  await type(page, { "traits.email": email, "traits.name.first": firstName, "traits.name.last": lastName });
  await button(page, "profile").click();
  // The button works once the page's script runs.
  await expect(async () => {
    if (page.url().includes("/registration")) {
      await page.locator("button[name=passkey_register_trigger]").click({ timeout: 1_000 });
    }
    await expect(page).not.toHaveURL(/\/registration/, { timeout: 3_000 });
  }).toPass({ timeout: 15_000 });
}

for (const width of [320, 1280]) {
  test(`it signs up by passkey, and in by the passkey's button, ${width} pixels wide`, async ({
    page,
    people,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    const device = await addDevice(page);
    await isThere(device, true);
    const person = people.stranger();
    await signUp(page, person);
    expect((await people.find(person.email))?.credentials?.passkey?.identifiers).toHaveLength(1);

    await isThere(device, false);
    await page.context().clearCookies();
    await page.goto("/login");
    await expect(control(page, "identifier")).toHaveAttribute("autocomplete", "username webauthn");
    // What the field has asked for goes on waiting; the button's own request finds the owner there.
    await isThere(device, true);
    await page.locator("button[name=passkey_login_trigger]").click();
    await expect(page).not.toHaveURL(/\/login/);
  });
}

test("it signs in by what the browser offers in the field for the address", async ({ page, people }) => {
  const device = await addDevice(page);
  await isThere(device, true);
  await signUp(page, people.stranger());
  await page.context().clearCookies();
  await page.goto("/login");
  await expect(page).not.toHaveURL(/\/login/);
});

test("it adds a passkey in settings, and removes it", async ({ page, people }) => {
  const device = await addDevice(page);
  await isThere(device, true);
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
