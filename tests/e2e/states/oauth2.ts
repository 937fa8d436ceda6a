import { signIn } from "../fixtures/flow-page";
import type { OAuth2Double } from "../fixtures/oauth2-server";
import { expect } from "../fixtures/test";
import type { AtHand, State, StateGroup } from "./state";

type WithServer = AtHand & { oauth2: OAuth2Double };

const over = (name: string, page: string, query: string): State<WithServer> => ({
  name,
  page,
  open: async ({ page: tab, people, signedIn }) => {
    await signedIn(tab, await people.member());
    await tab.goto(`${page}?${query}`);
    await expect(tab.getByRole("heading", { level: 1 })).toBeVisible();
  },
});

const consent = (name: string, client: string): State<WithServer> => ({
  name,
  page: "/oauth2/consent",
  open: async ({ page, people, signedIn, oauth2 }) => {
    const person = await people.member();
    await signedIn(page, person);
    await page.goto(oauth2.askConsent(client, person.identityId));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Allow access?");
  },
});

export const oauth2States: StateGroup<WithServer> = {
  name: "oauth2",
  states: [
    consent("consent", "shop"),
    consent("consent, nameless application", "nameless"),
    {
      name: "consent, of another account",
      page: "/oauth2/consent",
      open: async ({ page, people, signedIn, oauth2 }) => {
        await signedIn(page, await people.member());
        await page.goto(oauth2.askConsent("shop", "11111111-1111-4111-8111-111111111111"));
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(
          "This request is for another account",
        );
      },
    },
    over("consent, over", "/oauth2/consent", "consent_challenge=unknown"),
    {
      name: "sign-out",
      page: "/oauth2/logout",
      open: async ({ page, people, oauth2 }) => {
        await page.goto(`${oauth2.url}/oauth2/auth?client_id=house`);
        await signIn(page, await people.member());
        await expect(page.getByRole("heading", { level: 1 })).toHaveText("granted");
        await page.goto(`${oauth2.url}/oauth2/sessions/logout`);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign out everywhere?");
      },
    },
    over("sign-out, over", "/oauth2/logout", "logout_challenge=unknown"),
  ],
};
