import { setUpAuthenticator, setUpBackupCodes } from "../fixtures/authenticator";
import { button, control, message, signIn, signInAnew, signOut } from "../fixtures/flow-page";
import { addKey, addPasskeyDevice, addSecurityKey } from "../fixtures/key-device";
import { expect } from "../fixtures/test";
import type { AtHand, StateGroup } from "./state";

export const signInStates: StateGroup = {
  name: "sign-in",
  states: [
    { name: "start", page: "/login", open: ({ page }) => page.goto("/login") },
    {
      name: "wrong password",
      page: "/login",
      open: async ({ page, people }) => {
        await page.goto("/login");
        await signIn(page, people.stranger());
        await expect(message(page, 4000006)).toBeVisible();
      },
    },
    {
      name: "asked for a page",
      page: "/login",
      open: ({ page }) => page.goto("/login?return_to=/settings"),
    },
    {
      name: "form that is gone",
      page: "/login",
      isOnce: true,
      open: async ({ page }) => {
        await page.goto("/login?flow=00000000-0000-4000-8000-000000000000");
        await expect(
          page.getByTestId("notice/flow_gone").or(page.getByTestId("notice/flow_foreign")),
        ).toBeVisible();
      },
    },
    {
      name: "signed out, way used last",
      page: "/login",
      isOnce: true,
      open: async ({ page, people }) => {
        await page.goto("/login");
        await signIn(page, await people.member());
        await expect(page).not.toHaveURL(/\/login/);
        await signOut(page);
        await expect(page.getByTestId("last-used")).toBeVisible();
      },
    },
    {
      name: "confirm it is you",
      page: "/login",
      open: async ({ page, people, signedIn }) => {
        await signedIn(page, await people.member());
        await page.goto("/login?refresh=true");
        await expect(message(page, 1010003)).toBeVisible();
      },
    },
    {
      name: "confirm it is you, with a passkey",
      page: "/login",
      open: async ({ page, people, signedIn }) => {
        const device = await addPasskeyDevice(page);
        await device.isThere(true);
        await signedIn(page, await people.member());
        await page.goto("/settings/keys");
        await page.locator("button[name=passkey_register_trigger]").click();
        await expect(message(page, 1050001)).toBeVisible();
        await device.isThere(false);
        await page.goto("/login?refresh=true");
        await expect(message(page, 1010003)).toBeVisible();
      },
    },
    { name: "second step, app and codes", page: "/login", open: atSecondStep },
    {
      name: "second step, wrong code",
      page: "/login",
      open: async (hand) => {
        await atSecondStep(hand);
        await control(hand.page, "totp_code").fill("000000");
        await button(hand.page, "totp").click();
        await expect(message(hand.page, 4000008)).toBeVisible();
      },
    },
    {
      name: "second step, none set up",
      page: "/login",
      open: async ({ page, people, signedIn }) => {
        await signedIn(page, await people.member());
        await page.goto("/login?aal=aal2&return_to=/settings");
        await expect(page.getByTestId("set-up-link")).toBeVisible();
      },
    },
    {
      name: "second step, security key",
      page: "/login",
      open: async ({ page, people, signedIn }) => {
        const key = await addSecurityKey(page);
        await key.isThere(true);
        const person = await people.member();
        await signedIn(page, person);
        await addKey(page, "Blue key");
        await key.isThere(false);
        await signInAnew(page, person, "/dashboard");
        await expect(page.locator("button[name=webauthn_login_trigger]")).toBeVisible();
      },
    },
  ],
};

async function atSecondStep({ page, people, signedIn }: AtHand): Promise<void> {
  const person = await people.member();
  await signedIn(page, person);
  await setUpAuthenticator(page);
  await setUpBackupCodes(page);
  await signInAnew(page, person, "/dashboard");
  await expect(message(page, 1010004)).toBeVisible();
}
