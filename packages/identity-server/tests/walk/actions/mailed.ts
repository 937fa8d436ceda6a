// Recovery and verification, by code or link as the walk's configuration says.
import fc from "fast-check";
import { isJsonObject } from "../../../src/json.js";
import type { Browser } from "../http.js";
import { settle } from "../invariants.js";
import { codeIn, linkIn, nextMail, openMailbox } from "../mails.js";
import { demand, pick, type Account, type Expected, type Flow, type Secret } from "../model.js";
import { isExpired, isFresh, mayUse } from "../rules.js";
import type { World } from "../world.js";
import { action, browserIndex, which, who } from "./action.js";

type Kind = "recovery" | "verification";
/** Of recovery and verification: always somebody's. */
type OwnSecret = Secret & { account: Account };

const kinds = fc.constantFrom<Kind[]>("recovery", "verification");

export const ask = action(
  "ask for a mail",
  8,
  fc.record({ kind: kinds, browser: browserIndex, who, again: fc.boolean() }),
  async (world, { kind, browser: index, who: whose, again }) => {
    const drawn = world.browsers[index];
    // Whoever is signed in needs no recovery.
    const isSignedOut = (each: Browser) => !world.sessionOf(each);
    const isDrawn = kind !== "recovery" || (drawn && isSignedOut(drawn));
    const browser = isDrawn ? drawn : (world.browsers.find(isSignedOut) ?? drawn);
    const email = world.emails[whose];
    if (!browser || email === undefined) return;
    const earlier = world.flows.findLast((flow) => flow.kind === kind && mayUse(world, browser, flow));
    const flow = again && earlier ? earlier : await world.start(browser, kind);
    if (!flow || !mayUse(world, browser, flow)) return;
    const account = world.account(email);
    const before = browser.session();
    const { proof } = world.setup;
    const template = proof === "code" ? `${kind}_code_valid` : `${kind}_valid`;
    const mailbox = await openMailbox(world, email, template);
    const answer = await world.submit(browser, flow, { method: proof, email });
    await settle(world, browser, before, { kind: "unchanged" });
    if (answer.status !== 200) return;
    for (const secret of world.secrets) if (secret.flow === flow) secret.isReplaced = true;
    if (!account) return;
    // Sign-up and changes of the address send verification mails, too, with flows of their own.
    const mail = await nextMail(world, mailbox, (text) => kind === "recovery" || text.includes(flow.id));
    world.secrets.push({
      kind,
      flow,
      email,
      account,
      value: proof === "link" ? linkIn(mail) : codeIn(mail),
      isUsed: false,
      isReplaced: false,
      sentAt: world.now,
    });
  },
);

export const useSecret = action(
  "use what a mail brought",
  12,
  fc.record({
    // The newest first: most of the older ones have been used.
    secret: fc.oneof(fc.constant(0), which),
    browser: fc.oneof(
      { weight: 3, arbitrary: fc.constant("own" as const) },
      { weight: 1, arbitrary: browserIndex },
    ),
    flow: fc.oneof({ weight: 5, arbitrary: fc.constant("own" as const) }, { weight: 1, arbitrary: which }),
    isTwice: fc.boolean(),
  }),
  async (world, drawn) => {
    const secret = pick(world.secrets.filter(isOwnSecret).reverse(), drawn.secret);
    if (!secret) return;
    const owner = world.browsers.find((browser) => browser.csrf() === secret.flow.csrf);
    const browser = drawn.browser === "own" ? owner : world.browsers[drawn.browser];
    if (!browser) return;
    if (world.setup.proof === "link") return openLink(world, browser, secret);
    const others = world.flows.filter(({ kind }) => kind === secret.kind);
    const flow = drawn.flow === "own" ? secret.flow : (pick(others, drawn.flow) ?? secret.flow);
    return enterCode(world, browser, flow, secret, drawn.isTwice ? 2 : 1);
  },
);

export const guess = action(
  "guess a code or link",
  2,
  fc.record({ browser: browserIndex, flow: which, code: fc.integer({ min: 0, max: 999_999 }) }),
  async (world, drawn) => {
    const browser = world.browsers[drawn.browser];
    const flow = pick(
      world.flows.filter(({ kind }) => kind === "recovery" || kind === "verification").reverse(),
      drawn.flow,
    );
    const code = String(drawn.code).padStart(6, "0");
    if (!browser || !flow || world.secrets.some(({ value }) => value === code)) return;
    const before = browser.session();
    if (world.setup.proof === "link") {
      await browser.send(world.public(`/self-service/${flow.kind}?flow=${flow.id}&token=${code}`));
    } else {
      await world.submit(browser, flow, { method: "code", code });
    }
    flow.tries += 1;
    await settle(world, browser, before, { kind: "unchanged" });
  },
);

