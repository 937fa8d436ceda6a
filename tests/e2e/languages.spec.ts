// The language of the pages: chosen, asked for by the browser, or English.
import type { Page } from "@playwright/test";
import { setCookies } from "./fixtures/http";
import { button, control, message, signIn } from "./fixtures/flow-page";
import { expect, test } from "./fixtures/test";

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const html = (page: Page) => page.locator("html");

async function choose(page: Page, tag: string) {
  await page.getByTestId("language-menu").locator("summary").click();
  await page.locator(`button[name=language][value=${tag}]`).click();
}

test.describe("a browser that asks for German", () => {
  test.use({ locale: "de-AT" });

  test("it is answered in German", async ({ page, people }) => {
    await page.goto("/login");
    await expect(html(page)).toHaveAttribute("lang", "de");
    await expect(heading(page)).toHaveText("Anmelden");
    await expect(page.getByLabel("E-Mail", { exact: true })).toBeVisible();
    await signIn(page, people.stranger());
    await expect(message(page, 4000006)).toContainText("Diese Anmeldedaten stimmen nicht");
  });

  test("it shows dates and numbers as German has them, before script and after", async ({
    page,
    people,
    signedIn,
  }) => {
    await signedIn(page, await people.member());
    await page.goto("/sessions");
    await expect(page.locator("time[data-local=date]").first()).toHaveText(/^\d\d\.\d\d\.\d{4}$/);
  });

  test("it keeps to another language that the visitor has chosen", async ({ page }) => {
    await page.goto("/login");
    await choose(page, "en");
    await expect(heading(page)).toHaveText("Sign in");
    await page.goto("/registration");
    await expect(heading(page)).toHaveText("Create your account");
  });
});

test.describe("a browser that asks for a language that we do not speak", () => {
  test.use({ locale: "tlh" });

  test("it is answered in English", async ({ page }) => {
    await page.goto("/login");
    await expect(html(page)).toHaveAttribute("lang", "en");
  });
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`the choice of a language, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("it changes the page, its direction, and stays where the visitor was", async ({ page }) => {
      await page.goto("/login?return_to=/notes");
      await choose(page, "ar");
      await expect(html(page)).toHaveAttribute("lang", "ar");
      await expect(html(page)).toHaveAttribute("dir", "rtl");
      await expect(heading(page)).toHaveText("تسجيل الدخول");
      await expect(page).toHaveURL(/\/login\?flow=/);
      await choose(page, "de");
      await expect(html(page)).toHaveAttribute("dir", "ltr");
      await expect(heading(page)).toHaveText("Anmelden");
      await expect(control(page, "identifier")).toBeVisible();
    });
  });
}

test.describe("mails", () => {
  test.use({ locale: "de-AT" });

  test("they are in the language that the visitor reads", async ({ page, people, mailbox }) => {
    const newcomer = people.stranger();
    await page.goto("/registration");
    await control(page, "traits.email").fill(newcomer.email);
    await control(page, "password").fill(newcomer.password);
    await button(page, "password").click();
    expect((await mailbox.newest(newcomer.email)).subject).toContain("Bestätigungscode");
    await page.context().clearCookies();

    await page.goto("/recovery");
    await choose(page, "ar");
    await control(page, "email").fill(newcomer.email);
    await button(page, "code").click();
    const second = await mailbox.newest(newcomer.email, { count: 2 });
    expect(second.subject).toContain("رمز استعادة الحساب");
    expect(second.text).toContain("لم تطلب هذا؟");
  });
});

test("it refuses a choice that another site makes, and one that is no language of ours", async ({
  request,
  stack,
}) => {
  const elsewhere = await request.post("/api/language", {
    form: { language: "de" },
    headers: { origin: "https://other.example", "sec-fetch-site": "cross-site", "accept-language": "ar" },
    maxRedirects: 0,
  });
  expect(elsewhere.status()).toBe(403);
  expect(setCookies(elsewhere)).toEqual([]);
  expect(await elsewhere.text()).toContain('<html lang="ar" dir="rtl">');
  const unknown = await request.post("/api/language", {
    form: { language: "tlh" },
    headers: { origin: stack.appUrl },
    maxRedirects: 0,
  });
  expect(unknown.status()).toBe(400);
});
