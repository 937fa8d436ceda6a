import { button, control, message, signOut } from "../fixtures/flow-page";
import { freshEmail } from "../fixtures/people";
import { agreeAtProvider, chooseProvider, expect } from "../fixtures/provider";
import type { StateGroup } from "./state";

export const providerStates: StateGroup = {
  name: "providers",
  states: [
    { name: "sign-in", page: "/login", open: ({ page }) => page.goto("/login") },
    { name: "sign-up", page: "/registration", open: ({ page }) => page.goto("/registration") },
    {
      name: "on the way",
      page: "/continue",
      isOnce: true,
      open: async ({ page }) => {
        await page.goto("/login");
        // The provider keeps the browser on the page before.
        await page.route(/^http:\/\/127\.0\.0\.1/, (route) => route.fulfill({ status: 204 }));
        await button(page, "acme", "provider").evaluate((provider: HTMLButtonElement) => {
          // As without script, which goes to the provider at once.
          const form = provider.form;
          if (!form) return;
          const method = document.createElement("input");
          Object.assign(method, { type: "hidden", name: provider.name, value: provider.value });
          form.append(method);
          form.submit();
        });
        await expect(page).toHaveURL(/\/continue\?/);
      },
    },
    {
      name: "sign-up, what the provider did not tell",
      page: "/registration",
      open: async ({ page, people }) => {
        await page.goto("/login");
        await chooseProvider(page);
        await agreeAtProvider(page, `nameless-${people.stranger().email.split("@")[0] ?? ""}`);
        await expect(control(page, "traits.email")).toBeVisible();
      },
    },
    {
      name: "sign-in, to link an account",
      page: "/login",
      open: async ({ page, people }) => {
        await page.goto("/registration");
        await chooseProvider(page);
        await agreeAtProvider(page, (await people.member()).email);
        await expect(message(page, 1010016)).toBeVisible();
      },
    },
    {
      name: "sign-in, turned back",
      page: "/login",
      open: async ({ page }) => {
        await page.goto("/login");
        await chooseProvider(page);
        await page.getByRole("link", { name: /cancel/i }).click();
        await expect(message(page, 4000001)).toBeVisible();
      },
    },
    {
      name: "sign-in, way used last",
      page: "/login",
      isOnce: true,
      open: async ({ page, people }) => {
        await page.goto("/registration");
        await chooseProvider(page);
        await agreeAtProvider(page, people.stranger().email);
        await expect(page).not.toHaveURL(/\/registration/);
        await signOut(page);
        await expect(button(page, "acme", "provider").getByTestId("last-used")).toBeVisible();
      },
    },
    {
      name: "linked accounts, none",
      page: "/settings/[section]",
      open: async ({ page, people, signedIn }) => {
        await signedIn(page, await people.member());
        await page.goto("/settings/linked-accounts");
        await expect(button(page, "acme", "link")).toBeVisible();
      },
    },
    {
      name: "linked accounts, one",
      page: "/settings/[section]",
      open: async ({ page, people, signedIn }) => {
        await signedIn(page, await people.member());
        await page.goto("/settings/linked-accounts");
        await chooseProvider(page, "link");
        await agreeAtProvider(page, freshEmail());
        await expect(message(page, 1050001)).toBeVisible();
      },
    },
  ],
};

/** With the buttons of services that everybody knows, and of a company that nobody does. */
export const wellKnownProviderStates: StateGroup = {
  name: "well-known providers",
  states: [
    {
      name: "sign-in",
      page: "/login",
      open: async ({ page }) => {
        await page.goto("/login");
        await expect(button(page, "github-work", "provider").locator("[data-mark=github]")).toBeVisible();
      },
    },
    {
      name: "linked accounts",
      page: "/settings/[section]",
      open: async ({ page, people, signedIn }) => {
        await signedIn(page, await people.member());
        await page.goto("/settings/linked-accounts");
        await expect(button(page, "google", "link").locator("[data-mark=google]")).toBeVisible();
      },
    },
  ],
};
