/** Recovery and verification. */
import { askForCode, button, control, enterCode, message, register } from "../fixtures/flow-page";
import { codeIn } from "../fixtures/mailbox";
import { expect } from "../fixtures/test";
import type { AtHand, StateGroup } from "./state";

export const waysBackStates: StateGroup = {
  name: "recovery and verification",
  states: [
    { name: "recovery", page: "/recovery", open: ({ page }) => page.goto("/recovery") },
    { name: "recovery, code sent", page: "/recovery", open: recoveryBegun },
    {
      name: "recovery, wrong code",
      page: "/recovery",
      open: async (hand) => {
        const code = await recoveryBegun(hand);
        await enterCode(hand.page, code === "000000" ? "111111" : "000000");
        await expect(message(hand.page, 4060006)).toBeVisible();
      },
    },
    {
      name: "recovery, done",
      page: "/settings",
      open: async (hand) => {
        await enterCode(hand.page, await recoveryBegun(hand));
        await expect(message(hand.page, 1060001)).toBeVisible();
      },
    },
    { name: "verification", page: "/verification", open: ({ page }) => page.goto("/verification") },
    { name: "verification, code sent", page: "/verification", open: signedUp },
    {
      name: "verification, wrong code",
      page: "/verification",
      open: async (hand) => {
        const code = await signedUp(hand);
        await enterCode(hand.page, code === "000000" ? "111111" : "000000");
        await expect(message(hand.page, 4070006)).toBeVisible();
      },
    },
    {
      name: "verification, done",
      page: "/verification",
      open: async (hand) => {
        await enterCode(hand.page, await signedUp(hand));
        await expect(message(hand.page, 1080002)).toBeVisible();
      },
    },
  ],
};

/** Where mails carry links in place of codes. */
export const linkStates: StateGroup = {
  name: "recovery and verification by link",
  states: [
    {
      name: "recovery, link sent",
      page: "/recovery",
      open: async ({ page, people }) => {
        await page.goto("/recovery");
        await control(page, "email").fill((await people.member()).email);
        await button(page, "link").click();
        await expect(message(page, 1060002)).toBeVisible();
      },
    },
    {
      name: "verification, link sent",
      page: "/verification",
      open: async ({ page, people }) => {
        await page.goto("/verification");
        await control(page, "email").fill((await people.member({ verified: false })).email);
        await button(page, "link").click();
        await expect(message(page, 1080001)).toBeVisible();
      },
    },
  ],
};

async function recoveryBegun({ page, people, mailbox }: AtHand): Promise<string> {
  const { email } = await people.member();
  await page.goto("/recovery");
  await askForCode(page, email);
  return codeIn(await mailbox.newest(email));
}

async function signedUp({ page, people, mailbox }: AtHand): Promise<string> {
  const person = people.stranger();
  await page.goto("/registration");
  await register(page, person);
  await expect(message(page, 1080003)).toBeVisible();
  return codeIn(await mailbox.newest(person.email));
}
