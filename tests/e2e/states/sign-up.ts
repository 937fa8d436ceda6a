import { button, control, giveProfile, message, register } from "../fixtures/flow-page";
import { expect } from "../fixtures/test";
import type { StateGroup } from "./state";

export const signUpStates: StateGroup = {
  name: "sign-up",
  states: [
    { name: "start", page: "/registration", open: ({ page }) => page.goto("/registration") },
    {
      name: "weak password",
      page: "/registration",
      open: async ({ page, people }) => {
        await page.goto("/registration");
        await register(page, { ...people.stranger(), password: "short" });
        await expect(message(page, 4000032)).toBeVisible();
      },
    },
    {
      name: "address taken",
      page: "/registration",
      open: async ({ page, people }) => {
        const { password: _, ...known } = await people.member();
        await page.goto("/registration");
        await register(page, { ...known, password: people.stranger().password });
        await expect(message(page, 4000007)).toBeVisible();
      },
    },
  ],
};

/** Where the profile is asked for first. */
export const twoStepStates: StateGroup = {
  name: "sign-up in two steps",
  states: [
    { name: "first step", page: "/registration", open: ({ page }) => page.goto("/registration") },
    {
      name: "first step, wrong profile",
      page: "/registration",
      open: async ({ page, people }) => {
        await page.goto("/registration");
        await giveProfile(page, { ...people.stranger(), firstName: "x".repeat(101) });
        await expect(message(page, 4000017)).toBeVisible();
      },
    },
    {
      name: "second step",
      page: "/registration",
      open: async ({ page, people }) => {
        await page.goto("/registration");
        await giveProfile(page, people.stranger());
        await expect(control(page, "password")).toBeVisible();
      },
    },
    {
      name: "second step, weak password",
      page: "/registration",
      open: async ({ page, people }) => {
        await page.goto("/registration");
        await giveProfile(page, people.stranger());
        await control(page, "password").fill("short");
        await button(page, "password").click();
        await expect(message(page, 4000032)).toBeVisible();
      },
    },
  ],
};

/** Where a person has every kind of trait. */
export const richStates: StateGroup = {
  name: "rich schema",
  states: [
    { name: "sign-up", page: "/registration", open: ({ page }) => page.goto("/registration") },
    {
      name: "sign-up, wrong values",
      page: "/registration",
      open: async ({ page, people }) => {
        await page.goto("/registration");
        await page.locator("form:has(button[value=password])").evaluate((form: HTMLFormElement) => {
          form.noValidate = true;
        });
        await control(page, "traits.email").fill(people.stranger().email);
        await control(page, "traits.age").fill("7");
        await control(page, "traits.zip").fill("1");
        await control(page, "password").fill(people.stranger().password);
        await button(page, "password").click();
        await expect(page.locator("[aria-invalid=true]").first()).toBeVisible();
      },
    },
  ],
};
