// Pages in languages that strain them: written from right to left, of long words, without spaces.
import type { Page } from "@playwright/test";
import { asAdmin } from "./fixtures/admin";
import { expectAccessible } from "./fixtures/axe";
import { control, message, signIn } from "./fixtures/flow-page";
import { expect, test } from "./fixtures/test";

const OPEN = ["/", "/login", "/registration", "/recovery", "/verification", "/error", "/nowhere"];
const OWN = [
  "/dashboard",
  "/notes",
  "/sessions",
  "/settings",
  "/settings/second-factors",
  "/settings/data",
  "/logout",
];
const CONSOLE = [
  "/admin",
  "/admin/identities",
  "/admin/identities/new",
  "/admin/sessions",
  "/admin/messages",
  "/admin/schemas",
  "/admin/audit",
];

const LONG_NOTE = "Donaudampfschifffahrtsgesellschaft@example.com ".repeat(3);

test.describe("pages in Arabic", () => {
  test.use({ locale: "ar" });

  for (const path of OPEN) {
    test(`axe finds nothing at ${path}`, async ({ page }) => {
      await page.goto(path);
      await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
      await expectAccessible(page, `${path}, Arabic`);
    });
  }

  for (const path of OWN) {
    test(`axe finds nothing at ${path} when signed in`, async ({ page, people, signedIn }) => {
      await signedIn(page, await people.member());
      await page.goto(path);
      if (path === "/notes") await writeNote(page);
      await expectAccessible(page, `${path}, Arabic`);
    });
  }

  for (const path of CONSOLE) {
    test(`axe finds nothing at ${path}`, async ({ page, people, stack, signedIn }) => {
      await asAdmin(page, { people, stack, signedIn });
      await page.goto(path);
      await expectAccessible(page, `${path}, Arabic`);
    });
  }

  test("axe finds nothing at an identity in the console", async ({ page, people, stack, signedIn }) => {
    const admin = await asAdmin(page, { people, stack, signedIn });
    await page.goto(`/admin/identities/${admin.identityId}`);
    await expectAccessible(page, "identity, Arabic");
  });

  test("it puts things at the line's other end, and writes addresses and passwords from left to right", async ({
    page,
    people,
  }) => {
    await page.goto("/login");
    await signIn(page, people.stranger());
    await expect(message(page, 4000006)).toBeVisible();
    const password = control(page, "password");
    for (const field of [control(page, "identifier"), password]) {
      await expect(field).toHaveCSS("direction", "ltr");
      await expect(field).toHaveCSS("text-align", "end");
    }
    // Its script shows it.
    await expect(page.locator("button[data-reveal]")).toBeVisible();
    const reveal = await page.locator("button[data-reveal]").boundingBox();
    const field = await password.boundingBox();
    expect(reveal && field && reveal.x - field.x).toBeLessThan(20);
    const padding = await password.evaluate((input) =>
      Number.parseFloat(getComputedStyle(input).paddingLeft),
    );
    expect(padding).toBeGreaterThanOrEqual(reveal?.width ?? Number.POSITIVE_INFINITY);
  });
});

for (const locale of ["de", "pl", "ja"]) {
  test.describe(`pages at 320 px in ${locale}`, () => {
    test.use({ locale, viewport: { width: 320, height: 800 } });

    test("none that is open to all is wider than the window", async ({ page }) => {
      for (const path of OPEN) await expectFits(page, path);
    });

    test("none of an account or the console is wider than the window", async ({
      page,
      people,
      stack,
      signedIn,
    }) => {
      test.slow();
      const admin = await asAdmin(page, { people, stack, signedIn });
      await page.goto("/notes");
      await writeNote(page);
      for (const path of [...OWN, ...CONSOLE, `/admin/identities/${admin.identityId}`]) {
        await expectFits(page, path);
      }
    });

    async function expectFits(page: Page, path: string) {
      await page.goto(path);
      await expect(page.locator("html")).toHaveAttribute("lang", locale);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect.soft(overflow, path).toBeLessThanOrEqual(0);
    }
  });
}

async function writeNote(page: Page): Promise<void> {
  await page.locator("textarea[name=text]").fill(LONG_NOTE);
  await page.locator("form:has(textarea[name=text]) button[type=submit]").click();
  await expect(page.getByRole("listitem").filter({ hasText: "Donaudampf" })).toBeVisible();
}
