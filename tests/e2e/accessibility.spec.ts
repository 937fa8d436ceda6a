// axe on every page, in each of its states, light and dark, wide and narrow.
import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe";
import {
  askForCode,
  button,
  control,
  enterCode,
  message,
  register,
  signIn,
  type,
} from "./fixtures/flow-page";
import { codeIn } from "./fixtures/mailbox";
import { expect, test } from "./fixtures/test";

test.describe("pages that are open to all", () => {
  for (const path of [
    "/",
    "/welcome",
    "/login",
    "/registration",
    "/recovery",
    "/verification",
    "/logout",
    "/error?id=stub:500",
    "/error",
    "/nowhere",
  ]) {
    test(`it finds nothing at ${path}`, async ({ page }) => {
      await page.goto(path);
      await expectWellFormed(page);
      await expectAccessible(page, path);
    });
  }
});

test("it finds nothing in a sign-up with errors", async ({ page, people }) => {
  const person = await people.member();
  await page.goto("/registration");
  await register(page, { ...person, password: "short" });
  await expect(message(page, 4000032)).toBeVisible();
  await expectWellFormed(page);
  await expectAccessible(page, "registration, weak password");
  await control(page, "password").fill(person.password);
  await button(page, "password").click();
  await expect(message(page, 4000007)).toBeVisible();
  await expectAccessible(page, "registration, address taken");
});

test("it finds nothing in a sign-in with a wrong password, nor in one that asks again", async ({
  page,
  people,
  signedIn,
}) => {
  await page.goto("/login");
  await signIn(page, people.stranger());
  await expect(message(page, 4000006)).toBeVisible();
  await expectAccessible(page, "login, wrong password");
  await signedIn(page, await people.member());
  await page.goto("/login?refresh=true");
  await expect(message(page, 1010003)).toBeVisible();
  await expectWellFormed(page);
  await expectAccessible(page, "login, refresh");
});

test("it finds nothing on the way through recovery", async ({ page, people, mailbox }) => {
  const person = await people.member();
  await page.goto("/recovery");
  await askForCode(page, person.email);
  await expectWellFormed(page);
  await expectAccessible(page, "recovery, code sent");
  const code = codeIn(await mailbox.newest(person.email));
  await enterCode(page, code === "000000" ? "111111" : "000000");
  await expect(message(page, 4060006)).toBeVisible();
  await expectAccessible(page, "recovery, wrong code");
  await enterCode(page, code);
  await expect(message(page, 1060001)).toBeVisible();
  await expectAccessible(page, "settings, after recovery");
});

test("it finds nothing on the way through verification", async ({ page, people, mailbox }) => {
  const person = people.stranger();
  await page.goto("/registration");
  await register(page, person);
  await expect(message(page, 1080003)).toBeVisible();
  await expectAccessible(page, "verification, code sent");
  await enterCode(page, codeIn(await mailbox.newest(person.email)));
  await expect(message(page, 1080002)).toBeVisible();
  await expectWellFormed(page);
  await expectAccessible(page, "verification, done");
});

for (const path of ["/dashboard", "/sessions", "/settings", "/welcome", "/logout"]) {
  test(`it finds nothing at ${path} when signed in`, async ({ page, people, signedIn, newVisitor }) => {
    const person = await people.member();
    await signedIn(page, person);
    if (path === "/sessions") await signedIn(await newVisitor(), person);
    await page.goto(path);
    await expectWellFormed(page);
    await expectAccessible(page, `${path}, signed in`);
  });
}

test("it finds nothing in settings with an error and after a change", async ({ page, people, signedIn }) => {
  const person = await people.member();
  await signedIn(page, person);
  await page.goto("/settings");
  await control(page, "password").fill("short");
  await button(page, "password").click();
  await expect(message(page, 4000032)).toBeVisible();
  await expectAccessible(page, "settings, weak password");
  await type(page, { "traits.name.first": "Grace" });
  await button(page, "profile").click();
  await expect(message(page, 1050001)).toBeVisible();
  await expectAccessible(page, "settings, saved");
});

test("it finds nothing while the service is away", async ({ page, trouble }) => {
  trouble.service.answer("", "drop");
  await page.goto(`${trouble.app.url}/login`);
  await expectWellFormed(page);
  await expectAccessible(page, "service away");
});

/** One main region and one first heading, a title of the page's own, a language, no level of headings left out. */
async function expectWellFormed(page: Page): Promise<void> {
  await expect(page.getByRole("main")).toHaveCount(1);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page).toHaveTitle(/\S+.*[·|–-].*\S+|Foyer/);
  await expect(page.locator("html")).toHaveAttribute("lang", /^[a-z]{2}/);
  const levels = await page
    .locator("h1, h2, h3, h4, h5, h6")
    .evaluateAll((headings) => headings.map((heading) => Number(heading.tagName.slice(1))));
  levels.forEach((level, index) =>
    expect(level - (levels[index - 1] ?? 0), "no level is skipped").toBeLessThanOrEqual(1),
  );
}
