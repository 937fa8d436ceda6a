import { asAdmin } from "../fixtures/admin";
import { setUpAuthenticator } from "../fixtures/authenticator";
import type { Registered } from "../fixtures/people";
import { expect } from "../fixtures/test";
import type { AtHand, State, StateGroup } from "./state";

const area = (name: string, path: string, page = path): State => ({
  name,
  page,
  open: async (hand) => {
    await asAdmin(hand.page, hand);
    await hand.page.goto(path);
    await expect(hand.page.getByRole("heading", { level: 1 })).toBeVisible();
  },
});

export const adminStates: StateGroup = {
  name: "admin",
  states: [
    area("overview", "/admin"),
    {
      name: "overview, menu open",
      page: "/admin",
      isOnce: true,
      open: async (hand) => {
        await asAdmin(hand.page, hand);
        await hand.page.goto("/admin");
        await hand.page.getByTestId("account-menu").locator("summary").click();
        await expect(hand.page.getByTestId("account-menu").getByRole("link").last()).toBeVisible();
      },
    },
    area("identities", "/admin/identities"),
    {
      name: "identities, found",
      page: "/admin/identities",
      open: async (hand) => {
        const admin = await asAdmin(hand.page, hand);
        await hand.page.goto(`/admin/identities?search=${encodeURIComponent(admin.email)}`);
        await expect(hand.page.getByRole("row").filter({ hasText: admin.email })).toBeVisible();
      },
    },
    area("identities, none found", "/admin/identities?search=nobody%40people.example", "/admin/identities"),
    area("identity, new", "/admin/identities/new"),
    {
      name: "identity, new, address taken",
      page: "/admin/identities/new",
      isOnce: true,
      open: async (hand) => {
        const admin = await asAdmin(hand.page, hand);
        await hand.page.goto("/admin/identities/new");
        await hand.page.getByLabel("Email").fill(admin.email);
        await hand.page.getByRole("button", { name: "Create" }).click();
        await expect(hand.page.getByRole("main").getByRole("alert")).toBeVisible();
      },
    },
    {
      name: "identity",
      page: "/admin/identities/[id]",
      open: async (hand) => {
        await atPerson(hand);
      },
    },
    {
      name: "identity, recovery code made",
      page: "/admin/identities/[id]",
      isOnce: true,
      open: async (hand) => {
        await atPerson(hand);
        await hand.page.getByRole("button", { name: "Create a recovery code" }).click();
        await expect(hand.page.locator("[role=status] time")).toBeVisible();
      },
    },
    {
      name: "identity, wrong metadata",
      page: "/admin/identities/[id]",
      isOnce: true,
      open: async (hand) => {
        await atPerson(hand);
        await hand.page.getByLabel(/^Admin metadata/).fill("{");
        await hand.page
          .locator("form", { has: hand.page.getByLabel(/^Admin metadata/) })
          .getByRole("button")
          .click();
        await expect(hand.page.getByRole("main").getByRole("alert")).toBeVisible();
      },
    },
    {
      name: "identity, blocked",
      page: "/admin/identities/[id]",
      open: async (hand) => {
        await atPerson(hand);
        await hand.page.getByRole("button", { name: "Block" }).click();
        await expect(hand.page.getByRole("button", { name: "Let in again" })).toBeVisible();
      },
    },
    area("sessions", "/admin/sessions"),
    {
      name: "messages",
      page: "/admin/messages",
      open: async (hand) => {
        await withMessage(hand);
        await hand.page.goto("/admin/messages");
        await expect(hand.page.getByRole("table")).toBeVisible();
      },
    },
    area("messages, none found", "/admin/messages?recipient=nobody%40people.example", "/admin/messages"),
    {
      name: "message",
      page: "/admin/messages/[id]",
      open: async (hand) => {
        const { email } = await withMessage(hand);
        await hand.page.goto(`/admin/messages?recipient=${encodeURIComponent(email)}`);
        await hand.page.getByRole("row").filter({ hasText: email }).getByRole("link").click();
        await expect(hand.page.getByRole("heading", { level: 1, name: email })).toBeVisible();
      },
    },
    area("schemas", "/admin/schemas"),
    {
      name: "audit log",
      page: "/admin/audit",
      open: async (hand) => {
        await withActs(hand);
        await hand.page.goto("/admin/audit");
        await expect(hand.page.getByRole("table")).toBeVisible();
      },
    },
    {
      name: "audit log, filtered",
      page: "/admin/audit",
      open: async (hand) => {
        const person = await withActs(hand);
        await hand.page.goto(`/admin/audit?subject=${person.identityId}`);
        await expect(hand.page.getByRole("table")).toBeVisible();
      },
    },
    area("audit log, none found", "/admin/audit?subject=nobody", "/admin/audit"),
  ],
};

/** The console's page of somebody with a second factor who is signed in elsewhere. */
async function atPerson(hand: AtHand): Promise<Registered> {
  const { page, people, newVisitor, signedIn } = hand;
  await asAdmin(page, hand);
  const person = await people.member();
  const visitor = await newVisitor();
  await signedIn(visitor, person);
  await setUpAuthenticator(visitor);
  await page.goto(`/admin/identities/${person.identityId}`);
  await expect(page.getByRole("heading", { level: 1, name: person.email })).toBeVisible();
  return person;
}

async function withActs(hand: AtHand): Promise<Registered> {
  const person = await atPerson(hand);
  await hand.page.getByRole("button", { name: "Block" }).click();
  await hand.page.getByRole("button", { name: "Let in again" }).click();
  await expect(hand.page.getByRole("button", { name: "Block" })).toBeVisible();
  return person;
}

/** Somebody who has asked for a recovery code. */
async function withMessage(hand: AtHand): Promise<Registered> {
  const { page, people, stack } = hand;
  await asAdmin(page, hand);
  const person = await people.member();
  const flow = await fetch(`${stack.publicUrl}/self-service/recovery/api`);
  const { id } = (await flow.json()) as { id: string };
  await fetch(`${stack.publicUrl}/self-service/recovery?flow=${id}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ method: "code", email: person.email }),
  });
  return person;
}
