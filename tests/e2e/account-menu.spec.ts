// Who is signed in, and the ways to what is theirs, at the head of each page of the account and the console.
import type { Page } from "@playwright/test";
import { asAdmin } from "./fixtures/admin";
import { expectAccessible } from "./fixtures/axe";
import { expect, test } from "./fixtures/test";

const menu = (page: Page) => page.getByTestId("account-menu");
const summary = (page: Page) => menu(page).locator("summary");

for (const javaScriptEnabled of [true, false]) {
  for (const width of [320, 1280]) {
    test.describe(`the account menu, JavaScript ${javaScriptEnabled ? "on" : "off"}, ${width} px`, () => {
      test.use({ javaScriptEnabled, viewport: { width, height: 800 } });

      test("it says who is signed in and leads around, with the way out in sight", async ({
        page,
        people,
        signedIn,
      }) => {
        const person = await people.member();
        await signedIn(page, person);
        await page.goto("/dashboard");
        await expect(summary(page)).toHaveText(/Your account: Ada Byron/);
        await expect(page.getByRole("banner").getByRole("link", { name: "Sign out" })).toBeVisible();
        await summary(page).click();
        const links = menu(page).getByRole("link");
        await expect(links).toHaveText(["Dashboard", "Settings", "Devices", "Activity"]);
        await expect(menu(page).getByText(person.email)).toBeVisible();
        await expectInView(page);
        if (javaScriptEnabled) await expectAccessible(page, `the account menu, ${width} px`);
        await links.last().click();
        await expect(page).toHaveURL(/\/settings\/activity$/);
        await expect(summary(page)).toBeVisible();
      });
    });
  }

  test.describe(`the console in the account menu, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("it is there for administrators alone, and the menu in the console", async ({
      page,
      people,
      stack,
      signedIn,
    }) => {
      await asAdmin(page, { people, stack, signedIn });
      await page.goto("/settings");
      await summary(page).click();
      await menu(page).getByRole("link", { name: "Administration" }).click();
      await expect(page).toHaveURL(/\/admin$/);
      await summary(page).click();
      await expectInView(page);
      await menu(page).getByRole("link", { name: "Dashboard" }).click();
      await expect(page).toHaveURL(/\/dashboard$/);
    });
  });
}

test.describe("the account menu by keyboard", () => {
  test("it opens, is walked through, and closes by Escape with the focus where it was", async ({
    page,
    people,
    signedIn,
  }) => {
    await signedIn(page, await people.member());
    await page.goto("/dashboard");
    await summary(page).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await expect(menu(page).getByRole("link").first()).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(menu(page).getByRole("link")).toHaveCount(0);
    await expect(summary(page)).toBeFocused();
  });

  test("it closes once the focus or a click is elsewhere, and the menu of languages likewise", async ({
    page,
    people,
    signedIn,
  }) => {
    await signedIn(page, await people.member());
    await page.goto("/dashboard");
    for (const each of [menu(page), page.getByTestId("language-menu")]) {
      await each.locator("summary").click();
      await expect(each).toHaveAttribute("open");
      await page.getByRole("heading", { level: 1 }).click();
      await expect(each).not.toHaveAttribute("open");
      await each.locator("summary").click();
      await page.getByRole("main").getByRole("link").first().focus();
      await expect(each).not.toHaveAttribute("open");
    }
  });
});

test.describe("the account menu in Arabic", () => {
  test.use({ locale: "ar", viewport: { width: 320, height: 800 } });

  test("it opens within the page", async ({ page, people, signedIn }) => {
    await signedIn(page, await people.member());
    await page.goto("/dashboard");
    await summary(page).click();
    await expectInView(page);
    await expectAccessible(page, "the account menu, Arabic");
  });
});

/** The open menu is wholly on the screen, and nothing has to be scrolled sideways for it. */
async function expectInView(page: Page): Promise<void> {
  for (const link of await menu(page).getByRole("link").all())
    await expect(link).toBeInViewport({ ratio: 1 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
}
