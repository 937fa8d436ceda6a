// Codes by mail: to sign in with, to sign up with, as a second factor; who first, then how; recovery to a chosen address.
import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe";
import {
  askForCode,
  beginRecovery,
  expect,
  givePassword,
  memberWithoutPassword,
  memberWithTwo,
  sayWho,
  test,
} from "./fixtures/by-code";
import {
  button,
  control,
  enterCode,
  expectAnnounced,
  expectFieldError,
  message,
  signOut,
  type,
} from "./fixtures/flow-page";
import { codeIn } from "./fixtures/mailbox";
import { freshEmail } from "./fixtures/people";
import { askForPassword, expectConfirming, expectSaved } from "./fixtures/privilege";

const scripts = [true, false];
const named = (javaScriptEnabled: boolean) => `JavaScript ${javaScriptEnabled ? "on" : "off"}`;

for (const javaScriptEnabled of scripts) {
  test.describe(`a code beside the password, ${named(javaScriptEnabled)}`, () => {
    test.use({ setting: "beside", javaScriptEnabled });

    test("it signs in with a code, after a wrong one", async ({ page, people, mailbox }) => {
      const { email } = await people.member();
      await page.goto("/login");
      await control(page, "identifier").first().fill(email);
      await askForCode(page, email);
      await expectAnnounced(page, 1010014);
      await expectOneTimeCode(page);
      await enterCode(page, "000000");
      await expectAnnounced(page, 4010008);
      await enterCode(page, codeIn(await mailbox.newest(email)));
      await expect(page).toHaveURL(/\/dashboard|\/welcome|\/$/);
      await expectSignedIn(page, email);
    });

    test("it sends another code, and only that one is good", async ({ page, people, mailbox }) => {
      const { email } = await people.member();
      await page.goto("/login");
      await askForCode(page, email);
      const first = codeIn(await mailbox.newest(email));
      await button(page, "code", "resend").click();
      await expect(control(page, "code")).toBeVisible();
      const second = codeIn(await mailbox.newest(email, { count: 2 }));
      if (first !== second) {
        await enterCode(page, first);
        await expectAnnounced(page, 4010008);
      }
      await enterCode(page, second);
      await expectSignedIn(page, email);
    });

    test("it marks the way that was used last, a password or a code", async ({ page, people, mailbox }) => {
      const person = await people.member();
      const mark = page.getByTestId("last-used");
      await page.goto("/login");
      await expect(mark).toHaveCount(0);
      const form = page.getByTestId("login-flow");
      await form.locator("[name=identifier]").fill(person.email);
      await form.locator("[name=password]").fill(person.password);
      await button(page, "password").click();
      await expect(page).not.toHaveURL(/\/login/);
      await signOut(page);
      await expect(button(page, "password").getByTestId("last-used")).toBeVisible();

      await askForCode(page, person.email);
      await expect(mark).toHaveCount(0);
      await enterCode(page, codeIn(await mailbox.newest(person.email)));
      await expect(page).not.toHaveURL(/\/login/);
      await signOut(page);
      await expect(button(page, "code").getByTestId("last-used")).toBeVisible();
      await expect(mark).toHaveCount(1);
    });

    test("it signs up with a code that goes to two addresses, and names both", async ({
      page,
      people,
      mailbox,
    }) => {
      const { email } = people.stranger();
      const backup = `backup-${email}`;
      await page.goto("/registration");
      const form = page.locator("form", { has: button(page, "code") });
      await form.locator("[name='traits.email']").fill(email);
      await form.locator("[name='traits.backup']").fill(backup);
      await button(page, "code").click();
      await expect(page.getByText(`on its way to ${email} and ${backup}.`)).toBeVisible();
      await enterCode(page, codeIn(await mailbox.newest(backup)));
      await expectSignedIn(page, email);
    });

    test("it says that an address has no account, and keeps it", async ({ page }) => {
      const email = freshEmail();
      await page.goto("/login");
      await askForCode(page, email, { isSent: false });
      await expectAnnounced(page, 4000035);
      await expect(control(page, "identifier").first()).toHaveValue(email);
    });

    test("it signs up with a code", async ({ page, people, mailbox }) => {
      const person = people.stranger();
      await page.goto("/registration");
      const form = page.locator("form", { has: button(page, "code") });
      await form.locator("[name='traits.email']").fill(person.email);
      await form.locator("[name='traits.name.first']").fill(person.firstName);
      await button(page, "code").click();
      await expectAnnounced(page, 1040005);
      await expectOneTimeCode(page);
      await expect(control(page, "traits.email")).toHaveCount(0);
      await expect(page.getByText(`on its way to ${person.email}.`)).toBeVisible();
      await expect(page.getByText(person.firstName)).toHaveCount(0);
      await enterCode(page, "000000");
      await expectAnnounced(page, 4040003);
      await expect(page.getByText(`on its way to ${person.email}.`)).toBeVisible();
      await enterCode(page, codeIn(await mailbox.newest(person.email)));
      await expectSignedIn(page, person.email);
      const stored = await people.find(person.email);
      expect(stored?.traits).toMatchObject({ name: { first: person.firstName } });
      expect(stored?.verifiable_addresses?.[0]?.verified).toBe(true);
    });
  });

  test.describe(`who first, then how, ${named(javaScriptEnabled)}`, () => {
    test.use({ setting: "steps", javaScriptEnabled });

    test("it asks who, then shows what the account has", async ({ page, people }) => {
      const person = await people.member();
      await sayWho(page, person.email);
      await expect(page.getByText(person.email)).toBeVisible();
      await expect(control(page, "identifier")).toHaveCount(0);
      await expect(button(page, "code")).toBeVisible();
      await control(page, "password").fill("not this one");
      await button(page, "password").click();
      await expectAnnounced(page, 4000006);
      await control(page, "password").fill(person.password);
      await button(page, "password").click();
      await expectSignedIn(page, person.email);
    });

    test("it goes back to somebody else", async ({ page, people }) => {
      const person = await people.member();
      await sayWho(page, person.email);
      await page.getByRole("link", { name: "Use another account" }).click();
      await expect(control(page, "identifier")).toHaveValue("");
      await expect(control(page, "password")).toHaveCount(0);
    });

    test("it sends a code at once where there is nothing else", async ({ page, people, stack, mailbox }) => {
      const { email } = await memberWithoutPassword(stack, people);
      await sayWho(page, email);
      await expectAnnounced(page, 1010014);
      await enterCode(page, codeIn(await mailbox.newest(email)));
      await expectSignedIn(page, email);
    });

    test("it does not know a stranger", async ({ page }) => {
      const email = freshEmail();
      await sayWho(page, email);
      await expectFieldError(page, "identifier", 4000037);
      await expect(control(page, "identifier")).toHaveValue(email);
    });

    test("it signs up in two steps with a code, by way of a change of mind", async ({
      page,
      people,
      mailbox,
    }) => {
      const person = people.stranger();
      await page.goto("/registration");
      await type(page, { "traits.email": person.email, "traits.name.first": person.firstName });
      await button(page, "profile").click();
      await expect(message(page, 1040009)).toBeVisible();
      await button(page, "code").click();
      await expectOneTimeCode(page);
      await button(page, "credential-selection", "screen").click();
      await expect(control(page, "password")).toBeVisible();
      await button(page, "code").click();
      await enterCode(page, codeIn(await mailbox.newest(person.email, { count: 2 })));
      await expectSignedIn(page, person.email);
    });

    test("it recovers by another address than the one that is known", async ({
      page,
      people,
      stack,
      mailbox,
    }) => {
      const { email, backup } = await memberWithTwo(stack, people);
      await beginRecovery(page, email);
      await expectAnnounced(page, 1060006);
      const choices = page.locator("button[name=recovery_select_address]");
      await expect(choices).toHaveCount(2);
      for (const choice of await choices.all()) {
        await expect(choice).toHaveText(/^..\*{4}@people\.example$/);
      }
      await expect(page.getByText(backup)).toHaveCount(0);
      await choices.filter({ hasText: "ba****" }).click();
      await expectAnnounced(page, 1060005);
      await button(page, "previous", "screen").click();
      await choices.filter({ hasText: "ba****" }).click();
      await control(page, "recovery_confirm_address").fill(backup);
      await button(page, "code").click();
      await expectAnnounced(page, 1060004);
      await expectOneTimeCode(page);
      await enterCode(page, "000000");
      await expectAnnounced(page, 4060006);
      await enterCode(page, codeIn(await mailbox.newest(backup)));
      await expect(page).toHaveURL(/\/settings/);
    });

    test("it recovers by the address that was given, which is not asked for again", async ({
      page,
      people,
      stack,
      mailbox,
    }) => {
      const { email } = await memberWithTwo(stack, people);
      await beginRecovery(page, email);
      await page.locator("button[name=recovery_select_address]").filter({ hasText: "e2****" }).click();
      await enterCode(page, codeIn(await mailbox.newest(email)));
      await expect(page).toHaveURL(/\/settings/);
    });

    test("it does not tell a stranger's address", async ({ page }) => {
      await beginRecovery(page, freshEmail());
      await expectAnnounced(page, 1060004);
    });
  });

  test.describe(`a code as second factor, ${named(javaScriptEnabled)}`, () => {
    test.use({ setting: "second", javaScriptEnabled });

    test("it is sent to the one address and lets through", async ({ page, people, mailbox }) => {
      const person = await people.member();
      await givePassword(page, person);
      await expectAnnounced(page, 1010014);
      await expectOneTimeCode(page);
      await page.goto("/dashboard");
      await expect(page).toHaveURL(/\/login/);
      const count = (await mailbox.all(person.email)).length;
      await enterCode(page, "000000");
      await expectAnnounced(page, 4010008);
      await enterCode(page, codeIn(await mailbox.newest(person.email, { count })));
      await expectSignedIn(page, person.email);
    });

    test("it goes to the address that is chosen", async ({ page, people, stack, mailbox }) => {
      const person = await memberWithTwo(stack, people);
      await givePassword(page, person);
      await expectAnnounced(page, 1010004);
      await expect(page.locator("button[name=address]")).toHaveCount(2);
      await button(page, person.backup, "address").click();
      await expectAnnounced(page, 1010014);
      await button(page, "code", "resend").click();
      await enterCode(page, codeIn(await mailbox.newest(person.backup, { count: 2 })));
      await expectSignedIn(page, person.email);
      expect(await mailbox.all(person.email)).toEqual([]);
    });
  });
}

