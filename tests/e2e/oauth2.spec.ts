// Applications that use the accounts here through an OAuth2 server: sign-in, consent, sign-out; with script and without.
import type { Page } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe";
import { askForCode, button, control, enterCode, register, signIn, type } from "./fixtures/flow-page";
import { codeIn } from "./fixtures/mailbox";
import { setUpAuthenticator } from "./fixtures/authenticator";
import { EXPIRED_CHALLENGE } from "./fixtures/oauth2-double";
import { expect, type OAuth2Double, test } from "./fixtures/oauth2-server";
import { test as without } from "./fixtures/test";

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const heading = (page: Page, text: string | RegExp) => page.getByRole("heading", { name: text, level: 1 });

/** Where an application sends a person. */
const asksFor = ({ url }: OAuth2Double, client: string, query: Record<string, string> = {}) =>
  `${url}/oauth2/auth?${new URLSearchParams({ client_id: client, ...query }).toString()}`;

/** What the server was told last of that kind. */
const lastOf = ({ told }: OAuth2Double, what: string) => told.findLast((entry) => entry.what === what)?.body;

for (const javaScriptEnabled of [true, false]) {
  test.describe(`an OAuth2 server, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("it is told who signed in and what they allow", async ({ page, people, oauth2 }) => {
      const person = await people.member();
      await page.goto(asksFor(oauth2, "shop"));
      await expect(page).toHaveURL(/\/login/);
      await signIn(page, person);

      await expect(heading(page, "Allow access?")).toBeVisible();
      await expect(page.getByText("The shop would like to use your account.")).toBeVisible();
      await expect(page.getByRole("main").getByRole("listitem")).toHaveText([
        "know that it is you",
        "see your email address",
        "see your name",
        "keep this access while you are away",
        "use “orders.read”",
      ]);
      if (javaScriptEnabled) await expectAccessible(page, "consent");
      await page.getByLabel("Don’t ask me again").check();
      await press(page, "Allow");
      await expect(heading(page, "granted")).toBeVisible();

      const identity = await people.find(person.email);
      expect(lastOf(oauth2, "login accept")).toMatchObject({ subject: identity?.id, amr: ["password"] });
      expect(lastOf(oauth2, "consent accept")).toMatchObject({
        grant_scope: ["openid", "email", "profile", "offline_access", "orders.read"],
        grant_access_token_audience: ["https://orders.example"],
        remember: true,
        remember_for: 0,
        session: { id_token: { email: person.email } },
      });
    });

    test("it is told that somebody refuses", async ({ page, people, signedIn, oauth2 }) => {
      const person = await people.member();
      await signedIn(page, person);
      const identity = await people.find(person.email);
      await page.goto(oauth2.askConsent("nameless", identity?.id ?? ""));
      await expect(page.getByText("An application would like to use your account.")).toBeVisible();
      await press(page, "Deny");
      await expect(heading(page, "access_denied")).toBeVisible();
      expect(lastOf(oauth2, "consent reject")).toMatchObject({ error: "access_denied" });
    });

    test("it signs out, here as well", async ({ page, people, oauth2 }) => {
      await page.goto(asksFor(oauth2, "house"));
      await signIn(page, await people.member());
      await expect(heading(page, "granted")).toBeVisible();
      await page.goto(`${oauth2.url}/oauth2/sessions/logout?id_token_hint=shop`);
      await expect(page.getByText("The shop asks to sign you out.")).toBeVisible();
      await expect(heading(page, "Sign out everywhere?")).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page, "sign-out for an application");
      await press(page, "Sign out");
      await expect(heading(page, "goodbye")).toBeVisible();
      await page.goto("/dashboard");
      await expect(page).toHaveURL(/\/login/);
    });
  });
}

test("it brings somebody new back to the application", async ({ page, people, mailbox, oauth2 }) => {
  const person = people.stranger();
  await page.goto(asksFor(oauth2, "shop"));
  await page.getByTestId("signup-link").click();
  await register(page, person);
  await expect(page).toHaveURL(/\/verification\?flow=/);
  await enterCode(page, codeIn(await mailbox.newest(person.email)));
  await page.getByTestId("node/anchor/continue").click();
  await expect(heading(page, "Allow access?")).toBeVisible();
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a person whom the OAuth2 server remembers, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("goes through without a form, once they have asked for that", async ({ page, people, oauth2 }) => {
      await page.goto(asksFor(oauth2, "shop"));
      await signIn(page, await people.member());
      await page.getByLabel("Don’t ask me again").check();
      await press(page, "Allow");
      await expect(heading(page, "granted")).toBeVisible();

      for (const query of [undefined, { prompt: "none" }]) {
        const before = oauth2.told.length;
        await page.goto(asksFor(oauth2, "shop", query));
        await expect(heading(page, "granted")).toBeVisible();
        expect(oauth2.told.slice(before).map(({ what }) => what)).toEqual(["login accept", "consent accept"]);
      }
    });

    test("signs in once more where an application wants that", async ({ page, people, oauth2 }) => {
      const person = await people.member();
      await page.goto(asksFor(oauth2, "house"));
      await signIn(page, person);
      await expect(heading(page, "granted")).toBeVisible();
      await page.goto(asksFor(oauth2, "house", { prompt: "login" }));
      await expect(heading(page, "Confirm it’s you")).toBeVisible();
      await expect(page.getByText("After that you go on to The house.")).toBeVisible();
      await type(page, { password: person.password });
      await button(page, "password").click();
      await expect(heading(page, "granted")).toBeVisible();
    });

    test("is signed out for an application of this house without being asked", async ({
      page,
      people,
      oauth2,
    }) => {
      await page.goto(asksFor(oauth2, "house"));
      await signIn(page, await people.member());
      await expect(heading(page, "granted")).toBeVisible();
      await page.goto(`${oauth2.url}/oauth2/sessions/logout?id_token_hint=house`);
      await expect(heading(page, "goodbye")).toBeVisible();
      await page.goto("/dashboard");
      await expect(page).toHaveURL(/\/login/);
    });
  });
}

test("it lets somebody sign in who is not the person it remembers", async ({
  page,
  people,
  signedIn,
  oauth2,
}) => {
  const [first, second] = [await people.member(), await people.member()];
  await page.goto(asksFor(oauth2, "house"));
  await signIn(page, first);
  await expect(heading(page, "granted")).toBeVisible();
  await page.goto("/logout");
  await press(page, "Sign out");
  await expect(page).toHaveURL(/\/login/);
  await signedIn(page, second);
  await page.goto(asksFor(oauth2, "house"));
  await expect(heading(page, "Confirm it’s you")).toBeVisible();
  await type(page, { password: second.password });
  await button(page, "password").click();
  await expect(heading(page, "granted")).toBeVisible();
  expect(lastOf(oauth2, "login accept")).toMatchObject({ subject: second.identityId });
});

test("it keeps the application's request for somebody else than who is signed in", async ({
  page,
  people,
  signedIn,
  oauth2,
}) => {
  const [first, second] = [await people.member(), await people.member()];
  await signedIn(page, first);
  await page.goto(asksFor(oauth2, "house"));
  await page.getByTestId("logout-link").click();
  await expect(heading(page, "Sign in")).toBeVisible();
  await signIn(page, second);
  await expect(heading(page, "granted")).toBeVisible();
  expect(lastOf(oauth2, "login accept")).toMatchObject({ subject: second.identityId });
});

test("it is told of the second step", async ({ page, people, signedIn, newVisitor, oauth2 }) => {
  const person = await people.member();
  const own = await newVisitor();
  await signedIn(own, person);
  const phone = await setUpAuthenticator(own);
  await page.goto(asksFor(oauth2, "house"));
  await signIn(page, person);
  await control(page, "totp_code").fill(await phone.code());
  await button(page, "totp").click();
  await expect(heading(page, "granted")).toBeVisible();
  expect(lastOf(oauth2, "login accept")).toMatchObject({ amr: ["password", "totp"] });
});

test("it brings back who has forgotten the password", async ({ page, people, mailbox, oauth2 }) => {
  const person = await people.member();
  await page.goto(asksFor(oauth2, "house"));
  await page.getByTestId("forgot-password-link").click();
  await askForCode(page, person.email);
  await enterCode(page, codeIn(await mailbox.newest(person.email)));
  await expect(page).toHaveURL(/\/settings/);
  const password = `${person.password}-new`;
  await type(page, { password });
  await button(page, "password").click();
  await expect(heading(page, "Confirm it’s you")).toBeVisible();
  await type(page, { password });
  await button(page, "password").click();
  await expect(heading(page, "granted")).toBeVisible();
});

test("it says for which application a sign-in is, and whom that expects", async ({ page, oauth2 }) => {
  await page.goto(asksFor(oauth2, "shop", { login_hint: "ada@foyer.example" }));
  await expect(page.getByText("After that you go on to The shop.")).toBeVisible();
  await expect(control(page, "identifier")).toHaveValue("ada@foyer.example");
  await page.goto(asksFor(oauth2, "shop", { prompt: "registration", login_hint: "ada@foyer.example" }));
  await expect(heading(page, "Create your account")).toBeVisible();
  await expect(page.getByText("After that you go on to The shop.")).toBeVisible();
  await expect(control(page, "traits.email")).toHaveValue("ada@foyer.example");
  await page.goto(asksFor(oauth2, "nameless"));
  await expect(page.getByText("After that you go on")).toHaveCount(0);
});

test("it takes who is signed in from its sign-up to the sign-in that it wants", async ({
  page,
  people,
  signedIn,
  oauth2,
}) => {
  await signedIn(page, await people.member());
  await page.goto(asksFor(oauth2, "house", { prompt: "registration" }));
  await expect(heading(page, "Confirm it’s you")).toBeVisible();
});

test("it takes a request that is long", async ({ page, people, oauth2 }) => {
  await page.goto(asksFor(oauth2, "house", { state: "s".repeat(3000) }));
  await signIn(page, await people.member());
  await expect(heading(page, "granted")).toBeVisible();
});

test("it asks nobody for an application of this house", async ({ page, people, oauth2 }) => {
  await page.goto(asksFor(oauth2, "house"));
  await signIn(page, await people.member());
  await expect(heading(page, "granted")).toBeVisible();
});

test("it asks for a sign-in first, and comes back", async ({ page, people, oauth2 }) => {
  const person = await people.member();
  const identity = await people.find(person.email);
  await page.goto(oauth2.askConsent("shop", identity?.id ?? ""));
  await expect(page).toHaveURL(/\/login\?return_to=/);
  await signIn(page, person);
  await expect(heading(page, "Allow access?")).toBeVisible();
});

test("it shows nothing of a request that is somebody else's", async ({ page, people, signedIn, oauth2 }) => {
  await signedIn(page, await people.member());
  await page.goto(oauth2.askConsent("shop", "11111111-1111-4111-8111-111111111111"));
  await expect(heading(page, "This request is for another account")).toBeVisible();
  await expectAccessible(page, "consent of somebody else");
});

test("it says that a request is over", async ({ page, people, signedIn }) => {
  await signedIn(page, await people.member());
  for (const path of ["consent?consent_challenge", "logout?logout_challenge"]) {
    for (const challenge of ["unknown", EXPIRED_CHALLENGE]) {
      await page.goto(`/oauth2/${path}=${challenge}`);
      await expect(heading(page, "This request is over")).toBeVisible();
    }
  }
  await expectAccessible(page, "a request that is over");
});

test("it says so where somebody signs in, or allows it, too late", async ({
  page,
  people,
  signedIn,
  oauth2,
}) => {
  await page.goto(asksFor(oauth2, "shop"));
  oauth2.expire();
  const person = await people.member();
  await signIn(page, person);
  await expect(page.getByTestId("ui/error/message")).toContainText("start again");

  await signedIn(page, person);
  await page.goto(oauth2.askConsent("shop", person.identityId));
  oauth2.expire();
  await press(page, "Allow");
  await expect(heading(page, "This request is over")).toBeVisible();
});

test("it stays signed in where somebody wants that", async ({ page, people, oauth2 }) => {
  await page.goto(asksFor(oauth2, "house"));
  await signIn(page, await people.member());
  await expect(heading(page, "granted")).toBeVisible();
  await page.goto(`${oauth2.url}/oauth2/sessions/logout`);
  await expect(page.getByText("An application asks to sign you out.")).toBeVisible();
  await press(page, "Stay signed in");
  await page.goto("/dashboard");
  await expect(page).toHaveURL(/\/dashboard/);
});

test("it takes no decision from another site, nor one that it did not ask for", async ({
  page,
  people,
  signedIn,
  stack,
  oauth2,
}) => {
  await signedIn(page, await people.member());
  const before = oauth2.told.length;
  const { request } = page.context();
  for (const kind of ["consent", "logout"]) {
    const form = { decision: "allow", asked: "made-up" };
    const address = `${stack.appUrl}/api/oauth2/${kind}`;
    const foreign = await request.post(address, { form, headers: { origin: "https://evil.example" } });
    expect(foreign.status()).toBe(403);
    const forged = await request.post(address, { form, headers: { origin: stack.appUrl } });
    expect(forged.status()).toBe(400);
  }
  expect(oauth2.told).toHaveLength(before);
});

test("it fits a narrow screen, in the dark", async ({ page, people, signedIn, oauth2 }) => {
  const person = await people.member();
  await signedIn(page, person);
  const identity = await people.find(person.email);
  await page.setViewportSize({ width: 320, height: 800 });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(oauth2.askConsent("shop", identity?.id ?? ""));
  await expectAccessible(page, "consent, narrow and dark");
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await page.screenshot({ path: test.info().outputPath("consent-narrow-dark.png"), fullPage: true });
});

without("there are no such pages where no server is named", async ({ page, stack }) => {
  for (const path of ["consent?consent_challenge=a", "logout?logout_challenge=a"]) {
    const answer = await page.context().request.get(`${stack.appUrl}/oauth2/${path}`);
    expect(answer.status()).toBe(404);
  }
});
