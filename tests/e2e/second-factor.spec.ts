// The second step: set up, asked for, proved in each way, removed; with script and without.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { scan, setUpAuthenticator, setUpBackupCodes, shownBackupCodes } from "./fixtures/authenticator";
import { untilNotPrivilegedInVariant } from "./fixtures/privilege";
import { expectAccessible } from "./fixtures/axe";
import {
  askForCode,
  button,
  control,
  enterCode,
  expectAnnounced,
  expectFieldError,
  field,
  message,
  signInAnew,
} from "./fixtures/flow-page";
import { codeIn } from "./fixtures/mailbox";
import { expect, test } from "./fixtures/test";

for (const javaScriptEnabled of [true, false]) {
  for (const width of [320, 1280]) {
    test.describe(`the second step, JavaScript ${javaScriptEnabled ? "on" : "off"}, ${width} px`, () => {
      test.use({ javaScriptEnabled, viewport: { width, height: 800 } });

      test("it is set up with an app that scans the picture, then asked for at sign-in", async ({
        page,
        people,
        signedIn,
      }) => {
        const person = await people.member();
        await signedIn(page, person);
        await page.goto("/settings");
        const phone = await scan(page);
        expect(decodeURIComponent(phone.link.pathname)).toContain(person.email);
        await expect(page.getByTestId("node/text/totp_secret_key/text")).toHaveText(phone.secret);

        await control(page, "totp_code").fill("000000");
        await button(page, "totp").click();
        await expectFieldError(page, "totp_code", 4000008);
        await expect(control(page, "totp_code")).toHaveValue("");
        await control(page, "totp_code").fill(await phone.code(-1));
        await button(page, "totp").click();
        await expect(message(page, 1050001)).toBeVisible();
        await expect(button(page, "true", "totp_unlink")).toBeVisible();

        await signInAnew(page, person, "/sessions");
        await expectSecondStep(page);
        await control(page, "totp_code").fill("000000");
        await button(page, "totp").click();
        await expectAnnounced(page, 4000008);
        await control(page, "totp_code").fill(await phone.code());
        await button(page, "totp").click();
        await expect(page).toHaveURL(/\/sessions$/);
      });

      test("it takes a backup code once, and shows which are used", async ({ page, people, signedIn }) => {
        const person = await people.member();
        await signedIn(page, person);
        const [first = ""] = await setUpBackupCodes(page);

        await signInAnew(page, person, "/dashboard");
        await expectSecondStep(page);
        await control(page, "lookup_secret").fill(first);
        await button(page, "lookup_secret").click();
        await expect(page).toHaveURL(/\/dashboard$/);

        await signInAnew(page, person, "/settings");
        await control(page, "lookup_secret").fill(first);
        await button(page, "lookup_secret").click();
        await expectAnnounced(page, 4000012);
        await control(page, "lookup_secret").fill("nonesuch");
        await button(page, "lookup_secret").click();
        await expectAnnounced(page, 4000016);
        expect(await page.content()).not.toContain("nonesuch");
      });
    });
  }

  test.describe(`the way to the second step, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("it offers the backup codes beside the app", async ({ page, people, signedIn }) => {
      const person = await people.member();
      await signedIn(page, person);
      await setUpAuthenticator(page);
      const [code = ""] = await setUpBackupCodes(page);
      await signInAnew(page, person, "/dashboard");
      await expectSecondStep(page);
      await expect(field(page, "totp_code")).toBeVisible();
      await control(page, "lookup_secret").fill(code);
      await button(page, "lookup_secret").click();
      await expect(page).toHaveURL(/\/dashboard$/);
    });

    test("it stands before every page of the account, and leads on to the one that was asked for", async ({
      page,
      people,
      signedIn,
    }) => {
      const person = await people.member();
      await signedIn(page, person);
      const phone = await setUpAuthenticator(page);
      await signInAnew(page, person, "/dashboard");
      for (const path of ["/dashboard", "/settings", "/sessions"]) {
        await page.goto(path);
        await expectSecondStep(page);
        expect(new URL(page.url()).searchParams.get("return_to")).toBe(path);
      }
      await control(page, "totp_code").fill(await phone.code());
      await button(page, "totp").click();
      await expect(page).toHaveURL(/\/sessions$/);
    });

    test("it can be left by signing out", async ({ page, people, signedIn }) => {
      const person = await people.member();
      await signedIn(page, person);
      await setUpAuthenticator(page);
      await signInAnew(page, person, "/dashboard");
      await page.getByTestId("logout-link").click();
      await expect(page).toHaveURL(/\/login/);
      await expect(control(page, "password")).toBeVisible();
    });

    test("it comes between a recovered account and its settings", async ({
      page,
      people,
      mailbox,
      signedIn,
    }) => {
      const person = await people.member();
      await signedIn(page, person);
      const phone = await setUpAuthenticator(page);
      await page.context().clearCookies();
      await page.goto("/recovery");
      await askForCode(page, person.email);
      await enterCode(page, codeIn(await mailbox.newest(person.email)));
      await expectSecondStep(page);
      await control(page, "totp_code").fill(await phone.code());
      await button(page, "totp").click();
      await expect(page).toHaveURL(/\/settings/);
      await expect(message(page, 1060001)).toBeVisible();
      await expect(control(page, "password")).toBeVisible();
    });

    test("it is asked for no more once it is removed", async ({ page, people, signedIn }) => {
      const person = await people.member();
      await signedIn(page, person);
      await setUpAuthenticator(page);
      await setUpBackupCodes(page);
      await button(page, "true", "totp_unlink").click();
      await expect(message(page, 1050001)).toBeVisible();
      await button(page, "true", "lookup_secret_disable").click();
      await expect(button(page, "true", "lookup_secret_regenerate")).toBeVisible();
      await signInAnew(page, person, "/dashboard");
      await expect(page).toHaveURL(/\/dashboard$/);
    });

    test("it lets backup codes be downloaded, and shown again with those that are used", async ({
      page,
      people,
      signedIn,
    }) => {
      const person = await people.member();
      await signedIn(page, person);
      await page.goto("/settings");
      await button(page, "true", "lookup_secret_regenerate").click();
      const codes = await shownBackupCodes(page);
      const file = await downloaded(page);
      expect(file).toContain(person.email);
      expect(file.split(/\s+/)).toEqual(expect.arrayContaining(codes));
      await button(page, "true", "lookup_secret_confirm").click();
      await expect(message(page, 1050001)).toBeVisible();

      await signInAnew(page, person, "/settings");
      await control(page, "lookup_secret").fill(codes[0] ?? "");
      await button(page, "lookup_secret").click();
      await button(page, "true", "lookup_secret_reveal").click();
      const [used, ...others] = await shownBackupCodes(page);
      expect(used).toMatch(/^Used on /);
      expect(others).toEqual(codes.slice(1));
      expect(await downloaded(page)).not.toContain(codes[0] ?? "");
    });

    test("it puts backup codes on paper and nothing else", async ({ page, people, signedIn }) => {
      await signedIn(page, await people.member());
      await page.goto("/settings");
      await button(page, "true", "lookup_secret_regenerate").click();
      await shownBackupCodes(page);
      await page.emulateMedia({ media: "print" });
      await expect(page.getByTestId("node/text/lookup_secret_codes/text")).toBeVisible();
      await expect(page.getByRole("heading", { level: 1 })).toBeHidden();
      await expect(button(page, "true", "lookup_secret_confirm")).toBeHidden();
      await expect(control(page, "totp_code")).toBeHidden();
    });
  });
}

test("it copies the backup codes", async ({ page, people, signedIn }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await signedIn(page, await people.member());
  await page.goto("/settings");
  await button(page, "true", "lookup_secret_regenerate").click();
  const codes = await shownBackupCodes(page);
  const card = page.getByTestId("lookup_secret-settings-card");
  await card.getByRole("button", { name: "Copy" }).click();
  await expect(card.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(codes.join("\n"));
});

test("it shows no button that needs script where none runs", async ({ browser, page, people, signedIn }) => {
  const person = await people.member();
  await signedIn(page, person);
  await page.goto("/settings");
  const context = await browser.newContext({
    javaScriptEnabled: false,
    baseURL: new URL(page.url()).origin,
    storageState: await page.context().storageState(),
  });
  const plain = await context.newPage();
  await plain.goto("/settings");
  await expect(plain.getByRole("button", { name: "Copy" })).toHaveCount(0);
  await button(plain, "true", "lookup_secret_regenerate").click();
  await shownBackupCodes(plain);
  await expect(plain.getByRole("button", { name: /Copy|Print/ })).toHaveCount(0);
  await context.close();
});

test("it finds nothing wrong with the pages of the second step", async ({ page, people, signedIn }) => {
  const person = await people.member();
  await signedIn(page, person);
  await page.goto("/settings");
  await expectAccessible(page, "settings, nothing set up");
  await setUpAuthenticator(page);
  await button(page, "true", "lookup_secret_regenerate").click();
  await shownBackupCodes(page);
  await expectAccessible(page, "settings, new backup codes");
  await button(page, "true", "lookup_secret_confirm").click();
  await expect(message(page, 1050001)).toBeVisible();
  await button(page, "true", "lookup_secret_reveal").click();
  await shownBackupCodes(page);
  await expectAccessible(page, "settings, backup codes shown");
  await signInAnew(page, person, "/dashboard");
  await expectAccessible(page, "second step");
  await control(page, "totp_code").fill("000000");
  await button(page, "totp").click();
  await expect(message(page, 4000008)).toBeVisible();
  await expectAccessible(page, "second step, wrong code");
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`confirming that it is you, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled, stackName: "variant" });

    test("it can be done with the second step, and the posted change is applied", async ({
      page,
      people,
      signedIn,
    }) => {
      const person = await people.member();
      await signedIn(page, person);
      const phone = await setUpAuthenticator(page);
      await untilNotPrivilegedInVariant(page);
      await page.goto("/settings");
      await button(page, "true", "totp_unlink").click();
      await expect(message(page, 1010003)).toBeVisible();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirm it’s you");
      await page.getByTestId("other-factor-link").click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirm it’s you");
      await control(page, "totp_code").fill(await phone.code());
      await button(page, "totp").click();
      await expect(page).toHaveURL(/\/settings/);
      await expect(message(page, 1050001)).toBeVisible();
      await expect(control(page, "totp_code")).toBeVisible();
    });
  });
}

async function expectSecondStep(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/login\?/);
  await expectAnnounced(page, 1010004);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Second step");
}

async function downloaded(page: Page): Promise<string> {
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download", exact: true }).click();
  return readFile(await (await download).path(), "utf8");
}
