// Confirming that it is you in each way that an account can have, on a service that asks after 5 seconds.
import type { Page } from "@playwright/test";
import { setUpBackupCodes } from "./fixtures/authenticator";
import { expectAccessible } from "./fixtures/axe";
import { button, control, enterCode, expectAnnounced, message } from "./fixtures/flow-page";
import { addPasskeyDevice } from "./fixtures/key-device";
import { codeIn, type Mailbox } from "./fixtures/mailbox";
import { createIdentity, freshEmail } from "./fixtures/people";
import {
  askForPassword,
  expectConfirming,
  expectSaved,
  SHORT_PRIVILEGE,
  untilNotPrivileged,
} from "./fixtures/privilege";
import { agreeAtProvider, chooseProvider, expect, signInAtProvider, test } from "./fixtures/provider";

const BY_CODE = {
  SELFSERVICE_METHODS_CODE_PASSWORDLESS_ENABLED: "true",
  SELFSERVICE_FLOWS_REGISTRATION_AFTER_CODE_HOOKS_0_HOOK: "session",
};
test.use({ withProvider: { name: "confirming", overrides: { ...SHORT_PRIVILEGE, ...BY_CODE } } });

for (const javaScriptEnabled of [true, false]) {
  test.describe(`confirming it, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("it is done by a code from a mail, for who has no password yet", async ({
      page,
      people,
      stack,
      mailbox,
    }) => {
      const email = freshEmail();
      people.alsoRemove(email);
      await createIdentity(stack, { traits: { email } });
      await signInByCode(page, mailbox, email);
      const chosen = await askForPassword(page);

      await expect(control(page, "password")).toHaveCount(0);
      if (javaScriptEnabled) await expectAccessible(page, "confirming by code");
      await button(page, "code").click();
      await expectAnnounced(page, 1010014);
      await expectConfirming(page);
      await enterCode(page, "000000");
      await expectAnnounced(page, 4010008);
      await expectConfirming(page);
      await enterCode(page, codeIn(await mailbox.newest(email, { count: 2 })));
      await expectSaved(page, "password");
      await expectPassword(page, email, chosen);
    });

    test("it is done by the provider, for who has no password yet", async ({ page, people }) => {
      const { email } = people.stranger();
      await signUpByProvider(page, email);
      const chosen = await askForPassword(page);

      await expect(control(page, "password")).toHaveCount(0);
      // The provider is told to ask as well, although it knows the browser.
      await chooseProvider(page);
      await signInAtProvider(page, email);
      await expectSaved(page, "password");
      await expectPassword(page, email, chosen);
    });

    test("it is done by a backup code, used up by it", async ({ page, people, signedIn }) => {
      const person = await people.member();
      await signedIn(page, person);
      const [first = "", second = ""] = await setUpBackupCodes(page);
      const chosen = await askForPassword(page);
      await page.getByTestId("other-factor-link").click();
      await expectConfirming(page);
      await control(page, "lookup_secret").fill(first);
      await button(page, "lookup_secret").click();
      await expectSaved(page, "password");

      await signInWith(page, person.email, chosen);
      await control(page, "lookup_secret").fill(first);
      await button(page, "lookup_secret").click();
      await expectAnnounced(page, 4000012);
      await control(page, "lookup_secret").fill(second);
      await button(page, "lookup_secret").click();
      await expect(page).toHaveURL(/\/sessions$/);
    });

    test("it offers each way that the account has, and comes back from one to another", async ({
      page,
      people,
      stack,
      signedIn,
      mailbox,
    }) => {
      const person = people.stranger();
      await createIdentity(stack, {
        schema_id: "person",
        traits: { email: person.email },
        credentials: {
          password: { config: { password: person.password } },
          oidc: { config: { providers: [{ provider: "acme", subject: person.email }] } },
        },
        verifiable_addresses: [{ value: person.email, via: "email", verified: true, status: "completed" }],
      });
      await signedIn(page, person);
      await page.goto("/settings/linked-accounts");
      await untilNotPrivileged(page);
      await button(page, "acme", "unlink").click();

      await expectConfirming(page);
      await expect(button(page, "password")).toBeVisible();
      await expect(button(page, "acme", "provider")).toBeVisible();
      await button(page, "code").click();
      await expectAnnounced(page, 1010014);
      await mailbox.newest(person.email);
      await page.getByRole("link", { name: "Use another way to sign in" }).click();
      await expectConfirming(page);
      await control(page, "password").fill("not the password");
      await button(page, "password").click();
      await expectAnnounced(page, 4000006);
      await expectConfirming(page);
      await control(page, "password").fill(person.password);
      await button(page, "password").click();
      await expectSaved(page, "linked-accounts");
      await expect(button(page, "acme", "link")).toBeVisible();
    });

    test("it is asked for before an account is linked, and then leads to the provider", async ({
      page,
      people,
      signedIn,
    }) => {
      const person = await people.member();
      await signedIn(page, person);
      await page.goto("/settings/linked-accounts");
      await untilNotPrivileged(page);
      await button(page, "acme", "link").click();
      await expectConfirming(page);
      await control(page, "password").fill(person.password);
      await button(page, "password").click();
      await expect(page).not.toHaveURL(/^http:\/\/localhost/);
      await agreeAtProvider(page, freshEmail());
      await expectSaved(page, "linked-accounts");
      await expect(button(page, "acme", "unlink")).toBeVisible();
    });
  });
}

test("it is done by a passkey, for who has nothing else", async ({ page, people }) => {
  const device = await addPasskeyDevice(page);
  await device.isThere(true);
  const person = people.stranger();
  await page.goto("/registration");
  await control(page, "traits.email").first().fill(person.email);
  // The button works once the page's script runs.
  await expect(async () => {
    if (page.url().includes("/registration")) {
      await page.locator("button[name=passkey_register_trigger]").click({ timeout: 1_000 });
    }
    await expect(page).not.toHaveURL(/\/registration/, { timeout: 3_000 });
  }).toPass({ timeout: 15_000 });
  const chosen = await askForPassword(page);

  await expect(control(page, "password")).toHaveCount(0);
  await expectAccessible(page, "confirming by passkey");
  await page.locator("button[name=passkey_login_trigger]").click();
  await expectSaved(page, "password");
  await device.isThere(false);
  await expectPassword(page, person.email, chosen);
});

test("it does not take another person's provider for one's own", async ({ page, people, newVisitor }) => {
  const { email } = people.stranger();
  await signUpByProvider(page, email);
  const other = people.stranger();
  const elsewhere = await newVisitor();
  await signUpByProvider(elsewhere, other.email);
  const chosen = await askForPassword(page);
  await chooseProvider(page);
  await agreeAtProvider(page, other.email);
  await expect(page.getByRole("main")).toBeVisible();
  await expect(message(page, 1050001)).toHaveCount(0);
  for (const untouched of [email, other.email]) {
    await signInWith(page, untouched, chosen);
    await expectAnnounced(page, 4000006);
  }
});

async function signInByCode(page: Page, mailbox: Mailbox, email: string): Promise<void> {
  await page.goto("/login");
  const form = page.locator("form", { has: button(page, "code") });
  await form.locator("[name=identifier]").fill(email);
  await button(page, "code").click();
  await enterCode(page, codeIn(await mailbox.newest(email)));
  await expect(page).not.toHaveURL(/\/login/);
}

async function signUpByProvider(page: Page, email: string): Promise<void> {
  await page.goto("/registration");
  await chooseProvider(page);
  await agreeAtProvider(page, email);
  await expect(page).toHaveURL(/\/(dashboard|welcome|verification)/);
}

async function signInWith(page: Page, email: string, password: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto("/login?return_to=/sessions");
  const form = page.getByTestId("login-flow");
  await form.locator("[name=identifier]").fill(email);
  await form.locator("[name=password]").fill(password);
  await button(page, "password").click();
}

async function expectPassword(page: Page, email: string, password: string): Promise<void> {
  await signInWith(page, email, password);
  await expect(page).toHaveURL(/\/sessions$/);
}
