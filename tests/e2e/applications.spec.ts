// Applications that a person has let use the account: seen in the settings, and taken back; with script and without.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { asAdmin } from "./fixtures/admin";
import { expectAccessible } from "./fixtures/axe";
import { signIn } from "./fixtures/flow-page";
import { expect, type OAuth2Double, test } from "./fixtures/oauth2-server";
import { test as without } from "./fixtures/test";

const PAGE = "/settings/applications";

const rows = (page: Page) => page.getByTestId("applications").locator("> li");
const row = (page: Page, name: string) =>
  rows(page).filter({ has: page.getByRole("heading", { name, exact: true }) });
const heading = (page: Page, text: string) => page.getByRole("heading", { name: text, level: 1 });

async function takeBack(page: Page, name: string): Promise<void> {
  await row(page, name).locator("summary").click();
  await row(page, name).getByRole("button", { name: "Yes, take it back" }).click();
}

async function askFor({ url }: OAuth2Double, page: Page, client: string): Promise<void> {
  await page.goto(`${url}/oauth2/auth?client_id=${client}`);
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`connected applications, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("it shows what was allowed, takes it back, and is asked again", async ({ page, people, oauth2 }) => {
      const person = await people.member();
      await askFor(oauth2, page, "shop");
      await signIn(page, person);
      await expect(page.getByText("under “Connected applications”")).toBeVisible();
      await page.getByLabel("Don’t ask me again").check();
      await page.getByRole("button", { name: "Allow", exact: true }).click();
      await expect(heading(page, "granted")).toBeVisible();
      // Remembered: nobody is asked, and what comes of that is no second entry.
      await askFor(oauth2, page, "shop");
      await expect(heading(page, "granted")).toBeVisible();

      await page.goto("/settings/activity");
      await page
        .getByRole("navigation", { name: "Settings" })
        .getByRole("link", { name: "Connected applications" })
        .click();
      await expect(page).toHaveURL(PAGE);
      await expect(rows(page)).toHaveCount(1);
      const shop = row(page, "The shop");
      await expect(shop).toContainText("doesn’t ask again");
      await expect(shop.locator("time")).toHaveAttribute("datetime", /^\d{4}-/);
      await expect(shop.getByRole("listitem")).toHaveText([
        "know that it is you",
        "see your email address",
        "see your name",
        "keep this access while you are away",
        "use “orders.read”",
      ]);
      for (const [name, path] of [
        ["Website", ""],
        ["Privacy policy", "privacy"],
        ["Terms of use", "terms"],
      ] as const) {
        const link = shop.getByRole("link", { name, exact: true });
        await expect(link).toHaveAttribute("href", `https://shop.example/${path}`);
        await expect(link).toHaveAttribute("rel", /noopener noreferrer/);
      }
      // It has a logo, elsewhere: that place is not to know who looks at this page.
      await expect(shop.locator("img")).toHaveCount(0);

      await expect(shop.getByRole("button", { name: "Yes, take it back" })).toBeHidden();
      await takeBack(page, "The shop");
      await expect(page).toHaveURL(PAGE);
      await expect(page.getByTestId("notice/access_taken_back")).toBeVisible();
      await expect(page.getByText("No application has access to your account.")).toBeVisible();
      expect(oauth2.clientsOf(person.identityId)).toEqual([]);

      await page.goto("/settings/activity");
      const events = page.locator("[data-event^=access_]");
      await expect(events).toHaveCount(2);
      await expect(events.nth(0)).toContainText("Access of an application taken back");
      await expect(events.nth(0)).toContainText("The shop");
      await expect(events.nth(1)).toContainText("An application was given access");

      await askFor(oauth2, page, "shop");
      await expect(heading(page, "Allow access?")).toBeVisible();
    });

    test("it takes back one of several, and leaves the others and other people alone", async ({
      page,
      people,
      signedIn,
      oauth2,
    }) => {
      const [person, other] = [await people.member(), await people.member()];
      for (const { identityId } of [person, other]) oauth2.giveConsent("shop", identityId);
      oauth2.giveConsent("shop", person.identityId, { scopes: ["phone"], handledAt: "2026-01-01T00:00:00Z" });
      oauth2.giveConsent("house", person.identityId, { handledAt: "2026-02-01T00:00:00Z" });
      await signedIn(page, person);
      await page.goto(PAGE);
      await expect(rows(page).getByRole("heading")).toHaveText(["The shop", "The house"]);
      await expect(row(page, "The shop")).toContainText("asks each time");
      await expect(row(page, "The shop")).toContainText("see your phone number");
      await expect(row(page, "The house")).toContainText("belongs to this site");
      await takeBack(page, "The shop");
      await expect(rows(page).getByRole("heading")).toHaveText(["The house"]);
      expect(oauth2.clientsOf(person.identityId)).toEqual(["house"]);
      expect(oauth2.clientsOf(other.identityId)).toEqual(["shop"]);
    });

    test("it says so where the server does not answer, and the other settings go on", async ({
      page,
      people,
      signedIn,
      oauth2,
    }) => {
      const person = await people.member();
      oauth2.giveConsent("shop", person.identityId);
      await signedIn(page, person);
      await page.goto(PAGE);
      await row(page, "The shop").locator("summary").click();
      oauth2.beAwayFor(person.identityId);
      await row(page, "The shop").getByRole("button", { name: "Yes, take it back" }).click();
      await expect(page.getByTestId("notice/access_kept")).toBeVisible();
      await expect(page.getByTestId("applications-unavailable")).toBeVisible();
      await page
        .getByRole("navigation", { name: "Settings" })
        .getByRole("link", { name: "All settings" })
        .click();
      await expect(heading(page, "Settings")).toBeVisible();
      await expect(page.locator("input[name=password]")).toBeVisible();
    });

    test("it lets an administrator see and take back what somebody has allowed", async ({
      page,
      people,
      stack,
      signedIn,
      newVisitor,
      oauth2,
    }) => {
      const admin = await asAdmin(page, { people, stack, signedIn });
      const person = await people.member();
      oauth2.giveConsent("shop", person.identityId);
      await page.goto(`/admin/identities/${person.identityId}`);
      const part = page
        .locator("section")
        .filter({ has: page.getByRole("heading", { name: "Connected applications" }) });
      await expect(part.getByRole("listitem")).toContainText("The shop");
      await expect(part.getByRole("listitem")).toContainText("openid email profile");
      await part.getByRole("button", { name: "Take access back" }).click();
      await expect(part.getByText("No application has access.")).toBeVisible();
      expect(oauth2.clientsOf(person.identityId)).toEqual([]);

      await page.goto(`/admin/audit?subject=${person.identityId}`);
      const entry = page.getByRole("row").filter({ hasText: "Access of an application taken back" });
      await expect(entry).toContainText("client: shop");
      await expect(entry).toContainText(admin.identityId.slice(0, 8));
      const own = await newVisitor();
      await signedIn(own, person);
      await own.goto("/settings/activity");
      await expect(own.locator("[data-event=access_taken_back_by_administrator]")).toBeVisible();
    });
  });
}

