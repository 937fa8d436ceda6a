/** The dev inbox: a page of the identity server. */
import { message, register } from "../fixtures/flow-page";
import { expect } from "../fixtures/test";
import type { AtHand, StateGroup } from "./state";

const inboxOf = ({ stack }: AtHand, recipient: string) =>
  `${(stack.inboxUrl ?? "").replace(/\/messages$/, "")}?recipient=${encodeURIComponent(recipient)}`;

export const inboxStates: StateGroup = {
  name: "inbox",
  states: [
    {
      name: "none",
      page: "inbox",
      open: async (hand) => {
        await hand.page.goto(inboxOf(hand, hand.people.stranger().email));
        await expect(hand.page.getByRole("heading", { level: 1 })).toBeVisible();
      },
    },
    {
      name: "a mail",
      page: "inbox",
      open: async (hand) => {
        const { page, people, mailbox } = hand;
        const person = people.stranger();
        await page.goto("/registration");
        await register(page, person);
        await expect(message(page, 1080003)).toBeVisible();
        await mailbox.newest(person.email);
        await page.goto(inboxOf(hand, person.email));
        await expect(page.getByRole("article")).toHaveCount(1);
      },
    },
  ],
};
