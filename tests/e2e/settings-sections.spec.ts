// The settings in sections, each at an address of its own.
import type { Page } from "@playwright/test";
import { button, control, expectFieldError, flowIdIn, message, signIn, type } from "./fixtures/flow-page";
import { freshPassword } from "./fixtures/people";
import { untilNotPrivilegedInVariant } from "./fixtures/privilege";
import { expect, test } from "./fixtures/test";

const CARDS: Record<string, string[]> = {
  profile: ["profile"],
  password: ["password"],
  "second-factors": ["totp", "webauthn", "lookup_secret"],
  keys: ["passkey", "webauthn"],
};

for (const javaScriptEnabled of [true, false]) {
  test.describe(`sections of the settings, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("it opens each by the menu, marked there, with its own forms", async ({
      page,
      people,
      signedIn,
    }) => {
      await signedIn(page, await people.member());
      await page.goto("/settings");
      const flow = await currentFlow(page);
      for (const [section, groups] of Object.entries(CARDS)) {
        await menu(page).locator(`a[href^="/settings/${section}"]`).click();
        await expect(page).toHaveURL(new RegExp(`/settings/${section}\\?flow=${flow}$`));
        await expect(menu(page).locator("[aria-current=page]")).toHaveAttribute(
          "href",
          new RegExp(`^/settings/${section}`),
        );
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(
          await menu(page).locator("[aria-current=page]").innerText(),
        );
        for (const group of groups) await expect(page.getByTestId(`${group}-settings-card`)).toBeVisible();
        for (const other of Object.keys(CARDS).filter((name) => name !== section)) {
          for (const group of (CARDS[other] ?? []).filter((name) => !groups.includes(name))) {
            await expect(page.getByTestId(`${group}-settings-card`)).toHaveCount(0);
          }
        }
      }
      await expect(menu(page).locator('a[href^="/settings/linked-accounts"]')).toHaveCount(0);
    });

    test("it comes back to the section that was sent, with what was wrong and then with what was saved", async ({
      page,
      people,
      signedIn,
    }) => {
      await signedIn(page, await people.member());
      await page.goto("/settings/password");
      await control(page, "password").fill("short");
      await button(page, "password").click();
      await expect(page).toHaveURL(/\/settings\/password\?flow=/);
      await expectFieldError(page, "password", 4000032);
      await control(page, "password").fill(freshPassword());
      await button(page, "password").click();
      await expect(page).toHaveURL(/\/settings\/password\?flow=/);
      await expect(message(page, 1050001)).toBeVisible();

      // The next section says nothing of what was saved in this one.
      const sent = flowIdIn(page);
      await menu(page).locator('a[href^="/settings/profile"]').click();
      await expect(page).toHaveURL(/\/settings\/profile$/);
      await expect(message(page, 1050001)).toHaveCount(0);
      await type(page, { "traits.name.first": "Grace" });
      await button(page, "profile").click();
      await expect(page).toHaveURL(/\/settings\/profile\?flow=/);
      await expect(message(page, 1050001)).toBeVisible();
      expect(flowIdIn(page)).not.toBe(sent);
    });

    test("it goes on to return_to after a change, from a section too", async ({ page, people, signedIn }) => {
      await signedIn(page, await people.member());
      await page.goto("/settings/profile?return_to=/notes");
      await menu(page).locator('a[href^="/settings/password"]').click();
      await control(page, "password").fill(freshPassword());
      await button(page, "password").click();
      await expect(page).toHaveURL(/\/notes$/);
    });

    test("it lists its sections beside the devices and the data", async ({ page, people, signedIn }) => {
      await signedIn(page, await people.member());
      await page.goto("/settings/profile");
      for (const path of ["/sessions", "/settings/data"]) {
        await menu(page).locator(`a[href="${path}"]`).click();
        await expect(page).toHaveURL(new RegExp(`${path}$`));
        await expect(menu(page).locator("[aria-current=page]")).toHaveAttribute("href", path);
        for (const section of Object.keys(CARDS)) {
          await expect(menu(page).locator(`a[href="/settings/${section}"]`)).toBeVisible();
        }
      }
    });

    test.describe("after a while", () => {
      test.use({ stackName: "variant" });

      test("it confirms who it is and comes back to the section with the change applied", async ({
        page,
        people,
        signedIn,
      }) => {
        const person = await people.member();
        await signedIn(page, person);
        await untilNotPrivilegedInVariant(page);
        await page.goto("/settings/password");
        const changed = freshPassword();
        await control(page, "password").fill(changed);
        await button(page, "password").click();
        await expect(message(page, 1010003)).toBeVisible();
        await control(page, "password").fill(person.password);
        await button(page, "password").click();
        await expect(page).toHaveURL(/\/settings\/password\?flow=/);
        await expect(message(page, 1050001)).toBeVisible();

        await page.context().clearCookies();
        await page.goto("/login");
        await signIn(page, { email: person.email, password: changed });
        await expect(page).not.toHaveURL(/\/login/);
      });
    });
  });
}

test("it asks for a sign-in before a section, and comes back to it", async ({ page, people }) => {
  await page.goto("/settings/password");
  await expect(page).toHaveURL(/\/login\?return_to=%2Fsettings%2Fpassword/);
  await signIn(page, await people.member());
  await expect(page).toHaveURL(/\/settings\/password/);
  await expect(page.getByTestId("password-settings-card")).toBeVisible();
});

test("it leads to all settings from a section that is not offered, and has none of another name", async ({
  page,
  people,
  signedIn,
  complaints,
}) => {
  await signedIn(page, await people.member());
  await page.goto("/settings/linked-accounts");
  await expect(page).toHaveURL(/\/settings\?flow=/);
  await expect(page.getByTestId("profile-settings-card")).toBeVisible();
  expect((await page.goto("/settings/nonesuch"))?.status()).toBe(404);
  complaints.length = 0;
});

test("it replaces an expired flow of a section in place", async ({ page, people, signedIn }) => {
  await signedIn(page, await people.member());
  await page.goto("/settings/password?flow=00000000-0000-4000-8000-000000000000");
  await expect(page).toHaveURL(/\/settings\/password/);
  await expect(page.getByTestId("password-settings-card")).toBeVisible();
  await expect(
    page.getByTestId("notice/flow_gone").or(page.getByTestId("notice/flow_foreign")),
  ).toBeVisible();
});

function menu(page: Page) {
  return page.getByRole("navigation", { name: "Settings" });
}

/** The flow of the page's forms: it stands in no address where it was started for the page itself. */
async function currentFlow(page: Page): Promise<string> {
  const action = await page.getByTestId("profile-settings-card").getAttribute("action");
  return new URL(action ?? "", page.url()).searchParams.get("flow") ?? "";
}