test("it reads all pages of what the server keeps", async ({ page, people, signedIn, oauth2 }) => {
  const person = await people.member();
  for (let count = 0; count < 130; count++) oauth2.giveConsent("shop", person.identityId);
  for (let count = 0; count < 120; count++) oauth2.giveConsent(`app-${count % 60}`, person.identityId);
  await signedIn(page, person);
  await page.goto(PAGE);
  await expect(rows(page)).toHaveCount(61);
});

test("it has no application where nothing was allowed", async ({ page, people, signedIn, oauth2: _ }) => {
  await signedIn(page, await people.member());
  await page.goto(PAGE);
  await expect(page.getByText("No application has access to your account.")).toBeVisible();
  await expectAccessible(page, "no connected applications");
});

test("it downloads what applications may do, and ends that with the account", async ({
  page,
  people,
  signedIn,
  oauth2,
}) => {
  const person = await people.member();
  oauth2.giveConsent("shop", person.identityId, { isRemembered: true });
  await signedIn(page, person);
  await page.goto("/settings/data");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download your data" }).click(),
  ]);
  expect(JSON.parse(await readFile(await download.path(), "utf8"))).toMatchObject({
    connected_applications: [{ client_id: "shop", client_name: "The shop", is_remembered: true }],
  });
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Delete account" }).click();
  await expect(page.getByTestId("notice/account_deleted")).toBeVisible();
  expect(oauth2.clientsOf(person.identityId)).toEqual([]);
  expect(await people.find(person.email)).toBeUndefined();
});

