// People who are known by their phones: text messages to sign up, to sign in, to confirm, to recover, as a second step.
import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe";
import { expect, freshPhone, test } from "./fixtures/by-phone";
import { button, control, enterCode, expectAnnounced, field, message, signOut } from "./fixtures/flow-page";
import { codeIn } from "./fixtures/mailbox";
import { createIdentity, freshPassword, type People } from "./fixtures/people";
import { askForPassword, expectConfirming, expectSaved } from "./fixtures/privilege";
import type { Stack } from "./fixtures/stack";

for (const javaScriptEnabled of [true, false]) {
  const scripted = `JavaScript ${javaScriptEnabled ? "on" : "off"}`;

  test.describe(`a phone in place of a mail address, ${scripted}`, () => {
    test.use({ javaScriptEnabled });

    test("it signs up with a code that comes as a text message", async ({ page, people, texts }) => {
      const phone = freshPhone();
      people.alsoRemove(phone);
      await page.goto("/registration");
      const form = page.locator("form", { has: button(page, "code") });
      const input = form.locator("[name='traits.phone']");
      await expect(input).toHaveAttribute("type", "tel");
      await expect(input).toHaveAttribute("inputmode", "tel");
      await expect(input).toHaveAttribute("autocomplete", "tel");
      await expect(form.locator("label").first()).toContainText("Phone number");
      await input.fill("12");
      await button(page, "code").click();
      await expect(message(page, 4000041).first()).toBeVisible();
      await input.fill(phone);
      await button(page, "code").click();
      await expectAnnounced(page, 1040005);
      await expect(page.getByText(`on its way to ${phone}.`)).toBeVisible();
      await expect(page.getByRole("main")).not.toContainText(/mail|address/i);
      if (javaScriptEnabled) await expectAccessible(page, "sign-up by phone, the code");
      await enterCode(page, texted(await texts.newest(phone)));
      await expect(page).not.toHaveURL(/\/registration/);
      expect((await people.find(phone))?.verifiable_addresses).toMatchObject([
        { via: "sms", value: phone, verified: true },
      ]);

      await page.goto("/settings/profile");
      await expect(control(page, "traits.phone")).toHaveValue(phone);
    });

    test("it signs in with a code that comes as a text message", async ({
      page,
      people,
      stack,
      texts,
      mailbox,
    }) => {
      const { phone } = await memberByPhone(stack, people);
      await page.goto("/login");
      const identifier = control(page, "identifier").first();
      await expect(identifier).toHaveAttribute("inputmode", "tel");
      await expect(identifier).toHaveAttribute("autocomplete", /^username/);
      await askForText(page, freshPhone());
      await expectAnnounced(page, 4000035);
      await askForText(page, phone);
      await expectAnnounced(page, 1010014);
      await expect(page.getByText(phone)).toBeVisible();
      await expect(page.getByRole("main")).not.toContainText(/mail|address/i);
      const text = await texts.newest(phone);
      // The dev inbox, or the admin API, shows developers what was sent.
      expect(codeIn(await mailbox.newest(phone))).toBe(texted(text));
      await enterCode(page, texted(text));
      await expect(page).not.toHaveURL(/\/login/);
      await page.goto("/sessions");
      await expect(page.getByRole("main")).toContainText("Code by message");

      await signOut(page);
      await expect(button(page, "code").getByTestId("last-used")).toBeVisible();
      await expect(page.getByTestId("last-used")).toHaveCount(1);
    });

    test("it confirms a number after a sign-up with a password", async ({ page, people, texts }) => {
      const phone = freshPhone();
      people.alsoRemove(phone);
      await page.goto("/registration");
      const form = page.locator("form", { has: button(page, "password") });
      await form.locator("[name='traits.phone']").fill(phone);
      await form.locator("[name=password]").fill(freshPassword());
      await button(page, "password").click();
      await expect(page).toHaveURL(/\/verification\?/);
      await enterCode(page, "000000");
      await expectAnnounced(page, 4070006);
      await enterCode(page, texted(await texts.newest(phone)));
      await expect(
        message(page, 1080002)
          .or(page.getByRole("heading", { level: 1 }))
          .first(),
      ).toBeVisible();
      await expect
        .poll(async () => (await people.find(phone))?.verifiable_addresses?.[0]?.verified)
        .toBe(true);
    });

    test("it recovers an account by its number", async ({ page, people, stack, texts }) => {
      const { phone } = await memberByPhone(stack, people);
      await page.goto("/recovery");
      await expect(field(page, "recovery_address")).toContainText("Email or phone number");
      // Either may be typed: no keyboard is the wrong one.
      await expect(control(page, "recovery_address")).not.toHaveAttribute("inputmode");
      await control(page, "recovery_address").fill(phone);
      await button(page, "code").click();
      await expectAnnounced(page, 1060004);
      await expect(page.getByRole("main")).toContainText(phone.slice(-2));
      await expect(page.getByText(phone)).toHaveCount(0);
      await enterCode(page, texted(await texts.newest(phone)));
      await expect(page).toHaveURL(/\/settings/);
      await expect(message(page, 1060001)).toBeVisible();
    });

    test("it says what is wrong with a sign-in without speaking of mail", async ({ page, people, stack }) => {
      const { phone } = await memberByPhone(stack, people);
      await page.goto("/login");
      const form = page.getByTestId("login-flow");
      await form.locator("[name=identifier]").fill(phone);
      await form.locator("[name=password]").fill("not the password");
      await button(page, "password").click();
      await expectAnnounced(page, 4000006);
      await expect(page.getByRole("main")).not.toContainText(/mail|address/i);
    });
  });

  test.describe(`a text message as the second step, ${scripted}`, () => {
    test.use({ javaScriptEnabled, setting: "second" });

    test("it is sent to the number, which is shown in part", async ({ page, people, stack, texts }) => {
      const { phone, password } = await memberByPhone(stack, people);
      await page.goto("/login?return_to=/sessions");
      await control(page, "identifier").fill(phone);
      await control(page, "password").fill(password);
      await button(page, "password").click();
      await expectAnnounced(page, 1010014);
      await expect(page.getByText(`+49****${phone.slice(-2)}`)).toBeVisible();
      await expect(page.getByText(phone)).toHaveCount(0);
      await expect(control(page, "code")).toHaveAttribute("autocomplete", "one-time-code");
      if (javaScriptEnabled) await expectAccessible(page, "second step by text message");
      await enterCode(page, "000000");
      await expectAnnounced(page, 4010008);
      await enterCode(page, texted(await texts.newest(phone)));
      await expect(page).toHaveURL(/\/sessions$/);
      await expect(page.getByText("Two steps")).toBeVisible();
    });
  });

  test.describe(`a text message as the second step, asked for again, ${scripted}`, () => {
    test.use({ javaScriptEnabled, setting: "secondAgain" });

    test("it confirms who it is, and the posted change is made", async ({ page, people, stack, texts }) => {
      const { phone, password } = await memberByPhone(stack, people);
      await page.goto("/login");
      await control(page, "identifier").fill(phone);
      await control(page, "password").fill(password);
      await button(page, "password").click();
      await enterCode(page, texted(await texts.newest(phone)));
      await expect(page).not.toHaveURL(/\/login/);
      await askForPassword(page);
      await page.getByTestId("other-factor-link").click();
      await expectConfirming(page);
      await expectAnnounced(page, 1010014);
      await expect(page.getByText(`+49****${phone.slice(-2)}`)).toBeVisible();
      await expect(page.getByText(phone)).toHaveCount(0);
      await expect(page.getByRole("main")).not.toContainText(/mail|address/i);
      await enterCode(page, texted(await texts.newest(phone, { count: 2 })));
      await expectSaved(page, "password");
    });
  });
}

async function askForText(page: Page, phone: string): Promise<void> {
  const form = page.locator("form", { has: button(page, "code") });
  await form.locator("[name=identifier]").fill(phone);
  await button(page, "code").click();
}

async function memberByPhone(stack: Stack, people: People): Promise<{ phone: string; password: string }> {
  const phone = freshPhone();
  const password = freshPassword();
  people.alsoRemove(phone);
  await createIdentity(stack, {
    schema_id: "person",
    traits: { phone },
    credentials: { password: { config: { password } } },
  });
  return { phone, password };
}

/** The code of a text message. */
function texted({ text }: { text: string }): string {
  return codeIn({ id: "", recipient: "", subject: "text message", text });
}
