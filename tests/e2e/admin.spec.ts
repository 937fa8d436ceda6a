// The admin console: who may use it, what it does, and that all of it is written down.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { asAdmin, setMetadata } from "./fixtures/admin";
import { startApp } from "./fixtures/app-process";
import { control, signIn } from "./fixtures/flow-page";
import { linkIn } from "./fixtures/mailbox";
import { expect, test } from "./fixtures/test";

const section = (page: Page, name: string) =>
  page.locator("section").filter({ has: page.getByRole("heading", { name, exact: true }) });
const AREAS = ["", "/identities", "/identities/new", "/sessions", "/messages", "/schemas", "/audit"];

test("it is not there for people without the role", async ({ page, people, signedIn }) => {
  await signedIn(page, await people.member());
  for (const area of AREAS) {
    const answer = await page.goto(`/admin${area}`);
    expect(answer?.status(), area).toBe(404);
  }
  const csv = await page.context().request.get("/api/admin/audit", { maxRedirects: 0 });
  expect(csv.status()).toBe(404);
});

test("it asks whoever is not signed in to do that first", async ({ page, request }) => {
  await page.goto("/admin/identities");
  await expect(page).toHaveURL(/\/login\?return_to=%2Fadmin%2Fidentities/);
  const csv = await request.get("/api/admin/audit", { maxRedirects: 0 });
  expect(csv.headers()["location"]).toMatch(/^\/login/);
});

