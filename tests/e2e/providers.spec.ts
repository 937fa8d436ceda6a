// Signing in with a real OpenID provider, by real redirects: with script and without.
import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe";
import { button, control, expectAnnounced, message, signIn, signOut } from "./fixtures/flow-page";
import { freshEmail } from "./fixtures/people";
import { agreeAtProvider as agree, chooseProvider as choose, expect, test } from "./fixtures/provider";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a provider, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("it signs somebody up, and in again", async ({ page, people }) => {
      const { email } = people.stranger();
      await page.goto("/registration");
      if (javaScriptEnabled) await expectAccessible(page, "sign-up with a provider");
      await choose(page);
      await agree(page, email);
      await expect(page).toHaveURL(/\/(dashboard|welcome)/);
      await expect
        .poll(async () => (await people.find(email))?.verifiable_addresses?.[0]?.verified)
        .toBe(true);

      await signOut(page);
      await page.goto("/login?return_to=%2Fsessions");
      await expect(button(page, "acme", "provider")).toHaveText(/Acme/);
      await pass(page);
      await expect(page).toHaveURL(/\/sessions/);
    });

    test("it asks for what the provider did not tell", async ({ page, people }) => {
      const { email } = people.stranger();
      const name = `nameless-${email.split("@")[0] ?? ""}`;
      await page.goto("/login");
      await choose(page);
      await agree(page, name);
      await expect(page).toHaveURL(/\/registration\?/);
      await expect(control(page, "traits.email")).toBeVisible();
      await expect(control(page, "traits.name.first")).toHaveValue("Ada");
      await expect(page.locator("button[name=method]")).toHaveCount(0);
      if (javaScriptEnabled) await expectAccessible(page, "missing traits");

      await control(page, "traits.email").fill(email);
      await pass(page);
      expect((await people.find(email))?.traits).toMatchObject({ name: { first: "Ada" } });
    });

    test("it is linked and unlinked in settings", async ({ page, people, signedIn }) => {
      const person = await people.member();
      await signedIn(page, person);
      await page.goto("/settings");
      await choose(page, "link");
      await agree(page, freshEmail());
      await expect(page).toHaveURL(/\/settings/);
      await expect(message(page, 1050001)).toBeVisible();
      await expect(button(page, "acme", "unlink")).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page, "linked accounts");

      await button(page, "acme", "unlink").click();
      await expect(message(page, 1050001)).toBeVisible();
      await expect(button(page, "acme", "link")).toBeVisible();
      await page.goto("/settings/activity");
      const events = page.locator("[data-event]");
      await expect(events).toHaveCount(3);
      await expect(events.nth(0)).toHaveAttribute("data-event", "account_unlinked");
      await expect(events.nth(1)).toHaveAttribute("data-event", "account_linked");
      await expect(events.nth(1)).toContainText("acme");

      await page.goto("/settings/linked-accounts");
      await button(page, "acme", "link").click();
      await expect(page).toHaveURL(/\/settings\/linked-accounts\?flow=/);
      await expect(message(page, 1050001)).toBeVisible();
      await expect(button(page, "acme", "unlink")).toBeVisible();
    });

    test("it is written down as a sign-up, and marked as the way used last", async ({ page, people }) => {
      const { email } = people.stranger();
      await page.goto("/registration?return_to=/settings/activity");
      await choose(page);
      await agree(page, email);
      await expect(page).toHaveURL(/\/settings\/activity|\/verification/);
      await page.goto("/settings/activity");
      await expect(page.locator("[data-event]").first()).toHaveAttribute("data-event", "signed_up");
      await signOut(page);
      await expect(button(page, "acme", "provider").getByTestId("last-used")).toBeVisible();
    });

    test("an account that has the address is proved once, and then linked", async ({ page, people }) => {
      const person = await people.member();
      await page.goto("/registration");
      await choose(page);
      await agree(page, person.email);
      await expect(page).toHaveURL(/\/login\?/);
      await expectAnnounced(page, 1010016);
      if (javaScriptEnabled) await expectAccessible(page, "proving an account");
      await control(page, "password").fill("not the password");
      await button(page, "password").click();
      await expectAnnounced(page, 4000006);
      await control(page, "password").fill(person.password);
      await button(page, "password").click();
      await expect(page).not.toHaveURL(/\/login/);

      await signOut(page);
      await page.goto("/login");
      await pass(page);
      await page.goto("/settings");
      await expect(button(page, "acme", "unlink")).toBeVisible();
    });

    test("whoever turns back at the provider is told so, and can go on", async ({ page, people }) => {
      const person = await people.member();
      await page.goto("/login");
      await choose(page);
      await page.getByRole("link", { name: /cancel/i }).click();
      await expect(page).toHaveURL(/\/login\?/);
      await expectAnnounced(page, 4000001);
      await signIn(page, person);
      await expect(page).not.toHaveURL(/\/login/);
    });
  });
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`what a provider answers, in German, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled, locale: "de-DE" });

    test("it is said in the visitor's language where the specifications know it", async ({ page }) => {
      await page.goto("/login");
      for (const [error, said] of [
        ["access_denied", "nicht zugestimmt"],
        ["login_required", "möchte zuerst etwas von Ihnen wissen"],
        ["temporarily_unavailable", "in einigen Minuten"],
        ["server_error", "etwas schiefgegangen"],
        ["invalid_scope", "(invalid_scope)"],
      ] as const) {
        await beSentBack(page, { error, error_description: "In the provider's own words" });
        await expect(page).toHaveURL(/\/login\?/);
        await expectAnnounced(page, 4000001);
        await expect(message(page, 4000001)).toContainText(said);
        await expect(page.getByText("own words")).toHaveCount(0);
        await expect(page.getByText("returned error")).toHaveCount(0);
      }
      if (javaScriptEnabled) await expectAccessible(page, "sent back by a provider");
    });

    test("it is quoted where nobody knows it", async ({ page }) => {
      await page.goto("/login");
      await beSentBack(page, { error: "on_hold", error_description: "Gesperrt <b>bis</b> Montag" });
      await expect(message(page, 4000001)).toContainText("Der andere Dienst");
      await expect(message(page, 4000001)).toContainText("(on_hold)");
      const words = message(page, 4000001).locator("blockquote");
      await expect(words).toHaveText("Gesperrt <b>bis</b> Montag");
      await expect(words).toHaveAttribute("lang", "");
      await expect(words).toHaveAttribute("dir", "auto");
    });

    test("it leaves every way to sign up", async ({ page, people }) => {
      await page.goto("/registration");
      await beSentBack(page, { error: "access_denied" });
      await expect(page).toHaveURL(/\/registration\?/);
      await expect(message(page, 4000001)).toContainText("nicht zugestimmt");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Konto erstellen");
      const otherWay = page.getByRole("link", { name: "Konto auf einem anderen Weg erstellen" });
      if (await otherWay.isVisible()) await otherWay.click();
      const person = people.stranger();
      const form = page.getByTestId("registration-flow");
      await form.locator("[name='traits.email']").fill(person.email);
      await form.locator("[name=password]").fill(person.password);
      await button(page, "password").click();
      await expect(page).not.toHaveURL(/\/registration/);
    });

    test("it is said in the settings, where nothing is linked then", async ({ page, people, signedIn }) => {
      await signedIn(page, await people.member());
      await page.goto("/settings/linked-accounts");
      await beSentBack(page, { error: "access_denied", error_description: "No" }, "link");
      await expect(page).toHaveURL(/\/settings\/linked-accounts\?flow=/);
      await expect(message(page, 4000001)).toContainText("nicht zugestimmt");
      await expect(button(page, "acme", "link")).toBeVisible();
    });
  });
}

test("the way back from a provider is good in one browser, and once", async ({
  page,
  people,
  newVisitor,
}) => {
  const { email } = people.stranger();
  const backs: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/methods/oidc/callback/")) backs.push(request.url());
  });
  await page.goto("/registration");
  await choose(page);
  await agree(page, email);
  await expect(page).not.toHaveURL(/\/registration/);
  const [back = ""] = backs;
  expect(back).toContain("code=");

  const stranger = await newVisitor();
  await stranger.goto(back);
  await expect(stranger).toHaveURL(/\/error/);
  await stranger.goto("/dashboard");
  await expect(stranger).toHaveURL(/\/login/);

  await signOut(page);
  await page.goto(back);
  await expect(page).toHaveURL(/\/error/);
  await page.goto("/dashboard");
  await expect(page).toHaveURL(/\/login/);
});

/** The provider sends the browser back with an error in place of a code (RFC 6749, 4.1.2.1). */
async function beSentBack(
  page: Page,
  error: { error: string; error_description?: string },
  name: "provider" | "link" = "provider",
): Promise<void> {
  const asked = page.waitForRequest((request) => new URL(request.url()).searchParams.has("redirect_uri"));
  await choose(page, name);
  const query = new URL((await asked).url()).searchParams;
  const back = new URL(query.get("redirect_uri") ?? "");
  back.search = new URLSearchParams({ ...error, state: query.get("state") ?? "" }).toString();
  await page.goto(back.href);
}

/** The provider knows the browser from before, and sends it back without a page of its own. */
async function pass(page: Page): Promise<void> {
  await button(page, "acme", "provider").click();
  await expect(page).not.toHaveURL(/\/(login|registration|continue|auth)\b/);
}
