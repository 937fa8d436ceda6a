// The main job from end to end: what a newcomer does with an account in the first days.
import { codeIn } from "./fixtures/mailbox";
import {
  askForCode,
  button,
  control,
  enterCode,
  message,
  register,
  signIn,
  signOut,
  type,
} from "./fixtures/flow-page";
import { freshPassword } from "./fixtures/people";
import { expect, test } from "./fixtures/test";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`an account's life, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("it goes from registration to a changed password", async ({ page, people, mailbox }) => {
      const person = people.stranger();
      const recovered = freshPassword();
      const changed = freshPassword();

      await test.step("register", async () => {
        await page.goto("/");
        await page.goto("/login");
        await page.getByTestId("signup-link").click();
        await expect(page).toHaveURL(/\/registration/);
        await register(page, person);
      });

      await test.step("confirm the address from the mail", async () => {
        await expect(page).toHaveURL(/\/verification\?flow=/);
        await expect(message(page, 1080003)).toBeVisible();
        await enterCode(page, codeIn(await mailbox.newest(person.email)));
        await expect(message(page, 1080002)).toBeVisible();
        await page.getByTestId("node/anchor/continue").click();
        await expect(page).toHaveURL(/\/dashboard$/);
        await expect(page.getByRole("main")).toContainText(person.email);
      });

      await test.step("sign out", async () => {
        await signOut(page);
        await page.goto("/dashboard");
        await expect(page).toHaveURL(/\/login\?return_to=/);
      });

      await test.step("recover the account by a mailed code", async () => {
        await page.getByTestId("forgot-password-link").click();
        await expect(page).toHaveURL(/\/recovery/);
        await askForCode(page, person.email);
        await expect(message(page, 1060003)).toBeVisible();
        await enterCode(page, codeIn(await mailbox.newest(person.email, { count: 2 })));
        await expect(page).toHaveURL(/\/settings\?flow=/);
        await expect(message(page, 1060001)).toBeVisible();
      });

      await test.step("set a new password", async () => {
        await control(page, "password").fill(recovered);
        await button(page, "password").click();
        await expect(page.getByRole("main")).toBeVisible();
        await expect(message(page, 1060001)).toHaveCount(0);
      });

      await test.step("sign in with it", async () => {
        await signOut(page);
        await signIn(page, { email: person.email, password: recovered });
        await expect(page).not.toHaveURL(/\/login/);
        await page.goto("/dashboard");
        await expect(page.getByRole("main")).toContainText(person.email);
      });

      await test.step("change the password", async () => {
        await page.goto("/settings");
        await control(page, "password").fill(changed);
        await button(page, "password").click();
        await expect(message(page, 1050001)).toBeVisible();
      });

      await test.step("change the profile", async () => {
        await type(page, { "traits.name.first": "Augusta", "traits.name.last": "King" });
        await button(page, "profile").click();
        await expect(message(page, 1050001)).toBeVisible();
        await expect(control(page, "traits.name.first")).toHaveValue("Augusta");
        expect((await people.find(person.email))?.traits).toEqual({
          email: person.email,
          name: { first: "Augusta", last: "King" },
        });
      });

      await test.step("look at the sessions", async () => {
        await page.goto("/sessions");
        await page.locator("details:has(pre) summary").click();
        await expect(page.locator("details pre")).toContainText(person.email);
      });

      await test.step("sign out, and in with the changed password only", async () => {
        await signOut(page);
        await signIn(page, { email: person.email, password: recovered });
        await expect(message(page, 4000006)).toBeVisible();
        await signIn(page, { email: person.email, password: changed });
        await expect(page).not.toHaveURL(/\/login/);
      });
    });
  });
}
