import type { Page } from "@playwright/test";
import { setUpAuthenticator } from "../fixtures/authenticator";
import { expect } from "../fixtures/test";
import type { AtHand, StateGroup } from "./state";

const LONG = "Donaudampfschifffahrtsgesellschaft@example.com ".repeat(3);

export const accountStates: StateGroup = {
  name: "account",
  states: [
    {
      name: "dashboard",
      page: "/dashboard",
      open: async ({ page, people, signedIn }) => {
        await signedIn(page, await people.member());
        await page.goto("/dashboard");
      },
    },
    {
      name: "dashboard, backup codes missing",
      page: "/dashboard",
      open: async ({ page, people, signedIn }) => {
        await signedIn(page, await people.member());
        await setUpAuthenticator(page);
        await page.goto("/dashboard");
        await expect(page.getByTestId("advice/backup-codes")).toBeVisible();
      },
    },
    {
      name: "dashboard, advice put away",
      page: "/dashboard",
      open: async ({ page, people, signedIn }) => {
        await signedIn(page, await people.member());
        await page.goto("/dashboard");
        for (const id of ["second-step", "passkey"]) {
          await page.getByTestId(`advice/${id}`).getByRole("button").click();
          await expect(page.getByTestId(`advice/${id}`)).toHaveCount(0);
        }
      },
    },
    {
      name: "dashboard, address not confirmed",
      page: "/dashboard",
      open: async ({ page, people, signedIn }) => {
        await signedIn(page, await people.member({ verified: false }));
        await page.goto("/dashboard");
      },
    },
    {
      name: "dashboard, menu open",
      page: "/dashboard",
      isOnce: true,
      open: async ({ page, people, signedIn }) => {
        await signedIn(page, await people.member());
        await page.goto("/dashboard");
        await page.getByTestId("account-menu").locator("summary").click();
        await expect(page.getByTestId("account-menu").getByRole("link").first()).toBeVisible();
      },
    },
    { name: "notes, none", page: "/notes", open: openNotes },
    {
      name: "notes, some",
      page: "/notes",
      open: async (hand) => {
        await openNotes(hand);
        for (const text of ["Call Charles\nat nine", LONG, "Buy oil for the engine"])
          await write(hand.page, text);
      },
    },
    {
      name: "notes, too long",
      page: "/notes",
      isOnce: true,
      open: async (hand) => {
        await openNotes(hand);
        const area = hand.page.getByRole("textbox");
        await area.evaluate((field: HTMLTextAreaElement) => field.removeAttribute("maxlength"));
        await area.fill("A note that does not end. ".repeat(80));
        await hand.page.getByRole("button", { name: "Add note" }).click();
        await expect(hand.page.getByTestId("note-problem")).toBeVisible();
      },
    },
    {
      name: "note, edit",
      page: "/notes/[id]",
      open: async (hand) => {
        await openNotes(hand);
        await write(hand.page, "Call Charles\nat nine");
        await hand.page.getByRole("link", { name: /^Edit the note/ }).click();
        await expect(hand.page.getByRole("button", { name: "Save" })).toBeVisible();
      },
    },
  ],
};

async function openNotes({ page, people, signedIn }: AtHand): Promise<void> {
  await signedIn(page, await people.member());
  await page.goto("/notes");
}

async function write(page: Page, text: string): Promise<void> {
  const notes = page.getByRole("main").getByRole("listitem");
  const before = await notes.count();
  await page.getByRole("textbox").fill(text);
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(notes).toHaveCount(before + 1);
}
