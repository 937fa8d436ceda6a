import { asAdmin } from "../fixtures/admin";
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

function applications(
  name: string,
  prepare: (hand: WithServer, identityId: string) => void,
): State<WithServer> {
  return {
    name,
    page: "/settings/applications",
    open: async (hand) => {
      const person = await hand.people.member();
      prepare(hand, person.identityId);
      await hand.signedIn(hand.page, person);
      await hand.page.goto("/settings/applications");
      await expect(hand.page.getByRole("heading", { level: 1 })).toHaveText("Connected applications");
    },
  };
}

/** @returns the button that ends it */
async function beginTakingBack(hand: WithServer) {
  await applications("", giveSome).open(hand);
  await hand.page.locator("summary").filter({ hasText: "Take access back" }).first().click();
  const confirm = hand.page.getByRole("button", { name: "Yes, take it back" });
  await expect(confirm).toBeVisible();
  return confirm;
}

function giveSome({ oauth2 }: WithServer, identityId: string): void {
  const given: [client: string, scopes: string[], isRemembered: boolean][] = [
    ["shop", ["openid", "email", "profile", "offline_access", "orders.read"], true],
    ["application whose makers have given it a rather long name", ["openid", "email"], false],
    ["nameless", ["openid"], false],
    ["house", ["openid", "profile"], true],
  ];
  given.forEach(([client, scopes, isRemembered], index) =>
    oauth2.giveConsent(client, identityId, {
      scopes,
      isRemembered,
      handledAt: `2026-01-0${9 - index}T09:30:00Z`,
    }),
  );
}

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
    applications("applications, none", () => undefined),
    applications("applications, some", giveSome),
    {
      name: "applications, one to be taken back",
      page: "/settings/applications",
      isOnce: true,
      open: (hand) => beginTakingBack(hand),
    },
    {
      name: "applications, one taken back",
      page: "/settings/applications",
      isOnce: true,
      open: async (hand) => {
        await (await beginTakingBack(hand)).click();
        await expect(hand.page.getByTestId("notice/access_taken_back")).toBeVisible();
      },
    },
    applications("applications, server away", ({ oauth2 }, identityId) => oauth2.beAwayFor(identityId)),
    {
      name: "identity with applications",
      page: "/admin/identities/[id]",
      open: async (hand) => {
        await asAdmin(hand.page, hand);
        const person = await hand.people.member();
        giveSome(hand, person.identityId);
        await hand.page.goto(`/admin/identities/${person.identityId}`);
        await expect(hand.page.getByRole("heading", { name: "Connected applications" })).toBeVisible();
      },
    },
  ],
};
