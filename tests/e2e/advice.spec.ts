// What would make the account safer: told on the dashboard, and not told again by whoever puts it away.
import type { Page } from "@playwright/test";
import { setUpAuthenticator, setUpBackupCodes } from "./fixtures/authenticator";
import { addPasskeyDevice } from "./fixtures/key-device";
import { message } from "./fixtures/flow-page";
import { expect, test } from "./fixtures/test";

const DAY_S = 24 * 60 * 60;
const advice = (page: Page, id: string) => page.getByTestId(`advice/${id}`);
const all = (page: Page) => page.getByTestId("advice").getByRole("listitem");

for (const javaScriptEnabled of [true, false]) {
  test.describe(`advice on the dashboard, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("it names what the account lacks, leads there, and is gone once that is done", async ({
      page,
      people,
      signedIn,
    }) => {
      await signedIn(page, await people.member());
      await page.goto("/dashboard");
      await expect(all(page)).toHaveCount(2);
      await expect(advice(page, "passkey").getByRole("link")).toHaveAttribute("href", "/settings/keys");
      await advice(page, "second-step").getByRole("link").click();
      await expect(page).toHaveURL(/\/settings\/second-factors$/);
      await setUpAuthenticator(page);

      await page.goto("/dashboard");
      await expect(all(page)).toHaveCount(2);
      await advice(page, "backup-codes").getByRole("link").click();
      await expect(page).toHaveURL(/\/settings\/second-factors#lookup_secret$/);
      await setUpBackupCodes(page);

      await page.goto("/dashboard");
      await expect(all(page)).toHaveCount(1);
      await expect(advice(page, "passkey")).toBeVisible();
    });

    test("it is put away for a quarter of a year, for that person alone", async ({
      page,
      people,
      signedIn,
    }) => {
      await signedIn(page, await people.member());
      await page.goto("/dashboard");
      await advice(page, "second-step")
        .getByRole("button", { name: /Not now/ })
        .click();
      await expect(page).toHaveURL(/\/dashboard$/);
      await expect(all(page)).toHaveCount(1);
      await advice(page, "passkey")
        .getByRole("button", { name: /Not now/ })
        .click();
      await expect(page.getByTestId("advice")).toHaveCount(0);
      await page.reload();
      await expect(page.getByTestId("advice")).toHaveCount(0);

      const cookies = await page.context().cookies();
      const kept = cookies.find(({ name }) => name === "foyer_put_away");
      const days = ((kept?.expires ?? 0) - Date.now() / 1000) / DAY_S;
      expect(Math.round(days)).toBe(90);

      await page.context().clearCookies({ name: "ory_kratos_session" });
      await signedIn(page, await people.member());
      await page.goto("/dashboard");
      await expect(all(page)).toHaveCount(2);
    });
  });
}

test("it names no passkey to somebody who has one", async ({ page, people, signedIn }) => {
  const device = await addPasskeyDevice(page);
  await device.isThere(true);
  await signedIn(page, await people.member());
  await page.goto("/settings/keys");
  await page.locator("button[name=passkey_register_trigger]").click();
  await expect(message(page, 1050001)).toBeVisible();
  await page.goto("/dashboard");
  await expect(advice(page, "second-step")).toBeVisible();
  await expect(advice(page, "passkey")).toHaveCount(0);
});
