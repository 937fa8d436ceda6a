import { setUpAuthenticator, setUpBackupCodes, shownBackupCodes } from "../fixtures/authenticator";
import { button, control, message, type } from "../fixtures/flow-page";
import { addKey, addPasskeyDevice, addSecurityKey } from "../fixtures/key-device";
import { expect } from "../fixtures/test";
import type { AtHand, State, StateGroup } from "./state";

const section = (name: string, path: string, page = path): State => ({
  name,
  page,
  open: async (hand) => {
    await asMember(hand);
    await hand.page.goto(path);
  },
});

export const settingsStates: StateGroup = {
  name: "settings",
  states: [
    section("all", "/settings"),
    section("profile", "/settings/profile", "/settings/[section]"),
    {
      name: "profile, saved",
      page: "/settings/[section]",
      open: async (hand) => {
        await asMember(hand);
        await hand.page.goto("/settings/profile");
        await type(hand.page, { "traits.name.first": "Grace" });
        await button(hand.page, "profile").click();
        await expect(message(hand.page, 1050001)).toBeVisible();
      },
    },
    section("password", "/settings/password", "/settings/[section]"),
    {
      name: "password, too short",
      page: "/settings/[section]",
      open: async (hand) => {
        await asMember(hand);
        await hand.page.goto("/settings/password");
        await control(hand.page, "password").fill("short");
        await button(hand.page, "password").click();
        await expect(message(hand.page, 4000032)).toBeVisible();
      },
    },
    section("second factors, none", "/settings/second-factors", "/settings/[section]"),
    {
      name: "second factors, asked for by a page",
      page: "/settings/[section]",
      isOnce: true,
      open: async (hand) => {
        await asMember(hand);
        await hand.page.goto("/login?aal=aal2&return_to=/notes");
        await expect(hand.page.getByTestId("notice/second_factor_needed")).toBeVisible();
      },
    },
    {
      name: "second factors, wrong code",
      page: "/settings/[section]",
      open: async (hand) => {
        await asMember(hand);
        await hand.page.goto("/settings/second-factors");
        await control(hand.page, "totp_code").fill("000000");
        await button(hand.page, "totp").click();
        await expect(message(hand.page, 4000008)).toBeVisible();
      },
    },
    {
      name: "second factors, new backup codes",
      page: "/settings/[section]",
      open: async (hand) => {
        await asMember(hand);
        await hand.page.goto("/settings/second-factors");
        await button(hand.page, "true", "lookup_secret_regenerate").click();
        await shownBackupCodes(hand.page);
      },
    },
    {
      name: "second factors, all set up",
      page: "/settings/[section]",
      open: async (hand) => {
        await withEverything(hand);
        await hand.page.goto("/settings/second-factors");
        await expect(button(hand.page, "true", "totp_unlink")).toBeVisible();
      },
    },
    {
      name: "second factors, backup codes shown",
      page: "/settings/[section]",
      open: async (hand) => {
        await asMember(hand);
        await setUpBackupCodes(hand.page);
        await hand.page.goto("/settings/second-factors");
        await button(hand.page, "true", "lookup_secret_reveal").click();
        await shownBackupCodes(hand.page);
      },
    },
    section("keys, none", "/settings/keys", "/settings/[section]"),
    {
      name: "keys, some",
      page: "/settings/[section]",
      open: async (hand) => {
        await withEverything(hand);
        await hand.page.goto("/settings/keys");
        await expect(hand.page.locator("button[name=webauthn_remove]")).toHaveCount(2);
      },
    },
    {
      name: "sessions, three",
      page: "/sessions",
      open: async (hand) => {
        const { page, newVisitor, signedIn } = hand;
        const person = await asMember(hand);
        for (const visitor of [await newVisitor(), await newVisitor()]) await signedIn(visitor, person);
        await page.goto("/sessions");
        await expect(page.locator("button[name=action][value=revoke]")).toHaveCount(2);
      },
    },
    {
      name: "sessions, one signed out",
      page: "/sessions",
      isOnce: true,
      open: async (hand) => {
        const { page, newVisitor, signedIn } = hand;
        await signedIn(await newVisitor(), await asMember(hand));
        await page.goto("/sessions");
        await page.locator("button[name=action][value=revoke]").click();
        await expect(page.getByTestId("notice/session_revoked")).toBeVisible();
      },
    },
    section("activity, first", "/settings/activity"),
    {
      name: "activity, some",
      page: "/settings/activity",
      open: async (hand) => {
        await withEverything(hand);
        await hand.page.goto("/settings/activity");
        await expect(hand.page.locator("[data-event]").nth(4)).toBeVisible();
      },
    },
    section("data", "/settings/data"),
    {
      name: "data, deletion not confirmed",
      page: "/settings/data",
      isOnce: true,
      open: async (hand) => {
        await asMember(hand);
        await hand.page.goto("/settings/data");
        await hand.page.locator("form[action='/api/account/delete']").evaluate((form: HTMLFormElement) => {
          form.noValidate = true;
        });
        await hand.page.getByRole("button", { name: "Delete account" }).click();
        await expect(hand.page.getByTestId("notice/deletion_unconfirmed")).toBeVisible();
      },
    },
  ],
};

async function asMember({ page, people, signedIn }: AtHand) {
  const person = await people.member();
  await signedIn(page, person);
  return person;
}

/** Every second factor, two keys and a passkey. */
async function withEverything(hand: AtHand): Promise<void> {
  const { page } = hand;
  const [key, device] = [await addSecurityKey(page), await addPasskeyDevice(page)];
  await asMember(hand);
  await setUpAuthenticator(page);
  await setUpBackupCodes(page);
  await key.isThere(true);
  await addKey(page, "Blue key");
  await addKey(page, "The key with a very long name that lies in the drawer of the office");
  await key.isThere(false);
  await device.isThere(true);
  await page.goto("/settings/keys");
  await page.locator("button[name=passkey_register_trigger]").click();
  await expect(page.locator("button[name=passkey_remove]")).toBeVisible();
  await device.isThere(false);
}
