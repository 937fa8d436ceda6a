import { askForCode, beginRecovery, givePassword, memberWithTwo, sayWho } from "../fixtures/by-code";
import { button, control, enterCode, message, type } from "../fixtures/flow-page";
import { expect } from "../fixtures/test";
import type { AtHand, StateGroup } from "./state";

/** Where a code stands beside the password. */
export const codeBesideStates: StateGroup = {
  name: "code beside the password",
  states: [
    { name: "sign-in", page: "/login", open: ({ page }) => page.goto("/login") },
    { name: "sign-in, code sent", page: "/login", open: codeSent },
    {
      name: "sign-in, wrong code",
      page: "/login",
      open: async (hand) => {
        await codeSent(hand);
        await enterCode(hand.page, "000000");
        await expect(message(hand.page, 4010008)).toBeVisible();
      },
    },
    { name: "sign-up", page: "/registration", open: ({ page }) => page.goto("/registration") },
  ],
};

/** Where it is asked who first, then how. */
export const whoFirstStates: StateGroup = {
  name: "who first",
  states: [
    { name: "sign-in, who", page: "/login", open: ({ page }) => page.goto("/login") },
    {
      name: "sign-in, nobody",
      page: "/login",
      open: async ({ page, people }) => {
        await sayWho(page, people.stranger().email);
        await expect(message(page, 4000037)).toBeVisible();
      },
    },
    {
      name: "sign-in, how",
      page: "/login",
      open: async ({ page, people }) => {
        await sayWho(page, (await people.member()).email);
        await expect(control(page, "password")).toBeVisible();
      },
    },
    { name: "sign-up, how", page: "/registration", open: profileGiven },
    {
      name: "sign-up, code sent",
      page: "/registration",
      open: async (hand) => {
        await profileGiven(hand);
        await button(hand.page, "code").click();
        await expect(control(hand.page, "code")).toBeVisible();
      },
    },
    { name: "recovery, which address", page: "/recovery", open: recoveryChoice },
    {
      name: "recovery, the address in full",
      page: "/recovery",
      open: async (hand) => {
        await recoveryChoice(hand);
        await hand.page.locator("button[name=recovery_select_address]").first().click();
        await expect(control(hand.page, "recovery_confirm_address")).toBeVisible();
      },
    },
  ],
};

/** Where a code is the second factor. */
export const codeSecondStates: StateGroup = {
  name: "code as second factor",
  states: [
    {
      name: "which address",
      page: "/login",
      open: async ({ page, people, stack }) => {
        const person = await memberWithTwo(stack, people);
        await givePassword(page, person);
        await expect(button(page, person.backup, "address")).toBeVisible();
      },
    },
    {
      name: "code sent",
      page: "/login",
      open: async ({ page, people }) => {
        await givePassword(page, await people.member());
        await expect(control(page, "code")).toBeVisible();
      },
    },
  ],
};

async function codeSent({ page, people }: AtHand): Promise<void> {
  const { email } = await people.member();
  await page.goto("/login");
  await askForCode(page, email);
}

async function profileGiven({ page, people }: AtHand): Promise<void> {
  const { email, firstName } = people.stranger();
  await page.goto("/registration");
  await type(page, { "traits.email": email, "traits.name.first": firstName });
  await button(page, "profile").click();
  await expect(button(page, "code")).toBeVisible();
}

async function recoveryChoice({ page, people, stack }: AtHand): Promise<void> {
  await beginRecovery(page, (await memberWithTwo(stack, people)).email);
  await expect(page.locator("button[name=recovery_select_address]").first()).toBeVisible();
}