for (const javaScriptEnabled of scripts) {
  test.describe(`a code as second factor, asked for again, ${named(javaScriptEnabled)}`, () => {
    test.use({ setting: "secondAgain", javaScriptEnabled });

    test("it confirms who it is, sent to the one address, and the posted change is made", async ({
      page,
      people,
      mailbox,
    }) => {
      const person = await people.member();
      await givePassword(page, person);
      await enterCode(page, codeIn(await mailbox.newest(person.email)));
      await expect(page).not.toHaveURL(/\/login/);
      const chosen = await askForPassword(page);
      await page.getByTestId("other-factor-link").click();
      await expectConfirming(page);
      await expectAnnounced(page, 1010014);
      await expect(page.getByText(`e2****@people.example`)).toBeVisible();
      await expect(page.getByText(person.email)).toHaveCount(0);
      await expectOneTimeCode(page);
      if (javaScriptEnabled) await expectAccessible(page, "confirming by a code as second factor");
      await enterCode(page, "000000");
      await expectAnnounced(page, 4010008);
      await expectConfirming(page);
      await enterCode(page, codeIn(await mailbox.newest(person.email, { count: 2 })));
      await expectSaved(page, "password");
      await page.context().clearCookies();
      await givePassword(page, { ...person, password: chosen });
      await expectAnnounced(page, 1010014);
    });

    test("it confirms who it is at the address that is chosen, by way of the first step and back", async ({
      page,
      people,
      stack,
      mailbox,
    }) => {
      const person = await memberWithTwo(stack, people);
      await givePassword(page, person);
      await button(page, person.email, "address").click();
      await enterCode(page, codeIn(await mailbox.newest(person.email)));
      await expect(page).not.toHaveURL(/\/login/);
      await askForPassword(page);
      await page.getByTestId("other-factor-link").click();
      await expectConfirming(page);
      await page.getByTestId("other-factor-link").click();
      await expectConfirming(page);
      await expect(control(page, "password")).toBeVisible();
      await page.getByTestId("other-factor-link").click();
      await button(page, person.backup, "address").click();
      await expectConfirming(page);
      await expect(page.getByText("ba****@people.example")).toBeVisible();
      await enterCode(page, codeIn(await mailbox.newest(person.backup)));
      await expectSaved(page, "password");
      expect(await mailbox.all(person.email)).toHaveLength(1);
    });

    test("it is asked of a session that has seen one step, before the settings, which open then", async ({
      page,
      people,
      mailbox,
    }) => {
      const person = await people.member();
      await givePassword(page, person);
      await mailbox.newest(person.email);
      await page.goto("/settings/password");
      await expect(page).toHaveURL(/\/login\?/);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Enter your code");
      await expect(page.getByText(`e2****@people.example`)).toBeVisible();
      await enterCode(page, codeIn(await mailbox.newest(person.email, { count: 2 })));
      await expect(page).toHaveURL(/\/settings\/password/);
      await expect(control(page, "password")).toBeVisible();
    });
  });
}

/** Telephones offer the code of a message that has just come, and show digits to type it. */
async function expectOneTimeCode(page: Page): Promise<void> {
  await expect(control(page, "code")).toHaveAttribute("autocomplete", "one-time-code");
  await expect(control(page, "code")).toHaveAttribute("inputmode", "numeric");
}

async function expectSignedIn(page: Page, email: string): Promise<void> {
  await expect(page).not.toHaveURL(/\/(login|registration)/);
  await page.goto("/settings");
  await expect(control(page, "traits.email")).toHaveValue(email);
}
