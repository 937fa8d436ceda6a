import type { Page } from "@playwright/test";
import { expectNotice } from "./fixtures/flow-page";
import { expect, test } from "./fixtures/test";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`sessions, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("it revokes one other session: that browser is signed out, this one and a third are not", async ({
      page,
      people,
      newVisitor,
      signedIn,
    }) => {
      const person = await people.member();
      const [phone, tablet] = [await newVisitor(), await newVisitor()];
      for (const device of [page, phone, tablet]) await signedIn(device, person);
      const phoneSession = await sessionId(phone);

      await page.goto("/sessions");
      const form = page
        .locator("form[action='/api/sessions']")
        .filter({ has: page.locator(`[name=id][value="${phoneSession}"]`) });
      await form.getByRole("button").click();
      await expect(page).toHaveURL(/\/sessions$/);
      await expect(page.locator(`[name=id][value="${phoneSession}"]`)).toHaveCount(0);
      await expectNotice(page);

      await expectSignedOut(phone);
      await expectSignedIn(tablet);
      await expectSignedIn(page);
    });

    test("it revokes all others at once", async ({ page, people, newVisitor, signedIn }) => {
      const person = await people.member();
      const [phone, tablet] = [await newVisitor(), await newVisitor()];
      for (const device of [page, phone, tablet]) await signedIn(device, person);

      await page.goto("/sessions");
      await page
        .locator("form[action='/api/sessions']")
        .filter({ has: page.locator("[name=action][value=revoke_others]") })
        .getByRole("button")
        .click();
      await expect(page).toHaveURL(/\/sessions$/);
      await expect(page.locator("[name=action][value=revoke]")).toHaveCount(0);
      await expectSignedOut(phone);
      await expectSignedOut(tablet);
      await expectSignedIn(page);
    });
  });
}

test("it does not revoke the session of somebody else", async ({
  page,
  people,
  newVisitor,
  signedIn,
  stack,
}) => {
  const other = await newVisitor();
  await signedIn(other, await people.member());
  const otherSession = await sessionId(other);
  await signedIn(page, await people.member());
  const answer = await page.context().request.post("/api/sessions", {
    form: { action: "revoke", id: otherSession },
    headers: { origin: stack.appUrl },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(303);
  await expectSignedIn(other);
});

test("it refuses nonsense without falling over", async ({ page, people, signedIn, stack }) => {
  await signedIn(page, await people.member());
  const odd: Record<string, string>[] = [
    { action: "revoke", id: "../identities" },
    { action: "revoke" },
    { action: "nothing" },
    {},
  ];
  for (const form of odd) {
    const answer = await page.context().request.post("/api/sessions", {
      form,
      headers: { origin: stack.appUrl },
      maxRedirects: 0,
    });
    expect(answer.status()).toBeGreaterThanOrEqual(300);
    expect(answer.status()).toBeLessThan(500);
  }
  await expectSignedIn(page);
});

test("it shows which session is this one", async ({ page, people, newVisitor, signedIn }) => {
  const person = await people.member();
  await signedIn(page, person);
  await signedIn(await newVisitor(), person);
  await page.goto("/sessions");
  await expect(page.locator("[name=action][value=revoke]")).toHaveCount(1);
  await expect(page.locator(`[name=id][value="${await sessionId(page)}"]`)).toHaveCount(0);
});

async function sessionId(page: Page): Promise<string> {
  const whoami = await page.context().request.get("/api/ory/sessions/whoami");
  return ((await whoami.json()) as { id: string }).id;
}

async function expectSignedOut(page: Page): Promise<void> {
  await page.goto("/dashboard");
  await expect(page).toHaveURL(/\/login/);
}

async function expectSignedIn(page: Page): Promise<void> {
  await page.goto("/dashboard");
  await expect(page).toHaveURL(/\/dashboard$/);
}