test("it refuses an act by somebody who has just lost the role", async ({
  page,
  people,
  stack,
  signedIn,
}) => {
  const admin = await asAdmin(page, { people, stack, signedIn });
  const person = await people.member();
  await page.goto(`/admin/identities/${person.identityId}`);
  await setMetadata(stack, admin, null);
  await page.getByRole("checkbox", { name: /Yes, delete/ }).check();
  await section(page, "Delete").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(person.email);
  expect(await people.find(person.email)).toBeDefined();
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`the console, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("it creates, finds, changes, blocks and deletes an identity, and writes all of it down", async ({
      page,
      people,
      stack,
      signedIn,
    }) => {
      const admin = await asAdmin(page, { people, stack, signedIn });
      const person = people.stranger();
      await page.goto("/admin/identities");
      await page.getByRole("link", { name: "Create identity" }).click();
      await page.getByLabel("Email").fill(admin.email);
      await page.getByLabel("First name").fill("Grace");
      await page.getByRole("button", { name: "Create" }).click();
      await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
      await expect(page.getByLabel("First name")).toHaveValue("Grace");
      await page.getByLabel("Email").fill(person.email);
      await page.getByRole("button", { name: "Create" }).click();
      await expect(page.getByRole("heading", { level: 1, name: person.email })).toBeVisible();
      const created = await people.find(person.email);
      expect(created?.traits).toEqual({ email: person.email, name: { first: "Grace" } });

      await page.goto("/admin/identities");
      await page.getByRole("searchbox").fill(person.email);
      await page.getByRole("button", { name: "Search" }).click();
      await page.getByRole("row").filter({ hasText: person.email }).getByRole("link").click();

      await page.getByLabel("Last name").fill("Hopper");
      await section(page, "Traits").getByRole("button", { name: "Save" }).click();
      await expect(section(page, "Traits").getByRole("status")).toBeVisible();
      await page.getByLabel(/^Admin metadata/).fill("{");
      await section(page, "Metadata").getByRole("button", { name: "Save" }).click();
      await expect(section(page, "Metadata").getByRole("alert")).toContainText("metadata_admin");
      await expect(page.getByLabel(/^Admin metadata/)).toHaveValue("{");
      await page.getByLabel(/^Admin metadata/).fill('{"note":1}');
      await section(page, "Metadata").getByRole("button", { name: "Save" }).click();
      await expect(section(page, "Metadata").getByRole("status")).toBeVisible();
      await page.getByRole("button", { name: "Block" }).click();
      await expect(page.getByRole("button", { name: "Let in again" })).toBeVisible();
      expect(await people.find(person.email)).toMatchObject({
        state: "inactive",
        traits: { name: { first: "Grace", last: "Hopper" } },
        metadata_admin: { note: 1 },
      });

      await page.getByRole("checkbox", { name: /Yes, delete/ }).check();
      await section(page, "Delete").getByRole("button", { name: "Delete" }).click();
      await expect(page).toHaveURL(/\/admin\/identities$/);
      expect(await people.find(person.email)).toBeUndefined();

      await page.goto(`/admin/audit?actor=${admin.identityId}`);
      const rows = page.getByRole("table").locator("tbody tr");
      await expect(rows.locator("td:nth-child(2)")).toHaveText([
        "Identity deleted",
        "Identity changed",
        "Identity changed",
        "Identity changed",
        "Identity created",
      ]);
    });

    test("it gives a role and takes it, but nobody's own, and leaves the rest of the metadata alone", async ({
      page,
      people,
      stack,
      signedIn,
      newVisitor,
    }) => {
      const admin = await asAdmin(page, { people, stack, signedIn });
      const person = await people.member();
      await setMetadata(stack, person, { plan: "pro", roles: ["editor"] });
      const theirs = await newVisitor();
      await signedIn(theirs, person);
      const roles = section(page, "Roles");
      const box = roles.getByRole("checkbox", { name: "Administrator" });
      const save = roles.getByRole("button", { name: "Save" });

      await page.goto(`/admin/identities/${person.identityId}`);
      await box.check();
      await save.click();
      await expect(roles.getByRole("status")).toBeVisible();
      await expect(box).toBeChecked();
      expect((await theirs.goto("/admin"))?.status()).toBe(200);
      const given = await people.find(person.email);
      expect(given?.metadata_public).toEqual({ plan: "pro", roles: ["editor", "admin"] });

      await box.uncheck();
      await save.click();
      await expect(roles.getByRole("status")).toBeVisible();
      await expect(box).not.toBeChecked();
      // What the first save said stands there until the second one is done.
      await expect
        .poll(async () => (await people.find(person.email))?.metadata_public)
        .toEqual({ plan: "pro", roles: ["editor"] });
      expect((await theirs.goto("/admin"))?.status()).toBe(404);

      await page.goto(`/admin/identities/${admin.identityId}`);
      await box.uncheck();
      await save.click();
      await expect(roles.getByRole("alert")).toContainText("from yourself");
      expect((await people.find(admin.email))?.metadata_public).toEqual({ roles: ["admin"] });
    });

    test("it signs a person out and hands out a way back in", async ({
      page,
      people,
      stack,
      signedIn,
      newVisitor,
    }) => {
      await asAdmin(page, { people, stack, signedIn });
      const person = await people.member();
      const [phone, tablet] = [await newVisitor(), await newVisitor()];
      for (const device of [phone, tablet]) await signedIn(device, person);
      await page.goto(`/admin/identities/${person.identityId}`);
      const sessions = section(page, "Sessions");
      await expect(sessions.getByRole("listitem")).toHaveCount(2);
      await sessions.getByRole("button", { name: "Sign out", exact: true }).first().click();
      await expect(sessions.getByRole("listitem")).toHaveCount(1);
      await sessions.getByRole("button", { name: "Sign out everywhere" }).click();
      await expect(sessions.getByRole("listitem")).toHaveCount(0);
      for (const device of [phone, tablet]) {
        await device.goto("/dashboard");
        await expect(device).toHaveURL(/\/login/);
      }

      await page.getByRole("button", { name: "Create a recovery code" }).click();
      const handout = section(page, "Recovery").locator("code, time");
      await expect(handout).toHaveCount(3);
      const [link = "", code = ""] = await handout.allTextContents();
      await phone.goto(link);
      await phone.locator("[name=code]:visible").fill(code);
      await phone.locator("button[name=method][value=code]").click();
      await expect(phone).toHaveURL(/\/settings/);
    });

    test("it lets somebody into a new account by a mail", async ({
      page,
      people,
      stack,
      signedIn,
      newVisitor,
      appMailbox,
    }) => {
      await asAdmin(page, { people, stack, signedIn });
      const { email } = people.stranger();
      await page.goto("/admin/identities/new");
      await page.getByLabel("Email").fill(email);
      await page.getByRole("button", { name: "Create" }).click();
      await expect(page.getByRole("heading", { level: 1, name: email })).toBeVisible();
      const recovery = section(page, "Recovery");
      await recovery.getByRole("button", { name: "Send a recovery link by mail" }).click();
      await expect(recovery.getByRole("status")).toContainText(`On its way to ${email}`);

      const mail = await appMailbox.newest(email);
      expect(mail.subject).toBe("Your way into Foyer");
      const theirs = await newVisitor();
      await theirs.goto(linkIn(mail));
      await expect(theirs).toHaveURL(/\/settings/);
      await expect(control(theirs, "password")).toBeVisible();
      const entry = page.getByRole("row").filter({ hasText: "Recovery handed out" });
      await page.goto(page.url());
      await expect(entry).toContainText("byMail");
    });

    test("it downloads the audit log as CSV, and writes that down too", async ({
      page,
      people,
      stack,
      signedIn,
    }) => {
      const admin = await asAdmin(page, { people, stack, signedIn });
      const person = await people.member();
      await page.goto(`/admin/identities/${person.identityId}`);
      await page.getByRole("button", { name: "Block" }).click();
      await expect(page.getByRole("button", { name: "Let in again" })).toBeVisible();
      await page.goto(`/admin/audit?subject=${person.identityId}`);
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "Download as CSV" }).click(),
      ]);
      const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
      expect(lines[0]).toBe("at,action,actor,subject_kind,subject,address,details");
      expect(lines).toHaveLength(2);
      expect(lines[1]).toContain(`identity.updated,${admin.identityId},identity,${person.identityId},`);
      await page.goto(`/admin/audit?action=audit.exported&actor=${admin.identityId}`);
      await expect(page.getByRole("table").locator("tbody tr")).toHaveCount(1);
    });
  });
}

test("it lets a blocked person sign in again once that is lifted", async ({
  page,
  people,
  stack,
  signedIn,
  newVisitor,
}) => {
  await asAdmin(page, { people, stack, signedIn });
  const person = await people.member();
  await page.goto(`/admin/identities/${person.identityId}`);
  await page.getByRole("button", { name: "Block" }).click();
  await page.getByRole("button", { name: "Let in again" }).click();
  await expect(page.getByRole("button", { name: "Block" })).toBeVisible();
  const visitor = await newVisitor();
  await visitor.goto("/login");
  await signIn(visitor, person);
  await expect(visitor).toHaveURL(/\/welcome/);
});

test("it shows messages without what was sent", async ({ page, people, stack, signedIn, mailbox: _ }) => {
  await asAdmin(page, { people, stack, signedIn });
  const person = await people.member();
  const flow = await fetch(`${stack.publicUrl}/self-service/recovery/api`);
  const { id } = (await flow.json()) as { id: string };
  await fetch(`${stack.publicUrl}/self-service/recovery?flow=${id}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ method: "code", email: person.email }),
  });
  await page.goto(`/admin/messages?recipient=${encodeURIComponent(person.email)}`);
  await page.getByRole("row").filter({ hasText: person.email }).getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: person.email })).toBeVisible();
  await expect(page.getByText("recovery_code_valid")).toBeVisible();
  expect(await page.getByRole("main").textContent()).not.toMatch(/\b\d{6}\b/);
});

test("it is given at first to whom the configuration names, by a confirmed address, and once", async ({
  page,
  people,
  stack,
  suite,
  signedIn,
  newVisitor,
}) => {
  const [named, unconfirmed] = [await people.member(), await people.member({ verified: false })];
  const app = await startApp({
    serviceUrl: stack.publicUrl,
    distDir: suite.distDir,
    env: { ORY_ADMIN_URL: stack.adminUrl, ADMIN_EMAILS: `${named.email},${unconfirmed.email}` },
  });
  try {
    await signedIn(page, named);
    expect((await page.goto(`${app.url}/admin`))?.status()).toBe(200);
    expect((await people.find(named.email))?.metadata_public).toEqual({ roles: ["admin"] });
    await page.goto(`${app.url}/admin/audit?subject=${named.identityId}`);
    await expect(page.getByRole("table")).toContainText("Role given");

    const other = await newVisitor();
    await signedIn(other, unconfirmed);
    expect((await other.goto(`${app.url}/admin`))?.status()).toBe(404);

    await setMetadata(stack, named, null);
    expect((await page.goto(`${app.url}/admin`))?.status()).toBe(404);
  } finally {
    await app.stop();
  }
});
