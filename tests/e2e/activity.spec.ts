// A person's own security events: written down as they happen, shown to them alone.
import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe";
import { scan } from "./fixtures/authenticator";
import { askForCode, button, control, enterCode, message, signIn, signOut } from "./fixtures/flow-page";
import { codeIn } from "./fixtures/mailbox";
import { freshPassword } from "./fixtures/people";
import { untilNotPrivilegedInVariant } from "./fixtures/privilege";
import { expect, test } from "./fixtures/test";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`activity, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("it shows sign-ins, changes, revocations and sign-outs, the latest first", async ({
      page,
      people,
      newVisitor,
    }) => {
      const person = await people.member();
      await page.goto("/login?return_to=/settings/password");
      await signIn(page, { ...person, password: freshPassword() });
      await expect(message(page, 4000006)).toBeVisible();
      await signIn(page, person);
      const changed = freshPassword();
      await control(page, "password").fill("short");
      await button(page, "password").click();
      await expect(message(page, 4000032)).toBeVisible();
      await control(page, "password").fill(changed);
      await button(page, "password").click();
      await expect(message(page, 1050001)).toBeVisible();
      const other = await newVisitor();
      await other.goto("/login");
      await signIn(other, { email: person.email, password: changed });
      await expect(other).not.toHaveURL(/\/login/);
      await page.goto("/sessions");
      await page.locator("button[name=action][value=revoke]").click();
      await expect(page.getByTestId("notice/session_revoked")).toBeVisible();
      await signOut(page);
      await page.goto("/login?return_to=/settings/activity");
      await signIn(page, { email: person.email, password: changed });
      await expect(page).toHaveURL(/\/settings\/activity$/);
      expect(await kinds(page)).toEqual([
        "signed_in",
        "signed_out",
        "session_revoked",
        "signed_in",
        "password_changed",
        "signed_in",
      ]);
      await expect(events(page).first()).toContainText(/Password · Chrome on Linux/);
      await expect(
        page.getByRole("navigation", { name: "Settings" }).locator("[aria-current=page]"),
      ).toHaveAttribute("href", "/settings/activity");

      const stranger = await newVisitor();
      const somebody = await people.member();
      await stranger.goto("/login?return_to=/settings/activity");
      await signIn(stranger, somebody);
      expect(await kinds(stranger)).toEqual(["signed_in"]);
    });

    test("it shows a recovery, and a second step that was set up and used", async ({
      page,
      people,
      mailbox,
    }) => {
      const person = await people.member();
      await page.goto("/recovery");
      await askForCode(page, person.email);
      await enterCode(page, codeIn(await mailbox.newest(person.email)));
      await expect(message(page, 1060001)).toBeVisible();
      await page.goto("/settings/second-factors");
      const phone = await scan(page);
      await control(page, "totp_code").fill(await phone.code(-1));
      await button(page, "totp").click();
      await expect(message(page, 1050001)).toBeVisible();
      await page.context().clearCookies();
      await page.goto("/login?return_to=/settings/activity");
      await signIn(page, person);
      await control(page, "totp_code").fill(await phone.code());
      await button(page, "totp").click();
      await expect(page).toHaveURL(/\/settings\/activity$/);
      expect(await kinds(page)).toEqual(["signed_in", "authenticator_added", "recovered"]);
      await expect(events(page).first()).toContainText("Password + Authenticator app");
    });
  });
}

test.describe("after a while", () => {
  test.use({ stackName: "variant" });

  test("it writes a change down once, after the sign-in that it waited for", async ({
    page,
    people,
    signedIn,
  }) => {
    const person = await people.member();
    await signedIn(page, person);
    await untilNotPrivilegedInVariant(page);
    await page.goto("/settings");
    await control(page, "password").fill(freshPassword());
    await button(page, "password").click();
    await expect(message(page, 1010003)).toBeVisible();
    await control(page, "password").fill(person.password);
    await button(page, "password").click();
    await expect(message(page, 1050001)).toBeVisible();
    await page.reload();
    await page.goto("/settings/activity");
    expect(await kinds(page)).toEqual(["password_changed", "confirmed", "signed_in"]);
  });
});

test("it knows of sign-ins and sign-outs at the API too", async ({ page, people, request }) => {
  const person = await people.member();
  const start = await request.get("/api/ory/self-service/login/api");
  const { id } = (await start.json()) as { id: string };
  const answer = await request.post(`/api/ory/self-service/login?flow=${id}`, {
    data: { method: "password", identifier: person.email, password: person.password },
    headers: { accept: "application/json" },
  });
  expect(answer.status()).toBe(200);
  await page.goto("/login?return_to=/settings/activity");
  await signIn(page, person);
  expect(await kinds(page)).toEqual(["signed_in", "signed_in"]);
  const cookies = page.context().request;
  const out = (await (
    await cookies.get("/api/ory/self-service/logout/browser", { headers: { accept: "application/json" } })
  ).json()) as { logout_token: string };
  await cookies.get(`/api/ory/self-service/logout?token=${out.logout_token}`);
  await page.goto("/login?return_to=/settings/activity");
  await signIn(page, person);
  expect((await kinds(page)).slice(0, 2)).toEqual(["signed_in", "signed_out"]);
});

test("it is read page by page, downloaded, and gone with the account", async ({ page, people, stack }) => {
  const person = await people.member();
  await page.goto("/login?return_to=/dashboard");
  await signIn(page, person);
  const { request } = page.context();
  for (let i = 0; i < 21; i++) await request.get("/api/account/export");
  await page.goto("/settings/activity");
  expect(await kinds(page)).toHaveLength(20);
  await page.getByRole("link", { name: "Older" }).click();
  expect(await kinds(page)).toEqual(["data_exported", "signed_in"]);
  await page.getByRole("link", { name: "Newest" }).click();
  expect(await kinds(page)).toHaveLength(20);
  const content = (await (await request.get("/api/account/export")).json()) as { security_events: unknown[] };
  expect(content.security_events).toHaveLength(23);
  expect(content.security_events.at(-1)).toMatchObject({ kind: "signed_in", ways: ["password"] });
  await request.post("/api/account/delete", { form: { confirm: "yes" }, headers: { origin: stack.appUrl } });
  expect(await people.find(person.email)).toBeUndefined();
});

for (const width of [320, 1280]) {
  test(`it finds nothing wrong with the page at ${width} px`, async ({ page, people }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto("/login?return_to=/settings/activity");
    await signIn(page, await people.member());
    await expectAccessible(page, "activity");
  });
}

test.describe("the way used last", () => {
  test.use({ javaScriptEnabled: false });

  test("it is marked where somebody signs in again, and named to assistive tools", async ({
    page,
    people,
  }) => {
    await page.goto("/login");
    await expect(page.getByTestId("last-used")).toHaveCount(0);
    const person = await people.member();
    await signIn(page, person);
    await signOut(page);
    const used = button(page, "password");
    await expect(used.getByTestId("last-used")).toHaveText("Used last");
    await expect(used).toHaveAccessibleName("Sign in");
    await expect(used).toHaveAccessibleDescription("Used last");
    await expect(page.getByTestId("last-used")).toHaveCount(1);
    const cookie = (await page.context().cookies()).find(({ name }) => name === "foyer_way");
    expect(cookie).toMatchObject({ value: "password", httpOnly: true });
  });
});

test("it finds nothing wrong with the sign-in page that marks the last way", async ({ page, people }) => {
  await page.goto("/login");
  await signIn(page, await people.member());
  await signOut(page);
  await expect(page.getByTestId("last-used")).toBeVisible();
  await expectAccessible(page, "sign-in, the last way marked");
});

function events(page: Page) {
  return page.getByTestId("security-events").locator("[data-event]");
}

async function kinds(page: Page): Promise<(string | null)[]> {
  await expect(events(page).first()).toBeVisible();
  return events(page).evaluateAll((rows) => rows.map((row) => row.getAttribute("data-event")));
}
