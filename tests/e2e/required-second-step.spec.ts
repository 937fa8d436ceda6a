// A second step that is asked of everybody, or of administrators (REQUIRE_AAL2): who has none is led to setting one up.
import type { Page } from "@playwright/test";
import { asAdmin } from "./fixtures/admin";
import { scan, setUpAuthenticator, shownBackupCodes } from "./fixtures/authenticator";
import { expectAccessible } from "./fixtures/axe";
import { button, control, message, type } from "./fixtures/flow-page";
import { expect, test as base } from "./fixtures/own-stack";
import type { Person } from "./fixtures/people";

/** The identity service asks for nothing itself: it is the app that does. */
const LENIENT = {
  SESSION_WHOAMI_REQUIRED_AAL: "aal1",
  SELFSERVICE_FLOWS_SETTINGS_REQUIRED_AAL: "aal1",
};

const everybody = base.extend({
  stack: async ({ ownStack }, provide) =>
    provide(
      await ownStack({ name: "aal2-everybody", overrides: {}, appSettings: { REQUIRE_AAL2: "everybody" } }),
    ),
});

const admins = base.extend({
  stack: async ({ ownStack }, provide) =>
    provide(
      await ownStack({ name: "aal2-admins", overrides: LENIENT, appSettings: { REQUIRE_AAL2: "admins" } }),
    ),
});

async function signInTo(page: Page, path: string, { email, password }: Person): Promise<void> {
  await page.goto(path);
  await type(page, { identifier: email, password });
  await button(page, "password").click();
}

async function expectSetUp(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/settings\/second-factors\?/);
  await expect(page.getByTestId("notice/second_factor_needed")).toBeVisible();
}

for (const javaScriptEnabled of [true, false]) {
  const scripted = `JavaScript ${javaScriptEnabled ? "on" : "off"}`;

  everybody.describe(`a second step of everybody, ${scripted}`, () => {
    everybody.use({ javaScriptEnabled });

    everybody(
      "it is set up with an app by who has none, on the way to their page",
      async ({ page, people }) => {
        const person = await people.member();
        await signInTo(page, "/notes", person);
        await expectSetUp(page);
        if (javaScriptEnabled) await expectAccessible(page, "setting up the second step that is asked for");
        await page.getByTestId("go-back-link").click();
        await expectSetUp(page);

        const phone = await scan(page);
        await control(page, "totp_code").fill("000000");
        await button(page, "totp").click();
        await expect(page).toHaveURL(/\/settings\/second-factors/);
        await control(page, "totp_code").fill(await phone.code(-1));
        await button(page, "totp").click();
        await expect(page).toHaveURL(/\/notes$/);
        await page.goto("/dashboard");
        await expect(page).toHaveURL(/\/dashboard$/);

        await page.context().clearCookies();
        await signInTo(page, "/notes", person);
        await control(page, "totp_code").fill(await phone.code());
        await button(page, "totp").click();
        await expect(page).toHaveURL(/\/notes$/);
      },
    );

    everybody(
      "it is set up with backup codes, which are shown before the way goes on",
      async ({ page, people }) => {
        await signInTo(page, "/sessions", await people.member());
        await expectSetUp(page);
        await button(page, "true", "lookup_secret_regenerate").click();
        await shownBackupCodes(page);
        await button(page, "true", "lookup_secret_confirm").click();
        await expect(page).toHaveURL(/\/sessions$/);
      },
    );

    everybody(
      "it leaves the way out open, and takes no other act before",
      async ({ page, people, stack, signedIn }) => {
        await signedIn(page, await people.member());
        const { request } = page.context();
        for (const path of ["/dashboard", "/settings/data", "/api/account/export"]) {
          await page.goto(path);
          await expectSetUp(page);
        }
        const sent = await request.post("/api/sessions", {
          form: { action: "revoke_others" },
          headers: { origin: stack.appUrl },
          maxRedirects: 0,
        });
        expect(sent.headers()["location"]).toBe("/login?aal=aal2&return_to=%2Fsessions");
        expect((await request.get("/api/notes")).status()).toBe(403);
        // The API of the identity service is not the app's to restrict.
        expect((await request.get("/api/ory/sessions/whoami")).status()).toBe(200);

        await page.goto("/dashboard");
        await page.getByRole("banner").getByRole("link", { name: "Sign out" }).click();
        await expect(page).toHaveURL(/\/login/);
      },
    );

    everybody("it is offered on the page of the second step itself", async ({ page, people, signedIn }) => {
      await signedIn(page, await people.member());
      await page.goto("/login?aal=aal2&return_to=/settings");
      await expect(page.getByTestId("logout-link")).toBeVisible();
      await expect(message(page, 1010004)).toHaveCount(0);
      await page.getByTestId("set-up-link").click();
      await expect(page).toHaveURL(/\/settings\/second-factors\?return_to=%2Fsettings$/);
      await expect(button(page, "totp")).toBeVisible();
    });
  });
}

admins.describe("a second step of administrators", () => {
  admins(
    "it is set up by an administrator on the way to the console",
    async ({ page, people, stack, signedIn }) => {
      await asAdmin(page, { people, stack, signedIn });
      await page.goto("/dashboard");
      await expectSetUp(page);
      await page.goto("/admin/identities");
      await expectSetUp(page);
      const phone = await scan(page);
      await control(page, "totp_code").fill(await phone.code(-1));
      await button(page, "totp").click();
      await expect(page).toHaveURL(/\/admin\/identities$/);
    },
  );

  admins("it is asked of nobody else", async ({ page, people, signedIn, newVisitor }) => {
    const person = await people.member();
    await signedIn(page, person);
    await setUpAuthenticator(page);
    const visitor = await newVisitor();
    await signInTo(visitor, "/dashboard", person);
    await expect(visitor).toHaveURL(/\/dashboard$/);
  });

  admins(
    "it is proved by an administrator who has one, in each browser",
    async ({ page, people, stack, signedIn, newVisitor }) => {
      const admin = await asAdmin(page, { people, stack, signedIn });
      const phone = await setUpAuthenticator(page);
      const visitor = await newVisitor();
      await signInTo(visitor, "/dashboard", admin);
      await expect(visitor).toHaveURL(/\/login\?aal=aal2/);
      await control(visitor, "totp_code").fill(await phone.code());
      await button(visitor, "totp").click();
      await expect(visitor).toHaveURL(/\/dashboard$/);
    },
  );
});
