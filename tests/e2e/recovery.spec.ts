import {
  askForCode,
  button,
  control,
  enterCode,
  expectAnnounced,
  expectFieldError,
  message,
  resendButton,
} from "./fixtures/flow-page";
import { codeIn } from "./fixtures/mailbox";
import { freshPassword } from "./fixtures/people";
import { expect, test } from "./fixtures/test";

test.describe("recovery by code", () => {
  test.use({ javaScriptEnabled: false });

  test("it keeps the form after a wrong code, and the right one then works", async ({
    page,
    people,
    mailbox,
  }) => {
    const person = await people.member();
    await page.goto("/recovery");
    await askForCode(page, person.email);
    const code = codeIn(await mailbox.newest(person.email));
    await enterCode(page, code === "000000" ? "111111" : "000000");
    await expect(message(page, 4060006)).toBeVisible();
    await expect(control(page, "code")).toHaveValue("");
    await enterCode(page, code);
    await expect(page).toHaveURL(/\/settings/);
    await expect(message(page, 1060001)).toBeVisible();
    await expect(control(page, "password")).toBeVisible();
  });

  test("it sends a new code on request; the old one is dead", async ({ page, people, mailbox }) => {
    const person = await people.member();
    await page.goto("/recovery");
    await askForCode(page, person.email);
    const first = codeIn(await mailbox.newest(person.email));
    await resendButton(page).click();
    await expect(message(page, 1060003)).toBeVisible();
    const second = codeIn(await mailbox.newest(person.email, { count: 2 }));
    if (first !== second) {
      await enterCode(page, first);
      await expect(message(page, 4060006)).toBeVisible();
    }
    await enterCode(page, second);
    await expect(page).toHaveURL(/\/settings/);
  });

  test("it says the same of an address without an account, and sends nothing", async ({
    page,
    people,
    mailbox,
  }) => {
    const stranger = people.stranger();
    await page.goto("/recovery");
    await askForCode(page, stranger.email);
    await expectAnnounced(page, 1060003);
    expect(await mailbox.all(stranger.email)).toEqual([]);
  });

  test("it names an ill-formed address at the field", async ({ page }) => {
    await page.goto("/recovery");
    await page.getByTestId("recovery-flow").evaluate((form: HTMLFormElement) => {
      form.noValidate = true;
    });
    await control(page, "email").fill("nobody");
    await button(page, "code").click();
    await expectFieldError(page, "email", 4000040);
    await expect(control(page, "email")).toHaveValue("nobody");
  });

  test("it goes on to return_to once the new password is saved", async ({ page, people, mailbox }) => {
    const person = await people.member();
    await page.goto("/recovery?return_to=/sessions");
    await askForCode(page, person.email);
    await enterCode(page, codeIn(await mailbox.newest(person.email)));
    await expect(message(page, 1060001)).toBeVisible();
    await control(page, "password").fill(freshPassword());
    await button(page, "password").click();
    await expect(page).toHaveURL(/\/sessions$/);
  });

  test("it offers one code field for one-time codes, one submit and one button to send again", async ({
    page,
    people,
  }) => {
    await page.goto("/recovery");
    await askForCode(page, people.stranger().email);
    await expect(control(page, "code")).toHaveCount(1);
    await expect(control(page, "code")).toHaveAttribute("autocomplete", "one-time-code");
    await expect(control(page, "code")).toHaveAttribute("inputmode", "numeric");
    await expect(button(page, "code")).toHaveCount(1);
    await expect(resendButton(page)).toHaveCount(1);
    await expect(page.locator("input[type=hidden][name=method][value=code]")).toHaveCount(1);
  });

  test("it refuses the sixth guess even when it is right", async ({ page, people, mailbox }) => {
    const person = await people.member();
    await page.goto("/recovery");
    await askForCode(page, person.email);
    const code = codeIn(await mailbox.newest(person.email));
    const wrong = code === "000000" ? "111111" : "000000";
    for (let guess = 1; guess <= 5; guess++) {
      await enterCode(page, wrong);
      await expect(page.getByRole("main")).toBeVisible();
    }
    if (await control(page, "code").isVisible()) await enterCode(page, code);
    await expect(page).toHaveURL(/\/recovery/);
    await page.goto("/dashboard");
    await expect(page).toHaveURL(/\/login/);
  });
});
