import type { Page } from "@playwright/test";
import {
  button,
  control,
  enterCode,
  expectAnnounced,
  expectFieldError,
  field,
  flowIdIn,
  message,
  register,
} from "./fixtures/flow-page";
import { codeIn } from "./fixtures/mailbox";
import { expect, test } from "./fixtures/test";

test.describe("registration", () => {
  test.use({ javaScriptEnabled: false });

  test("it keeps what was typed but the password, and ties a weak password's message to its field", async ({
    page,
    people,
  }) => {
    const person = people.stranger();
    await page.goto("/registration");
    await register(page, { ...person, password: "short" });
    await expectFieldError(page, "password", 4000032);
    await expect(control(page, "traits.email")).toHaveValue(person.email);
    await expect(control(page, "traits.name.first")).toHaveValue(person.firstName);
    await expect(control(page, "traits.name.last")).toHaveValue(person.lastName);
    await expect(control(page, "password")).toHaveValue("");
    await expect(control(page, "traits.email")).not.toHaveAttribute("aria-invalid", "true");
  });

  test("it takes the second try on the same form", async ({ page, people }) => {
    const person = people.stranger();
    await page.goto("/registration");
    await register(page, { ...person, password: "short" });
    await expect(message(page, 4000032)).toBeVisible();
    expect(flowIdIn(page)).toBeTruthy();
    await control(page, "password").fill(person.password);
    await button(page, "password").click();
    await expect(page).toHaveURL(/\/verification/);
    expect(await people.find(person.email)).toBeDefined();
  });

  test("it refuses a password that resembles the address", async ({ page, people }) => {
    const person = people.stranger();
    await page.goto("/registration");
    await register(page, { ...person, password: person.email.split("@")[0] ?? "" });
    await expectFieldError(page, "password", 4000031);
  });

  test("it says so when the address has an account, in an announced region", async ({ page, people }) => {
    const person = await people.member();
    await page.goto("/registration");
    await register(page, person);
    await expectAnnounced(page, 4000007);
    await expect(control(page, "traits.email")).toHaveValue(person.email);
  });

  test("it names a missing and an ill-formed address at the field", async ({ page, people }) => {
    const person = people.stranger();
    await page.goto("/registration");
    await letBrowserSendAnything(page);
    await register(page, { ...person, email: "not-an-address" });
    await expectFieldError(page, "traits.email", 4000040);
    await expect(control(page, "traits.email")).toHaveValue("not-an-address");

    await letBrowserSendAnything(page);
    await register(page, { ...person, email: "" });
    await expect(control(page, "traits.email")).toHaveAttribute("aria-invalid", "true");
    await expect(field(page, "traits.email").locator("[data-testid^='ui/message/']").first()).toBeVisible();
  });

  test("it names a name that is too long", async ({ page, people }) => {
    const person = people.stranger();
    await page.goto("/registration");
    await register(page, { ...person, firstName: "x".repeat(101) });
    await expectFieldError(page, "traits.name.first", 4000017);
  });

  test("it goes on, once the address is confirmed, to where after_verification_return_to says", async ({
    page,
    people,
    mailbox,
  }) => {
    const person = people.stranger();
    await page.goto("/registration?after_verification_return_to=/sessions");
    await register(page, person);
    await enterCode(page, codeIn(await mailbox.newest(person.email)));
    await page.getByTestId("node/anchor/continue").click();
    await expect(page).toHaveURL(/\/sessions$/);
  });

  test("it marks up the fields for password managers", async ({ page }) => {
    await page.goto("/registration");
    await expect(control(page, "traits.email")).toHaveAttribute("autocomplete", /email|username/);
    await expect(control(page, "traits.email")).toHaveAttribute("type", "email");
    await expect(control(page, "password")).toHaveAttribute("autocomplete", "new-password");
    await expect(control(page, "password")).toHaveAttribute("required");
  });
});

/** Takes the browser's own checks away, so that the service's answer is what is seen. Works without the page's script. */
async function letBrowserSendAnything(page: Page): Promise<void> {
  await page.getByTestId("registration-flow").evaluate((form: HTMLFormElement) => {
    form.noValidate = true;
  });
}
