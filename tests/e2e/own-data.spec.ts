// A person's own data: the download, and the end of the account.
import { readFile } from "node:fs/promises";
import { signIn } from "./fixtures/flow-page";
import { expect, test } from "./fixtures/test";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`own data, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("it downloads all that is kept, notes included", async ({ page, people, signedIn }) => {
      const person = await people.member();
      await signedIn(page, person);
      await page.goto("/notes");
      await page.getByRole("textbox").fill("in the export");
      await page.getByRole("button", { name: "Add note" }).click();
      await expect(page.getByRole("listitem").filter({ hasText: "in the export" })).toBeVisible();

      await page.goto("/settings");
      await page.getByRole("link", { name: /Download your data/ }).click();
      await expect(page).toHaveURL(/\/settings\/data$/);
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "Download your data" }).click(),
      ]);
      expect(download.suggestedFilename()).toBe("account.json");
      const text = await readFile(await download.path(), "utf8");
      const content = JSON.parse(text) as Record<string, unknown>;
      expect(content).toMatchObject({
        identity: { id: person.identityId, traits: { email: person.email } },
        notes: [{ text: "in the export" }],
      });
      expect(content["sessions"]).toHaveLength(1);
      expect(text).not.toContain("hashed_password");
    });

    test("it deletes the account with all that belongs to it", async ({
      page,
      people,
      signedIn,
      newVisitor,
    }) => {
      const person = await people.member();
      const other = await newVisitor();
      await signedIn(other, person);
      await signedIn(page, person);
      await page.goto("/settings/data");
      await page.getByRole("checkbox").check();
      await page.getByRole("button", { name: "Delete account" }).click();
      await expect(page).toHaveURL(/\/login/);
      await expect(page.getByTestId("notice/account_deleted")).toBeVisible();
      expect(await people.find(person.email)).toBeUndefined();
      await other.goto("/dashboard");
      await expect(other).toHaveURL(/\/login/);
      await signIn(page, person);
      await expect(page.getByTestId("ui/message/4000006")).toBeVisible();
    });
  });
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`long after a sign-in, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("it asks to confirm it before an account is deleted, and comes back", async ({
      page,
      people,
      trouble: { app, service },
    }) => {
      const person = await people.member();
      await page.goto(`${app.url}/login?return_to=/settings/data`);
      await signIn(page, person);
      const tick = page.getByRole("checkbox");
      await expect(tick).toBeVisible();
      const whoami = await page.context().request.get(`${app.url}/api/ory/sessions/whoami`);
      const session = (await whoami.json()) as object;
      const anHourAgo = new Date(Date.now() - 60 * 60 * 1000).toISOString();
      service.answer("GET /sessions/whoami", {
        status: 200,
        body: { ...session, authenticated_at: anHourAgo },
      });
      // The page was open all the while: what it sends comes too late.
      await tick.check();
      await page.getByRole("button", { name: "Delete account" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirm it’s you");
      expect(await people.find(person.email)).toBeDefined();
      await page.goto(`${app.url}/settings/data`);
      await expect(tick).toHaveCount(0);
      await page.locator('a[href^="/login?refresh=true"]').click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirm it’s you");
      service.reset();
      await page.locator("input[name=password]").fill(person.password);
      await page.locator("button[name=method][value=password]").click();
      await expect(page).toHaveURL(/\/settings\/data$/);
      // Nothing is deleted by coming back: that takes another press.
      await expect(tick).not.toBeChecked();
      await expect(page.getByRole("button", { name: "Delete account" })).toBeVisible();
      expect(await people.find(person.email)).toBeDefined();
    });
  });
}

test("it deletes nothing without the tick, nor for another site's form", async ({
  page,
  people,
  signedIn,
  stack,
}) => {
  const person = await people.member();
  await signedIn(page, person);
  const post = (origin: string, form: Record<string, string>) =>
    page.context().request.post("/api/account/delete", { form, headers: { origin }, maxRedirects: 0 });
  expect((await post(stack.appUrl, {})).headers()["location"]).toBe("/settings/data");
  expect((await post("https://elsewhere.example", { confirm: "yes" })).status()).toBe(403);
  expect(await people.find(person.email)).toBeDefined();
});

test("it asks whoever is not signed in to do that first", async ({ request, stack }) => {
  for (const answer of [
    await request.get("/api/account/export", { maxRedirects: 0 }),
    await request.post("/api/account/delete", {
      form: { confirm: "yes" },
      headers: { origin: stack.appUrl },
      maxRedirects: 0,
    }),
  ]) {
    expect(answer.status()).toBe(303);
    expect(answer.headers()["location"]).toMatch(/^\/login\?return_to=%2Fsettings%2Fdata/);
  }
});
