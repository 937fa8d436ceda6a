// The sample feature: a protected page, server actions, a handler, and a table behind them.
import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe";
import { expect, test } from "./fixtures/test";

const field = (page: Page) => page.getByRole("textbox");
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

async function write(page: Page, text: string) {
  await field(page).fill(text);
  await button(page, "Add note").click();
  await expect(page.getByRole("listitem").filter({ hasText: text })).toBeVisible();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`notes, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("it keeps, edits and deletes them", async ({ page, people, signedIn }) => {
      await signedIn(page, await people.member());
      await page.goto("/notes");
      await write(page, "Call Charles\nat nine");
      await expect(field(page)).toHaveValue("");
      await page.reload();
      const notes = page.getByRole("main").getByRole("listitem");
      await expect(notes).toHaveCount(1);

      await page.getByRole("link", { name: /^Edit the note/ }).click();
      await expect(field(page)).toHaveValue("Call Charles\nat nine");
      await field(page).fill("Call Ada");
      await button(page, "Save").click();
      await expect(page).toHaveURL(/\/notes$/);
      await expect(notes).toContainText("Call Ada");
      await expect(notes).not.toContainText("Charles");

      await button(page, /^Delete the note/).click();
      await expect(notes).toHaveCount(0);
    });

    test("it says what is wrong with one, and keeps what was typed", async ({ page, people, signedIn }) => {
      await signedIn(page, await people.member());
      await page.goto("/notes");
      // Past the browser's own check, as an old browser would send it.
      await page
        .locator("form")
        .filter({ has: field(page) })
        .evaluate((form: HTMLFormElement) => {
          form.noValidate = true;
        });
      await field(page).evaluate((area: HTMLTextAreaElement) => area.removeAttribute("maxlength"));
      const long = "x".repeat(2001);
      await field(page).fill(long);
      await button(page, "Add note").click();
      await expect(page.getByTestId("note-problem")).toContainText("2,000 characters");
      await expect(field(page)).toHaveValue(long);
      await expect(field(page)).toHaveAttribute("aria-invalid", "true");
    });
  });
}

test("it shows notes to nobody else, by page or by handler", async ({
  page,
  people,
  newVisitor,
  signedIn,
}) => {
  await signedIn(page, await people.member());
  await page.goto("/notes");
  await write(page, "mine alone");
  const address = (await page.getByRole("link", { name: /^Edit the note/ }).getAttribute("href")) ?? "";

  const other = await newVisitor();
  await signedIn(other, await people.member());
  await other.goto("/notes");
  await expect(other.getByText("mine alone")).toHaveCount(0);
  const theirs = await other.context().request.get("/api/notes");
  expect(await theirs.json()).toEqual({ notes: [] });
  const answer = await other.context().request.get(address);
  expect(answer.status()).toBe(404);

  const own = await page.context().request.get("/api/notes");
  expect(await own.json()).toMatchObject({ notes: [{ text: "mine alone" }] });
});

test("it asks whoever is not signed in to do that first, and leads back", async ({ page, request }) => {
  await page.goto("/notes");
  await expect(page).toHaveURL(/\/login\?return_to=%2Fnotes/);
  expect((await request.get("/api/notes")).status()).toBe(401);
});

test("it takes no note from another site's form", async ({ page, people, signedIn }) => {
  await signedIn(page, await people.member());
  await page.goto("/notes");
  const action = await page
    .locator("form")
    .filter({ has: field(page) })
    .locator("input[type=hidden]")
    .evaluateAll((inputs: HTMLInputElement[]) => inputs.map(({ name, value }) => [name, value] as const));
  const answer = await page.context().request.post("/notes", {
    multipart: { ...Object.fromEntries(action), text: "forged" },
    headers: { origin: "https://elsewhere.example" },
    maxRedirects: 0,
  });
  expect(answer.status()).toBeGreaterThanOrEqual(400);
  await page.reload();
  await expect(page.getByText("forged")).toHaveCount(0);
});

for (const width of [320, 1280]) {
  test(`it finds nothing wrong with the pages at ${width} px`, async ({ page, people, signedIn }) => {
    await page.setViewportSize({ width, height: 800 });
    await signedIn(page, await people.member());
    await page.goto("/notes");
    await expectAccessible(page, "notes, none");
    await write(page, "a word ".repeat(20) + "x".repeat(200));
    await expectAccessible(page, "notes, one");
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(overflow).toBe(false);
    await page.getByRole("link", { name: /^Edit the note/ }).click();
    await expect(button(page, "Save")).toBeVisible();
    await expectAccessible(page, "note, edit");
  });
}
