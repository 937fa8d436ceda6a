import { signOut } from "./fixtures/flow-page";
import { expect, test } from "./fixtures/test";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`sign-out, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("it signs out by the page's own link and ends on /login", async ({ page, people, signedIn }) => {
      await signedIn(page, await people.member());
      await signOut(page);
      await page.goto("/dashboard");
      await expect(page).toHaveURL(/\/login/);
    });

    test("it asks first when the link came from elsewhere", async ({ page, people, signedIn }) => {
      await signedIn(page, await people.member());
      await page.goto("/logout");
      await expect(page).toHaveURL(/\/logout/);
      const form = page.locator("form[action^='/api/auth/logout']");
      await expect(form).toBeVisible();
      expect((await page.context().request.get("/api/ory/sessions/whoami")).status()).toBe(200);
      await form.getByRole("button").click();
      await expect(page).toHaveURL(/\/login/);
      expect((await page.context().request.get("/api/ory/sessions/whoami")).status()).toBe(401);
    });

    test("it goes on to return_to", async ({ page, people, signedIn }) => {
      await signedIn(page, await people.member());
      await page.goto("/logout?return_to=/welcome");
      await page.locator("form[action^='/api/auth/logout']").getByRole("button").click();
      await expect(page).toHaveURL(/\/welcome$/);
    });
  });
}

test("it has nothing to do for a visitor who is not signed in", async ({ page }) => {
  await page.goto("/logout");
  await expect(page).toHaveURL(/\/(login|logout|welcome)?$/);
  await expect(page.getByRole("main")).toBeVisible();
});

test("it changes nothing for a wrong token", async ({ page, people, signedIn }) => {
  await signedIn(page, await people.member());
  const request = page.context().request;
  await request.get("/logout?token=ory_lo_00000000000000000000000000000000");
  expect((await request.get("/api/ory/sessions/whoami")).status()).toBe(200);
});

test("it changes nothing for a HEAD request or a prefetch of the link", async ({
  page,
  people,
  signedIn,
}) => {
  await signedIn(page, await people.member());
  const request = page.context().request;
  await page.goto("/welcome");
  const href = await page.locator("[data-testid=logout] a, a[data-testid=logout]").getAttribute("href");
  expect(href).toContain("token=");
  const token = new URL(href ?? "", page.url()).searchParams.get("token") ?? "";

  for (const path of [
    href ?? "",
    `/api/ory/self-service/logout?token=${token}`,
    `/self-service/logout?token=${token}`,
  ]) {
    await request.head(path, { maxRedirects: 0 });
    await request.get(path, { headers: { "sec-purpose": "prefetch" }, maxRedirects: 0 });
    await request.get(path, { headers: { purpose: "prefetch" }, maxRedirects: 0 });
    expect((await request.get("/api/ory/sessions/whoami")).status(), path).toBe(200);
  }
  await page.goto(href ?? "");
  await expect(page).toHaveURL(/\/login/);
});
