// The dev inbox: where a developer reads the mails of the identity server.
import { expectAccessible } from "./fixtures/axe";
import { message, register } from "./fixtures/flow-page";
import { codeIn } from "./fixtures/mailbox";
import { expect, test } from "./fixtures/test";

test.beforeEach(({ stack }) => {
  test.skip(stack.inboxUrl === undefined, "this service has no dev inbox");
});

test("it shows a mail with its code and its link at hand", async ({ page, people, mailbox, stack }) => {
  const person = people.stranger();
  await page.goto("/registration");
  await register(page, person);
  await expect(message(page, 1080003)).toBeVisible();
  const code = codeIn(await mailbox.newest(person.email));

  await page.goto(`${inboxPage(stack.inboxUrl)}?recipient=${encodeURIComponent(person.email)}`);
  const mail = page.getByRole("article");
  await expect(mail).toHaveCount(1);
  await expect(mail.locator("code")).toHaveText(code);
  await expectAccessible(page, "the inbox with a mail");

  const opened = page.waitForEvent("popup");
  await mail.getByRole("link").first().click();
  const verification = await opened;
  await expect(verification).toHaveURL(new RegExp(`^${stack.appUrl}/verification\\?`));
  await expect(verification.locator("input[name=code]")).toHaveValue(code);
});

test("it shows that nothing has come yet", async ({ page, people, stack }) => {
  await page.goto(`${inboxPage(stack.inboxUrl)}?recipient=${encodeURIComponent(people.stranger().email)}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("article")).toHaveCount(0);
  await expectAccessible(page, "the empty inbox");
});

test("it is not to be reached through the app", async ({ request }) => {
  for (const path of ["/api/ory/dev/inbox", "/api/ory/dev/inbox/messages", "/dev/inbox"]) {
    expect((await request.get(path)).status(), path).toBe(404);
  }
});

function inboxPage(inboxUrl = ""): string {
  return inboxUrl.replace(/\/messages$/, "");
}