/** Takes the proof of an address back, so that a code which is good twice would show. */
const unverify = action("take a verification back", 2, fc.record({ who }), async (world, drawn) => {
  const account = world.account(world.emails[drawn.who] ?? "");
  if (!account) return;
  const { status } = await world.admin("PATCH", `/identities/${account.id}`, [
    { op: "replace", path: "/verifiable_addresses/0/verified", value: false },
    { op: "replace", path: "/verifiable_addresses/0/status", value: "pending" },
  ]);
  demand(status === 200, () => `taking a verification back was answered with ${String(status)}`);
  account.isVerified = await isVerified(world, account);
});

async function enterCode(
  world: World,
  browser: Browser,
  flow: Flow,
  secret: OwnSecret,
  times: number,
): Promise<void> {
  const before = browser.session();
  const isGood = flow === secret.flow && isFresh(world, secret) && flow.tries < 5;
  const { account } = secret;
  const mayWork =
    secret.kind === "recovery"
      ? isGood && mayUse(world, browser, flow) && account.state === "active"
      : isGood && !flow.isOver && !isExpired(world, flow);
  const answers = await world.submitAtOnce(browser, flow, { method: "code", code: secret.value }, times);
  flow.tries += times;
  if (secret.kind === "verification") {
    const passed = answers.filter(({ body }) => body.state === "passed_challenge");
    demand(
      passed.length === (mayWork ? 1 : 0),
      () => `a verification code was good ${String(passed.length)} times`,
    );
    if (mayWork) account.isVerified = true;
    await settle(world, browser, before, { kind: "unchanged" });
  } else {
    const won = answers.filter(({ status }) => status === 422);
    demand(won.length === (mayWork ? 1 : 0), () => `a recovery code was good ${String(won.length)} times`);
    await settle(world, browser, before, recovered(account, mayWork));
    if (mayWork) endOthersByRecovery(world, account);
  }
  world.tally.note(`${secret.kind} code ${mayWork ? "used" : "refused"}`);
  if (mayWork) {
    secret.isUsed = true;
    flow.isOver = true;
    // Whoever brought the proof sees how it ended.
    flow.csrf = browser.csrf();
  }
  await checkVerified(world, account);
}

/** Links of mails are opened wherever the mail is read. */
async function openLink(world: World, browser: Browser, secret: OwnSecret): Promise<void> {
  const before = browser.session();
  const { account, flow } = secret;
  const isGood = isFresh(world, secret) && !flow.isOver && !isExpired(world, flow);
  const mayWork = isGood && (secret.kind === "verification" || account.state === "active");
  await browser.send(secret.value);
  await settle(world, browser, before, recovered(account, mayWork && secret.kind === "recovery"));
  world.tally.note(`${secret.kind} link ${mayWork ? "used" : "refused"}`);
  if (mayWork) {
    secret.isUsed = true;
    flow.isOver = true;
    // Whoever brought the proof sees how it ended.
    flow.csrf = browser.csrf();
    account.isVerified = true;
    if (secret.kind === "recovery") endOthersByRecovery(world, account);
  }
  await checkVerified(world, account);
}

function recovered(account: Account, isSo: boolean): Expected {
  return isSo ? { kind: "new", account } : { kind: "unchanged" };
}

/** A recovery proves the address; where it is configured so, it leaves nobody else signed in. */
function endOthersByRecovery(world: World, account: Account): void {
  account.isVerified = true;
  if (world.setup.revokes) world.endSessions(account, world.sessions.at(-1));
}

function isOwnSecret(secret: Secret): secret is OwnSecret {
  return (secret.kind === "recovery" || secret.kind === "verification") && secret.account !== undefined;
}

async function checkVerified(world: World, account: Account): Promise<void> {
  if (account.state === "deleted") return;
  const actual = await isVerified(world, account);
  demand(actual === account.isVerified, () => `${account.email}: verified is ${String(actual)}`);
}

async function isVerified(world: World, account: Account): Promise<boolean> {
  const { body } = await world.admin("GET", `/identities/${account.id}`);
  const [address] = Array.isArray(body.verifiable_addresses) ? body.verifiable_addresses : [];
  return isJsonObject(address) && address.verified === true;
}

export const mailedActions = [ask, useSecret, guess, unverify];
