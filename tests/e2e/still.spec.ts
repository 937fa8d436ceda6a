// Nothing moves under a finger: what script adds to a page has its place before the script is there.
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures/test";

const pages = {
  visitor: ["/login", "/registration", "/recovery"],
  person: ["/settings/password", "/settings/second-factors", "/settings/keys"],
};

test("no button moves when a page's script arrives", async ({ page, people, signedIn }) => {
  for (const path of pages.visitor) await expectStill(page, path);
  await signedIn(page, await people.member());
  for (const path of pages.person) await expectStill(page, path);
});

test.describe("with script off", () => {
  test.use({ javaScriptEnabled: false });

  test("no place is kept for what only script can do", async ({ page }) => {
    await page.goto("/login");
    await expect(page.locator("[data-scripted=waiting]")).not.toHaveCount(0);
    for (const waiting of await page.locator("[data-scripted=waiting]").all()) {
      await expect(waiting).toHaveCSS("display", "none");
    }
  });
});

/** Holds the page's script back, and compares where things stand before it and after. */
async function expectStill(page: Page, path: string) {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/*.js", async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(path, { waitUntil: "commit" });
  await expect(page.locator("footer").last()).toBeVisible();
  await page.waitForFunction(() => document.styleSheets.length > 0);
  await expect(page.locator("[data-scripted=ready]")).toHaveCount(0);
  const before = await places(page);
  release();
  const scripted = page.locator("[data-scripted]");
  if ((await scripted.count()) > 0) {
    await expect(page.locator("[data-scripted=ready]")).not.toHaveCount(0);
    await expect(page.locator("[data-scripted=waiting]")).toHaveCount(0);
  }
  expect(await places(page), path).toEqual(before);
  await page.unrouteAll({ behavior: "wait" });
}

/** Where each control stands, in whole pixels. */
function places(page: Page): Promise<string[]> {
  return page.locator("main :is(input, select, button, a):not([type=hidden])").evaluateAll((controls) =>
    controls.map((control) => {
      const { top, left, width, height } = control.getBoundingClientRect();
      return [control.getAttribute("name") ?? control.textContent, top, left, width, height]
        .map((part) => (typeof part === "number" ? Math.round(part) : part))
        .join(" ");
    }),
  );
}
