// Every page in each of its states: axe in every look, and pictures of it where they are asked for.
import type { TestInfo } from "@playwright/test";
import { expectAccessible } from "./fixtures/axe";
import { forgetFailure, test as withBroken } from "./fixtures/broken-app";
import { test as withCodes } from "./fixtures/by-code";
import { test as withOAuth2 } from "./fixtures/oauth2-server";
import { test as withProvider, wellKnownProviders } from "./fixtures/provider";
import { test as withRichSchema } from "./fixtures/rich-schema";
import { photograph, shotsFolder } from "./fixtures/shots";
import { expect, test } from "./fixtures/test";
import { accountStates } from "./states/account";
import { adminStates } from "./states/admin";
import { codeBesideStates, codeSecondStates, whoFirstStates } from "./states/by-code";
import { inboxStates } from "./states/inbox";
import { oauth2States } from "./states/oauth2";
import { openPages } from "./states/open-pages";
import { providerStates, wellKnownProviderStates } from "./states/providers";
import { settingsStates } from "./states/settings";
import { signInStates } from "./states/sign-in";
import { richStates, signUpStates, twoStepStates } from "./states/sign-up";
import type { AtHand, State, StateGroup } from "./states/state";
import { brokenStates, troubleStates } from "./states/trouble";
import { linkStates, waysBackStates } from "./states/ways-back";

/** A test function whose fixtures hold at least what every state may use. */
type Test = (title: string, body: (at: AtHand, info: TestInfo) => Promise<void>) => void;

for (const group of [
  openPages,
  signInStates,
  signUpStates,
  waysBackStates,
  accountStates,
  settingsStates,
  adminStates,
]) {
  test.describe(group.name, () => checkEach(test, group));
}

test.describe(inboxStates.name, () => {
  test.beforeEach(({ stack }) => test.skip(stack.inboxUrl === undefined, "this service has no dev inbox"));
  checkEach(test, inboxStates);
});

for (const group of [twoStepStates, linkStates]) {
  test.describe(group.name, () => {
    test.use({ stackName: "variant" });
    checkEach(test, group);
  });
}

for (const [setting, group] of [
  ["beside", codeBesideStates],
  ["steps", whoFirstStates],
  ["second", codeSecondStates],
] as const) {
  withCodes.describe(group.name, () => {
    withCodes.use({ setting });
    checkEach(withCodes, group);
  });
}

withRichSchema.describe(richStates.name, () => checkEach(withRichSchema, richStates));

withProvider.describe(providerStates.name, () => {
  checkEach(withProvider, providerStates);
});

withProvider.describe(wellKnownProviderStates.name, () => {
  const ids = ["google", "github-work", "microsoft", "apple", "slack", "linkedin", "acme"];
  withProvider.use({ withProvider: { name: "well-known-providers", overrides: wellKnownProviders(ids) } });
  checkEach(withProvider, wellKnownProviderStates);
});

withOAuth2.describe(oauth2States.name, () => {
  for (const state of oauth2States.states) {
    withOAuth2(titleOf(state), async ({ page, people, mailbox, stack, newVisitor, signedIn, oauth2 }) => {
      const at = { page, people, mailbox, stack, newVisitor, signedIn };
      await state.open({ ...at, oauth2 });
      await check(at, oauth2States, state);
    });
  }
});

test.describe(troubleStates.name, () => {
  for (const state of troubleStates.states) {
    test(titleOf(state), async ({ page, people, mailbox, stack, newVisitor, signedIn, trouble }) => {
      const at = { page, people, mailbox, stack, newVisitor, signedIn };
      await state.open({ ...at, trouble });
      await check(at, troubleStates, state);
    });
  }
});

withBroken.describe(brokenStates.name, () => {
  for (const state of brokenStates.states) {
    withBroken(
      titleOf(state),
      async ({ page, people, mailbox, stack, newVisitor, signedIn, broken, complaints }) => {
        const at = { page, people, mailbox, stack, newVisitor, signedIn };
        await state.open({ ...at, broken });
        await check(at, brokenStates, state);
        forgetFailure(complaints);
      },
    );
  }
});

function checkEach(run: Test, group: StateGroup): void {
  for (const state of group.states) {
    run(titleOf(state), async ({ page, people, mailbox, stack, newVisitor, signedIn }) => {
      const at = { page, people, mailbox, stack, newVisitor, signedIn };
      await state.open(at);
      await check(at, group, state);
    });
  }
}

function titleOf({ name }: { name: string }): string {
  return `it bars nobody: ${name}`;
}

type Named = Pick<State, "name" | "page" | "isOnce">;

async function check(
  { page }: AtHand,
  group: { name: string; states: Named[] },
  state: Named,
): Promise<void> {
  // A form that was just sent still shows the page before.
  await page.waitForFunction(
    () => document.readyState === "complete" && document.querySelector("[data-busy]") === null,
  );
  if (shotsFolder) {
    const number = String(group.states.indexOf(state) + 1).padStart(2, "0");
    await photograph(page, { group: group.name, name: `${number} ${state.name}`, isOnce: state.isOnce });
    return;
  }
  // The inbox is a page of the identity server.
  if (state.page !== "inbox") await expectWellFormed(page);
  await expectAccessible(page, `${group.name}: ${state.name}`);
}

/** One main region and one first heading, a title of the page's own, a language, no level of headings left out. */
async function expectWellFormed(page: AtHand["page"]): Promise<void> {
  await expect(page.getByRole("main")).toHaveCount(1);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page).toHaveTitle(/\S+.*[·|–-].*\S+|Foyer/);
  await expect(page.locator("html")).toHaveAttribute("lang", /^[a-z]{2}/);
  const levels = await page
    .locator("h1, h2, h3, h4, h5, h6")
    .evaluateAll((headings) => headings.map((heading) => Number(heading.tagName.slice(1))));
  levels.forEach((level, index) =>
    expect(level - (levels[index - 1] ?? 0), "no level is skipped").toBeLessThanOrEqual(1),
  );
}
