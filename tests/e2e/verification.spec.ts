import {
  askForCode,
  button,
  control,
  enterCode,
  expectAnnounced,
  message,
  register,
  resendButton,
} from "./fixtures/flow-page";
import { codeIn, linkIn } from "./fixtures/mailbox";
import { expect, test } from "./fixtures/test";

test.describe("verification by code", () => {
  test.use({ javaScriptEnabled: false });

  test("it keeps the form after a wrong code, and the right one then works", async ({
    page,
    people,
    mailbox,
  }) => {
    const person = people.stranger();
    await page.goto("/registration");
    await register(page, person);
    const code = codeIn(await mailbox.newest(person.email));
    await enterCode(page, code === "000000" ? "111111" : "000000");
    await expect(message(page, 4070006)).toBeVisible();
    await expect(control(page, "code")).toHaveValue("");
    await enterCode(page, code);
    await expectAnnounced(page, 1080002);
    const identity = await people.find(person.email);
    expect(identity?.verifiable_addresses?.[0]?.verified).toBe(true);
  });

  test("it opens the mail's link with the code filled in; nothing changes until one press", async ({
    page,
    people,
    mailbox,
    stack,
  }) => {
    const person = people.stranger();
    await page.goto("/registration");
    await register(page, person);
    const mail = await mailbox.newest(person.email);
    const link = linkIn(mail);
    expect(link.startsWith(stack.appUrl), `${link} is on the app's origin`).toBe(true);
    await page.goto(link);
    await expect(page).toHaveURL(/\/verification\?/);
    await expect(control(page, "code")).toHaveValue(codeIn(mail));
    expect((await people.find(person.email))?.verifiable_addresses?.[0]?.verified).toBe(false);
    await button(page, "code").click();
    await expect(message(page, 1080002)).toBeVisible();
    expect((await people.find(person.email))?.verifiable_addresses?.[0]?.verified).toBe(true);
  });

  test("it works in another browser than the one that registered", async ({
    page,
    people,
    mailbox,
    newVisitor,
  }) => {
    const person = people.stranger();
    await page.goto("/registration");
    await register(page, person);
    const other = await newVisitor();
    await other.goto(linkIn(await mailbox.newest(person.email)));
    await expect(other).toHaveURL(/\/verification\?/);
    await button(other, "code").click();
    await expect(message(other, 1080002)).toBeVisible();
    await other.goto("/dashboard");
    await expect(other).toHaveURL(/\/login/);
  });

  test("it sends a code to whoever asks, again on request", async ({ page, people, mailbox }) => {
    const person = await people.member({ verified: false });
    await page.goto("/verification");
    await askForCode(page, person.email);
    await expectAnnounced(page, 1080003);
    await mailbox.newest(person.email);
    await resendButton(page).click();
    await expect(message(page, 1080003)).toBeVisible();
    await enterCode(page, codeIn(await mailbox.newest(person.email, { count: 2 })));
    await expect(message(page, 1080002)).toBeVisible();
  });

  test("it says the same of an address without an account", async ({ page, people }) => {
    await page.goto("/verification");
    await askForCode(page, people.stranger().email);
    await expectAnnounced(page, 1080003);
  });

  test("it goes on to return_to", async ({ page, people, mailbox }) => {
    const person = await people.member({ verified: false });
    await page.goto("/verification?return_to=/welcome");
    await askForCode(page, person.email);
    await enterCode(page, codeIn(await mailbox.newest(person.email)));
    await page.getByTestId("node/anchor/continue").click();
    await expect(page).toHaveURL(/\/welcome$/);
  });
});

test.describe("links in mails, where they are configured", () => {
  test.use({ stackName: "variant", javaScriptEnabled: false });

  test("it verifies the address by its link", async ({ page, people, mailbox }) => {
    const person = await people.member({ verified: false });
    await page.goto("/verification");
    await control(page, "email").fill(person.email);
    await button(page, "link").click();
    await expectAnnounced(page, 1080001);
    await page.goto(linkIn(await mailbox.newest(person.email)));
    await expect(page).toHaveURL(/\/verification\?/);
    await expect(message(page, 1080002).or(page.getByTestId("node/anchor/continue")).first()).toBeVisible();
    expect((await people.find(person.email))?.verifiable_addresses?.[0]?.verified).toBe(true);
  });

  test("it recovers the account by its link, once", async ({ page, people, mailbox, newVisitor }) => {
    const person = await people.member();
    await page.goto("/recovery");
    await control(page, "email").fill(person.email);
    await button(page, "link").click();
    await expectAnnounced(page, 1060002);
    const link = linkIn(await mailbox.newest(person.email));
    await page.goto(link);
    await expect(page).toHaveURL(/\/settings/);
    await expect(message(page, 1060001)).toBeVisible();

    const other = await newVisitor();
    await other.goto(link);
    await expect(other).toHaveURL(/\/recovery/);
    await expect(message(other, 4060004)).toBeVisible();
  });
});
