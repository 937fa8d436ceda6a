// A page that fails in a way nobody foresaw: its visitor reads what happened and goes on, with script and without.
import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe";
import { expect, forgetFailure, test } from "./fixtures/broken-app";

for (const javaScriptEnabled of [false, true]) {
  test.describe(`with script ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("a failed page says so, leads on, and its reference is in the log", async ({
      page,
      people,
      signedIn,
      broken,
      complaints,
    }) => {
      await signedIn(page, await people.member());
      const response = await page.goto(`${broken.url}/notes`);
      expect(response?.status()).toBe(500);
      await expectFailurePage(page);
      expect(await page.content()).not.toMatch(/no such table|SqliteError|node_modules|\.js:\d+:\d+/);
      const reference = await page.getByRole("main").locator("code").innerText();
      await expect.poll(() => broken.log()).toContain(`"digest":"${reference}"`);

      await page.getByRole("main").getByRole("link").first().click();
      await expect(page).toHaveURL(`${broken.url}/notes`);
      await expectFailurePage(page);
      await page.getByRole("main").getByRole("link").last().click();
      await expect(page).not.toHaveURL(/\/notes/);
      await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Something went wrong");
      forgetFailure(complaints);
    });
  });
}

test("a failed page is accessible, light and dark, narrow and wide", async ({
  page,
  people,
  signedIn,
  broken,
  complaints,
}) => {
  await signedIn(page, await people.member());
  await page.goto(`${broken.url}/notes`);
  await expectFailurePage(page);
  await expectAccessible(page, "failed page, with script");
  // The same document as a visitor without script has it.
  await page.route("**/*.js", (route) => route.abort());
  await page.reload();
  await expectFailurePage(page);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expectAccessible(page, "failed page, before its script");
  forgetFailure(complaints);
});

test.describe("in another language", () => {
  test.use({ locale: "ar" });

  test("a failed page is in the visitor's language, before its script and after", async ({
    page,
    people,
    signedIn,
    broken,
    complaints,
  }) => {
    await signedIn(page, await people.member());
    await page.goto(`${broken.url}/notes`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("حدث خطأ ما");
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    await page.route("**/*.js", (route) => route.abort());
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("حدث خطأ ما");
    await expect(page.locator("html")).toHaveAttribute("lang", "ar");
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    forgetFailure(complaints);
  });
});

async function expectFailurePage(page: Page): Promise<void> {
  await expect(page.getByRole("main")).toHaveCount(1);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Something went wrong");
  await expect(page).toHaveTitle(/Something went wrong/);
  await expect(page.getByRole("main").locator("code")).toHaveText(/^\w+$/);
  const background = await page
    .getByRole("main")
    .getByRole("link")
    .first()
    .evaluate((link) => getComputedStyle(link).backgroundColor);
  expect(background, "the main way on is drawn as a button").not.toBe("rgba(0, 0, 0, 0)");
}
