// Mails about the safety of one's account: what is told, to which address, and in which language.
import type { Page } from "@playwright/test";
import { asAdmin } from "./fixtures/admin";
import { button, changeAddress, control, message, signIn } from "./fixtures/flow-page";
import { signInByPost } from "./fixtures/http";
import { addPasskeyDevice } from "./fixtures/key-device";
import { linkIn, type Mail, type Mailbox } from "./fixtures/mailbox";
import { freshPassword } from "./fixtures/people";
import { untilNotPrivilegedInVariant } from "./fixtures/privilege";
import { expect, test } from "./fixtures/test";

const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

const subjects = (mails: readonly Mail[]) => mails.map(({ subject }) => subject);

/** Changes the password, for the mail that tells of it: whatever else was to be told has come by then. */
async function changePassword(page: Page) {
  await page.goto("/settings/password");
  const password = freshPassword();
  await control(page, "password").fill(password);
  await button(page, "password").click();
  await expect(message(page, 1050001)).toBeVisible();
  return password;
}

const untilTold = (mailbox: Mailbox, address: string, wanted: string[]) =>
  expect
    .poll(async () => subjects(await mailbox.all(address)).sort(), { timeout: 10_000 })
    .toEqual(wanted.sort());

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("it tells of a changed password, and leads back into the account", async ({
    page,
    people,
    appMailbox,
    newVisitor,
    stack,
  }) => {
    const person = await people.member();
    await page.goto("/login");
    await signIn(page, person);
    await expect(page).not.toHaveURL(/\/login/);
    const password = await changePassword(page);
    const mail = await appMailbox.newest(person.email);
    expect(mail.subject).toBe("Your password was changed");
    expect(mail.text).toMatch(/When: \w{3} \d{1,2}, \d{4}, .*UTC/);
    expect(mail.text).toContain("Device: Chrome on Linux");
    expect(mail.text + (mail.html ?? "")).not.toContain(password);
    expect(linkIn(mail)).toBe(`${stack.appUrl}/recovery`);
    const reader = await newVisitor();
    await reader.goto(linkIn(mail));
    await expect(control(reader, "email")).toBeVisible();
    // Neither the first sign-in nor anything else was worth a mail.
    expect(await appMailbox.all(person.email)).toHaveLength(1);
  });

  test.describe("in German", () => {
    test.use({ locale: "de-DE" });

    test("it speaks the reader's language", async ({ page, people, signedIn, appMailbox }) => {
      const person = await people.member();
      await signedIn(page, person);
      await changePassword(page);
      const mail = await appMailbox.newest(person.email);
      expect(mail.subject).toBe("Ihr Passwort wurde geändert");
      expect(mail.html).toContain('<html lang="de" dir="ltr">');
    });
  });

  test("it tells the old address of a change, and does not name the new one there", async ({
    page,
    people,
    signedIn,
    mailbox,
    appMailbox,
  }) => {
    const person = await people.member();
    await signedIn(page, person);
    const moved = await changeAddress(page, people);
    await mailbox.newest(moved);
    const mail = await appMailbox.newest(person.email);
    expect(mail.subject).toBe("The address of your account was changed");
    expect(mail.text).not.toContain(moved);
    expect(await appMailbox.all(moved)).toEqual([]);
    await page.goto("/settings/activity");
    await expect(page.locator("[data-event=address_changed]")).toBeVisible();
  });

  test("it tells of a sign-in from a device that the account has not seen, once", async ({
    page,
    people,
    signedIn,
    appMailbox,
    playwright,
    stack,
  }) => {
    const person = await people.member();
    const signInFrom = async (userAgent: string) => {
      const visitor = await playwright.request.newContext({ baseURL: stack.appUrl, userAgent });
      await signInByPost(visitor, person, stack.appUrl);
      await visitor.dispose();
    };
    await signedIn(page, person);
    await signInFrom(FIREFOX);
    const mail = await appMailbox.newest(person.email);
    expect(mail.subject).toBe("New sign-in to your account");
    expect(mail.text).toContain("Device: Firefox on Windows");
    await signInFrom(FIREFOX);
    await changePassword(page);
    await untilTold(appMailbox, person.email, ["New sign-in to your account", "Your password was changed"]);
  });

  test("it tells nobody whose address is not confirmed", async ({ page, people, signedIn, appMailbox }) => {
    const unconfirmed = await people.member({ verified: false });
    await signedIn(page, unconfirmed);
    await changePassword(page);
    const person = await people.member();
    await page.context().clearCookies();
    await signedIn(page, person);
    await changePassword(page);
    await appMailbox.newest(person.email);
    expect(await appMailbox.all(unconfirmed.email)).toEqual([]);
  });

  test("it tells of an account that was deleted, by oneself or in the console", async ({
    page,
    people,
    stack,
    signedIn,
    appMailbox,
  }) => {
    const leaver = await people.member();
    await signedIn(page, leaver);
    await page
      .context()
      .request.post("/api/account/delete", { form: { confirm: "yes" }, headers: { origin: stack.appUrl } });
    expect((await appMailbox.newest(leaver.email)).subject).toBe("Your account was deleted");

    const person = await people.member();
    await asAdmin(page, { people, stack, signedIn });
    await page.goto(`/admin/identities/${person.identityId}`);
    await page.getByRole("checkbox", { name: /Yes, delete/ }).check();
    await page
      .locator("section")
      .filter({ has: page.getByRole("heading", { name: "Delete", exact: true }) })
      .getByRole("button", { name: "Delete" })
      .click();
    const mail = await appMailbox.newest(person.email);
    expect(mail.subject).toBe("Your account was deleted");
    expect(mail.text).toContain("Done by: an administrator");
  });
});

test("it tells of a passkey that was added and removed", async ({ page, people, signedIn, appMailbox }) => {
  const person = await people.member();
  await signedIn(page, person);
  const device = await addPasskeyDevice(page);
  await device.isThere(true);
  await page.goto("/settings/keys");
  await page.locator("button[name=passkey_register_trigger]").click();
  await expect(message(page, 1050001)).toBeVisible();
  await untilTold(appMailbox, person.email, ["A passkey was added"]);
  await page.locator("button[name=passkey_remove]").click();
  await untilTold(appMailbox, person.email, ["A passkey was added", "A passkey was removed"]);
});

test.describe("after a while", () => {
  test.use({ stackName: "variant" });

  test("it tells the old address of a change that has waited for a sign-in", async ({
    page,
    people,
    signedIn,
    appMailbox,
  }) => {
    const person = await people.member();
    await signedIn(page, person);
    await untilNotPrivilegedInVariant(page);
    await changeAddress(page, people);
    await expect(message(page, 1010003)).toBeVisible();
    await control(page, "password").fill(person.password);
    await button(page, "password").click();
    await expect(page).toHaveURL(/\/settings/);
    expect((await appMailbox.newest(person.email)).subject).toBe("The address of your account was changed");
  });
});
