// Backup codes once the sign-in is a while ago: who it is is asked first, and what was asked for is done then.
import type { Page } from "@playwright/test";
import { setUpBackupCodes, shownBackupCodes } from "./fixtures/authenticator";
import { button, control, expectAnnounced, message, signInAnew } from "./fixtures/flow-page";
import type { Registered } from "./fixtures/people";
import { expectConfirming, expectSaved, test, untilNotPrivileged } from "./fixtures/privilege";
import { expect } from "./fixtures/test";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`backup codes after a while, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("they are shown once it is confirmed who asks for them, and made anew likewise", async ({
      page,
      people,
      signedIn,
    }) => {
      const person = await people.member();
      await signedIn(page, person);
      const [old = "", ...rest] = await setUpBackupCodes(page);
      await askFor(page, "reveal");
      await confirm(page, person);
      expect(await shownBackupCodes(page)).toEqual([old, ...rest]);

      await untilNotPrivileged(page);
      await button(page, "true", "lookup_secret_regenerate").click();
      await confirm(page, person);
      const [fresh = ""] = await shownBackupCodes(page);
      expect(fresh).not.toBe(old);
      await button(page, "true", "lookup_secret_confirm").click();
      await expectSaved(page, "second-factors");
      await expectOnlyGood(page, person, { good: fresh, bad: old });
    });

    test("those that were shown are the ones that are kept, although it was asked in between", async ({
      page,
      people,
      signedIn,
    }) => {
      const person = await people.member();
      await signedIn(page, person);
      await page.goto("/settings/second-factors");
      await button(page, "true", "lookup_secret_regenerate").click();
      const [shown = ""] = await shownBackupCodes(page);
      await untilNotPrivileged(page);
      await button(page, "true", "lookup_secret_confirm").click();
      await confirm(page, person);
      await expectSaved(page, "second-factors");
      await expect(button(page, "true", "lookup_secret_reveal")).toBeVisible();
      await expectOnlyGood(page, person, { good: shown, bad: "nonesuch" });
    });

    test("they are removed once it is confirmed, by the first step or by one of them", async ({
      page,
      people,
      signedIn,
    }) => {
      const person = await people.member();
      await signedIn(page, person);
      const [code = ""] = await setUpBackupCodes(page);
      await askFor(page, "disable");
      await expectConfirming(page);
      await page.getByTestId("other-factor-link").click();
      await expectConfirming(page);
      await control(page, "lookup_secret").fill(code);
      await button(page, "lookup_secret").click();
      await expectSaved(page, "second-factors");
      await expect(button(page, "true", "lookup_secret_regenerate")).toBeVisible();
      await expect(button(page, "true", "lookup_secret_disable")).toHaveCount(0);
      await signInAnew(page, person, "/sessions");
      await expect(page).toHaveURL(/\/sessions$/);
    });
  });
}

async function askFor(page: Page, wish: "reveal" | "disable"): Promise<void> {
  await untilNotPrivileged(page);
  await page.goto("/settings/second-factors");
  await button(page, "true", `lookup_secret_${wish}`).click();
}

async function confirm(page: Page, { password }: Registered): Promise<void> {
  await expect(message(page, 1010003)).toBeVisible();
  await expectConfirming(page);
  await control(page, "password").fill(password);
  await button(page, "password").click();
  await expect(page).toHaveURL(/\/settings\/second-factors\?flow=/);
}

async function expectOnlyGood(
  page: Page,
  person: Registered,
  { good, bad }: { good: string; bad: string },
): Promise<void> {
  await signInAnew(page, person, "/sessions");
  await control(page, "lookup_secret").fill(bad);
  await button(page, "lookup_secret").click();
  await expectAnnounced(page, 4000016);
  await control(page, "lookup_secret").fill(good);
  await button(page, "lookup_secret").click();
  await expect(page).toHaveURL(/\/sessions$/);
}
