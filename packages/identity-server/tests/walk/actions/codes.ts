// Codes by mail to sign in and up with.
import fc from "fast-check";
import type { JsonObject } from "../../../src/json.js";
import type { Browser } from "../http.js";
import { settle } from "../invariants.js";
import { codeIn, nextMail, openMailbox } from "../mails.js";
import { demand, pick, type Account, type Expected, type Flow, type Secret } from "../model.js";
import { expectedSignIn, isAdmitted, isFresh, mayUse, signedIn } from "../rules.js";
import type { World } from "../world.js";
import { action, browserIndex, chosenFlow, entryBrowser, flowChoice, idIn, which, who } from "./action.js";

const MAX_TRIES = 5;

type Kind = "login" | "registration";

export const askForCode = action(
  "ask for a code to get in",
  4,
  fc.record({
    kind: fc.constantFrom<Kind[]>("login", "registration"),
    browser: browserIndex,
    who,
    flow: flowChoice,
    isRefresh: fc.boolean(),
  }),
  async (world, drawn) => {
    const browser = entryBrowser(world, drawn);
    const email = world.emails[drawn.who] ?? "";
    const { kind, isRefresh } = drawn;
    const account = world.account(email);
    if (!browser || (kind === "login" && account?.state === "inactive")) return;
    const flow = await chosenFlow(world, browser, kind, drawn.flow, { isRefresh });
    if (!flow || flow.isSecond) return;
    const mayAsk =
      world.setup.codes === "first" && mayUse(world, browser, flow) && isOpenTo(world, browser, flow);
    const isSent = mayAsk && (kind === "registration" || account !== undefined);
    const mailbox = await openMailbox(world, email, `${kind}_code_valid`);
    const before = browser.session();
    const { status } = await world.submit(browser, flow, {
      method: "code",
      ...named(kind, email),
      ...(flow.hasSent && { resend: "code" }),
    });
    demand(status !== 200, () => "asking for a code was enough to get in");
    await settle(world, browser, before, { kind: "unchanged" });
    if (!isSent) return;
    const value = codeIn(await nextMail(world, mailbox));
    for (const secret of world.secrets) if (secret.flow === flow) secret.isReplaced = true;
    flow.hasSent = true;
    flow.shownEmail = email;
    world.secrets.push({
      kind,
      flow,
      email,
      account: kind === "login" ? account : undefined,
      value,
      isUsed: false,
      isReplaced: false,
      sentAt: world.now,
    });
  },
);

export const enterCode = action(
  "enter a code to get in",
  6,
  fc.record({
    secret: fc.oneof(fc.constant(0), fc.constant(0), which),
    browser: fc.oneof(
      { weight: 3, arbitrary: fc.constant("own" as const) },
      { weight: 1, arbitrary: browserIndex },
    ),
    flow: fc.oneof({ weight: 5, arbitrary: fc.constant("own" as const) }, { weight: 1, arbitrary: which }),
    /** First a code that is none. */
    isGuessed: fc.boolean(),
    times: fc.constantFrom(1, 1, 2),
  }),
  async (world, drawn) => {
    const secret = pick(world.secrets.filter(isEntry).reverse(), drawn.secret);
    if (!secret) return;
    const others = world.flows.filter(({ kind, hasSent }) => kind === secret.kind && hasSent).reverse();
    const flow = drawn.flow === "own" ? secret.flow : (pick(others, drawn.flow) ?? secret.flow);
    const owner = world.browsers.find((browser) => browser.csrf() === flow.csrf);
    const browser = drawn.browser === "own" ? owner : world.browsers[drawn.browser];
    if (!browser) return;
    const guess = "000000";
    if (drawn.isGuessed && secret.value !== guess) {
      await enter(world, browser, { flow, secret, value: guess, isRight: false, times: 1 });
    }
    const { value } = secret;
    await enter(world, browser, { flow, secret, value, isRight: flow === secret.flow, times: drawn.times });
  },
);

export interface Entry {
  flow: Flow;
  secret: Secret;
  value: string;
  isRight: boolean;
  times: number;
}

/** Enters a code, or what is none, and holds the answer against the rules. */
export async function enter(world: World, browser: Browser, entry: Entry): Promise<void> {
  const { flow, secret, value, times } = entry;
  const kind: Kind = secret.kind === "login" ? "login" : "registration";
  const known = world.account(secret.email);
  const isTried =
    mayUse(world, browser, flow) &&
    isOpenTo(world, browser, flow) &&
    (kind === "registration" || known !== undefined);
  const isRight = entry.isRight && isTried && isFresh(world, secret) && flow.tries < MAX_TRIES;
  const before = browser.session();
  const sessionBefore = world.sessionOf(browser);
  const isShown = flow.shownEmail === secret.email;
  const owner = isRight && secret.account === known ? known : undefined;
  const expectedLogin = expectedSignIn(world, browser, flow, owner);
  const answers = await world.submitAtOnce(
    browser,
    flow,
    { method: "code", code: value, ...named(kind, secret.email) },
    times,
  );
  if (isTried) flow.tries += times;
  if (isTried && kind === "registration") flow.shownEmail = secret.email;

  const taken = answers.filter(({ status }) => status === 200);
  let expected: Expected = { kind: "unchanged" };
  if (kind === "registration") {
    const mayWork = isRight && isShown && known === undefined;
    demandTaken(taken.length, mayWork);
    if (mayWork) {
      const account = world.addAccount(idIn(taken[0]?.body ?? {}), secret.email, { isVerified: true });
      expected = { kind: "new", account };
      use(flow, secret, account);
    } else if (isRight && isShown) {
      // The address has an owner: this form leads nowhere any more.
      flow.isOver = true;
    }
  } else if (flow.isSecond) {
    const mayWork = isRight && sessionBefore !== undefined && secret.account === sessionBefore.account;
    demandTaken(taken.length, mayWork);
    if (mayWork && sessionBefore) {
      expected = { kind: "raised", session: sessionBefore, factor: "second" };
      use(flow, secret, sessionBefore.account);
    }
  } else {
    expected = expectedLogin;
    demandTaken(taken.length, expected.kind !== "unchanged");
    if (owner && expected.kind !== "unchanged") use(flow, secret, owner);
  }
  world.tally.note(`${kind} code ${expected.kind === "unchanged" ? "refused" : "taken"}`);
  await settle(world, browser, before, expected);
}

function demandTaken(times: number, mayWork: boolean): void {
  demand(times === (mayWork ? 1 : 0), () => `a code to get in was taken ${String(times)} times`);
}

function use(flow: Flow, secret: Secret, account: Account): void {
  secret.isUsed = true;
  account.isVerified = true;
  if (flow.kind === "login" && !flow.isSecond) signedIn(flow, account);
  else flow.isOver = true;
}

/** How a form names whom it is about. */
function named(kind: Kind, email: string): JsonObject {
  return kind === "login" ? { identifier: email } : { traits: { email } };
}

function isOpenTo(world: World, browser: Browser, flow: Flow): boolean {
  return flow.kind === "login" ? isAdmitted(world, browser, flow) : !world.sessionOf(browser);
}

function isEntry({ kind }: Secret): boolean {
  return kind === "login" || kind === "registration";
}

export const codeActions = [askForCode, enterCode];
