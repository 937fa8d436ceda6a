import { expect } from "../fixtures/test";
import type { State, StateGroup } from "./state";

const at = (name: string, page: string, path = page): State => ({
  name,
  page,
  open: async (hand) => {
    await hand.page.goto(path);
    await expect(hand.page.getByRole("heading", { level: 1 })).toBeVisible();
  },
});

const signedInAt = (name: string, page: string): State => ({
  name,
  page,
  open: async ({ page: tab, people, signedIn }) => {
    await signedIn(tab, await people.member());
    await tab.goto(page);
    await expect(tab.getByRole("heading", { level: 1 })).toBeVisible();
  },
});

export const openPages: StateGroup = {
  name: "open pages",
  states: [
    at("home", "/"),
    signedInAt("home, signed in", "/"),
    at("welcome", "/welcome"),
    signedInAt("welcome, signed in", "/welcome"),
    signedInAt("sign-out", "/logout"),
    at("not found", "not-found", "/nowhere"),
    at("error", "/error"),
    at("error, of the service", "/error", "/error?id=stub:500"),
    at(
      "error, of an application",
      "/error",
      "/error?error=access_denied&error_description=The+resource+owner+denied+it.",
    ),
    at("unavailable", "/unavailable", "/unavailable?from=/dashboard"),
  ],
};