test("it deletes no account whose applications would keep their access", async ({
  page,
  people,
  stack,
  signedIn,
  newVisitor,
  oauth2,
}) => {
  const person = await people.member();
  oauth2.beAwayFor(person.identityId);
  await signedIn(page, person);
  await page.goto("/settings/data");
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Delete account" }).click();
  await expect(page.getByTestId("notice/service_unavailable")).toBeVisible();

  const visitor = await newVisitor();
  await asAdmin(visitor, { people, stack, signedIn });
  await visitor.goto(`/admin/identities/${person.identityId}`);
  await visitor.getByRole("checkbox", { name: /Yes, delete/ }).check();
  await visitor.getByRole("button", { name: "Delete", exact: true }).click();
  await expect(visitor.getByRole("main").getByRole("alert")).toContainText("Nothing has changed");
  expect(await people.find(person.email)).toBeDefined();
});

test("it ends what applications may do once somebody is blocked", async ({
  page,
  people,
  stack,
  signedIn,
  oauth2,
}) => {
  await asAdmin(page, { people, stack, signedIn });
  const [person, other] = [await people.member(), await people.member()];
  for (const { identityId } of [person, other]) oauth2.giveConsent("shop", identityId);
  await page.goto(`/admin/identities/${person.identityId}`);
  await expect(page.getByText("Applications lose their access")).toBeVisible();
  await page.getByRole("button", { name: "Block" }).click();
  await expect(page.getByText("No application has access.")).toBeVisible();
  expect(oauth2.clientsOf(person.identityId)).toEqual([]);

  oauth2.beAwayFor(other.identityId);
  await page.goto(`/admin/identities/${other.identityId}`);
  await page.getByRole("button", { name: "Block" }).click();
  // Whoever is to be blocked is, whatever else answers.
  await expect(page.getByRole("main").getByRole("alert")).toContainText("applications keep their access");
  expect((await people.find(other.email))?.state).toBe("inactive");
});

test("it takes nothing back for another site's form", async ({ page, people, signedIn, stack, oauth2 }) => {
  const person = await people.member();
  oauth2.giveConsent("shop", person.identityId);
  await signedIn(page, person);
  const answer = await page.context().request.post(`${stack.appUrl}/api/oauth2/applications`, {
    form: { client: "shop" },
    headers: { origin: "https://evil.example" },
  });
  expect(answer.status()).toBe(403);
  expect(oauth2.clientsOf(person.identityId)).toEqual(["shop"]);
});

test("it asks whoever is not signed in to do that first", async ({ page, oauth2: _ }) => {
  await page.goto(PAGE);
  await expect(page).toHaveURL(/\/login\?return_to=%2Fsettings%2Fapplications/);
});

without("there is no such section where no server is named", async ({ page, people, signedIn, stack }) => {
  await signedIn(page, await people.member());
  const answer = await page.goto(PAGE);
  expect(answer?.status()).toBe(404);
  await page.goto("/settings");
  await expect(page.getByRole("link", { name: "Connected applications" })).toHaveCount(0);
  const post = await page.context().request.post(`${stack.appUrl}/api/oauth2/applications`, {
    form: { client: "shop" },
    headers: { origin: stack.appUrl },
  });
  expect(post.status()).toBe(404);
});
