import {
  button,
  changeAddress,
  control,
  enterCode,
  expectFieldError,
  message,
  signIn,
  type,
} from "./fixtures/flow-page";
import { codeIn } from "./fixtures/mailbox";
import { freshPassword } from "./fixtures/people";
import { expect, test } from "./fixtures/test";

test.describe("settings", () => {
  test.use({ javaScriptEnabled: false });

  test("it asks for a sign-in and comes back", async ({ page, people }) => {
    await page.goto("/settings");
    await expect(page).toHaveURL(/\/login\?return_to=/);
    await signIn(page, await people.member());
    await expect(page).toHaveURL(/\/settings/);
    await expect(page.getByTestId("profile-settings-card")).toBeVisible();
    await expect(page.getByTestId("password-settings-card")).toBeVisible();
  });

  test("it refuses a weak password at its field and leaves the old one valid", async ({
    page,
    people,
    signedIn,
  }) => {
    const person = await people.member();
    await signedIn(page, person);
    await page.goto("/settings");
    await control(page, "password").fill("short");
    await button(page, "password").click();
    await expectFieldError(page, "password", 4000032);
    await expect(control(page, "password")).toHaveValue("");
    await page.context().clearCookies();
    await page.goto("/login");
    await signIn(page, person);
    await expect(page).not.toHaveURL(/\/login/);
  });

  test("it refuses a password that resembles the address", async ({ page, people, signedIn }) => {
    const person = await people.member();
    await signedIn(page, person);
    await page.goto("/settings");
    await control(page, "password").fill(person.email);
    await button(page, "password").click();
    await expectFieldError(page, "password", 4000031);
  });

  test("it keeps a profile's values when one of them is wrong", async ({ page, people, signedIn }) => {
    await signedIn(page, await people.member());
    await page.goto("/settings");
    await type(page, { "traits.name.first": "x".repeat(101), "traits.name.last": "Lovelace" });
    await button(page, "profile").click();
    await expectFieldError(page, "traits.name.first", 4000017);
    await expect(control(page, "traits.name.last")).toHaveValue("Lovelace");
  });

  test("it sends a confirmation to a new address, which then is the one to sign in with", async ({
    page,
    people,
    mailbox,
    signedIn,
  }) => {
    const person = await people.member();
    await signedIn(page, person);
    const moved = await changeAddress(page, people);
    const mail = await mailbox.newest(moved);
    await expect(page).toHaveURL(/\/(settings|verification)/);
    const before = await people.find(moved);
    expect(before?.verifiable_addresses?.map(({ value, verified }) => ({ value, verified }))).toEqual([
      { value: moved, verified: false },
    ]);
    await page.goto(/https?:\/\/\S+/.exec(mail.text)?.[0] ?? "");
    await expect(control(page, "code")).toHaveValue(codeIn(mail));
    await enterCode(page, codeIn(mail));
    await expect(message(page, 1080002)).toBeVisible();

    await page.context().clearCookies();
    await page.goto("/login");
    await signIn(page, { email: moved, password: person.password });
    await expect(page).not.toHaveURL(/\/login/);
  });

  test("it refuses an address that somebody else has", async ({ page, people, signedIn }) => {
    const other = await people.member();
    const person = await people.member();
    await signedIn(page, person);
    await page.goto("/settings");
    await control(page, "traits.email").fill(other.email);
    await button(page, "profile").click();
    await expect(message(page, 4000007)).toBeVisible();
    expect((await people.find(person.email))?.id).toBe(person.identityId);
  });

  test("it goes on to return_to after a change", async ({ page, people, signedIn }) => {
    await signedIn(page, await people.member());
    await page.goto("/settings?return_to=/sessions");
    await control(page, "password").fill(freshPassword());
    await button(page, "password").click();
    await expect(page).toHaveURL(/\/sessions$/);
  });
});
