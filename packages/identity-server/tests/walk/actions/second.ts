// The second factor at sign-in: an authenticator app, a backup code, a security key, a code by mail.
import fc from "fast-check";
import { totpCode } from "../../../../../tests/contract/lib/totp.js";
import type { JsonObject } from "../../../src/json.js";
import type { Browser } from "../http.js";
import { settle } from "../invariants.js";
import { codeIn, nextMail, openMailbox } from "../mails.js";
import { demand, pick, type Account, type Expected, type Flow } from "../model.js";
import { nodeValue } from "../nodes.js";
import { isAdmitted, mayUse } from "../rules.js";
import { freshOffset, stepAt, usedOffset, useStep } from "../totp.js";
import type { World } from "../world.js";
import { action, browserIndex, chosenFlow, flowChoice, which } from "./action.js";

const STEP_MS = 30_000;

/** What somebody shows as a second factor. */
interface Proof {
  fields: JsonObject;
  /** Whether it proves this account, where the flow asks for it. */
  isRight: boolean;
  /** What its success uses up. */
  use: () => void;
}

const qualities = ["fresh", "fresh", "used", "foreign"] as const;
type Quality = (typeof qualities)[number];

export const prove = action(
  "prove a second factor",
  10,
  fc.record({
    browser: browserIndex,
    flow: flowChoice,
    isRefresh: fc.boolean(),
    factor: which,
    quality: fc.constantFrom(...qualities),
    index: which,
    times: fc.constantFrom(1, 1, 2),
    isRepeated: fc.boolean(),
  }),
  async (world, drawn) => {
    // Most often somebody who is signed in; without a session, no flow asks for a second factor.
    const signedIn = world.browsers.filter((each) => world.sessionOf(each));
    const own = world.browsers[drawn.browser];
    const isFit = drawn.flow !== "new" || (own && world.sessionOf(own));
    const browser = isFit ? own : pick(signedIn, drawn.browser);
    const { isRefresh } = drawn;
    const flow =
      browser && (await chosenFlow(world, browser, "login", drawn.flow, { isRefresh, isSecond: true }));
    if (!flow) return;
    // Without a session it is somebody who knows all about an account but its first factor.
    const account = world.sessionOf(browser)?.account ?? pick(world.accounts, drawn.index);
    if (!account) return;
    // Mostly one of those that the account has; none is asked for where it has none.
    const factor = pick(factorsOf(world, account), drawn.factor) ?? "totp";
    const proof = await proofOf(world, browser, flow, account, { ...drawn, factor });
    if (!proof) return;
    const isTaken = await submit(world, browser, flow, proof, factor, drawn.times);
    if (!isTaken || !drawn.isRepeated) return;
    // What was good once, in another form of the same person.
    const again = await world.start(browser, "login", { isSecond: true, isRefresh: true });
    if (again) await submit(world, browser, again, { ...proof, isRight: false }, `${factor} again`, 1);
  },
);

/** Sends a proof, and holds its answer against the rules. @returns whether it was taken */
async function submit(
  world: World,
  browser: Browser,
  flow: Flow,
  { fields, isRight, use }: Proof,
  name: string,
  times: number,
): Promise<boolean> {
  const before = browser.session();
  const session = world.sessionOf(browser);
  const mayWork =
    session !== undefined &&
    flow.isSecond &&
    isRight &&
    mayUse(world, browser, flow) &&
    isAdmitted(world, browser, flow);
  const answers = await world.submitAtOnce(browser, flow, fields, times);
  const taken = answers.filter(({ status }) => status === 200).length;
  demand(taken === (mayWork ? 1 : 0), () => `a second factor (${name}) was taken ${String(taken)} times`);
  const expected: Expected = mayWork ? { kind: "raised", session, factor: "second" } : { kind: "unchanged" };
  if (mayWork) {
    flow.isOver = true;
    use();
  }
  world.tally.note(`${name} ${mayWork ? "taken" : "refused"}`);
  await settle(world, browser, before, expected);
  return mayWork;
}

function factorsOf(world: World, { totp, backupCodes, keys }: Account): string[] {
  return [
    ...(totp ? ["totp"] : []),
    ...(backupCodes.length > 0 ? ["backup code"] : []),
    ...(keys.length > 0 ? ["key"] : []),
    ...(world.setup.codes === "second" ? ["mail"] : []),
  ];
}

function proofOf(
  world: World,
  browser: Browser,
  flow: Flow,
  account: Account,
  { factor, quality, index }: { factor: string; quality: Quality; index: number },
): Proof | undefined | Promise<Proof | undefined> {
  const others = world.accounts.filter((other) => other !== account);
  const owners = quality === "foreign" ? others : [account];
  switch (factor) {
    case "totp":
      return totpProof(world, owners, quality);
    case "backup code":
      return backupCodeProof(owners, quality, index);
    case "key":
      return keyProof(world, browser, flow, account, quality, index);
    default:
      return mailProof(world, browser, flow, account);
  }
}

function totpProof(world: World, owners: Account[], quality: Quality): Proof | undefined {
  const totp = owners.find((owner) => owner.totp)?.totp;
  if (!totp) return undefined;
  if (quality === "fresh" && freshOffset(totp, world.now) === undefined) world.wait(STEP_MS);
  const offset = (quality === "used" ? usedOffset : freshOffset)(totp, world.now);
  if (offset === undefined) return undefined;
  const step = stepAt(world.now) + offset;
  return {
    fields: { method: "totp", totp_code: totpCode(totp.secret, offset, world.now) },
    isRight: quality === "fresh",
    use: () => {
      useStep(totp, step);
    },
  };
}

function backupCodeProof(owners: Account[], quality: Quality, index: number): Proof | undefined {
  const codes = owners.flatMap(({ backupCodes }) => backupCodes);
  const chosen = pick(
    codes.filter(({ isUsed }) => isUsed === (quality === "used")),
    index,
  );
  if (!chosen) return undefined;
  return {
    fields: { method: "lookup_secret", lookup_secret: chosen.code },
    isRight: quality === "fresh",
    use: () => {
      chosen.isUsed = true;
    },
  };
}

/** `used`: signed for another form; `foreign`: by a key that is not the account's, or not any more. */
async function keyProof(
  world: World,
  browser: Browser,
  flow: Flow,
  account: Account,
  quality: Quality,
  index: number,
): Promise<Proof | undefined> {
  const shown = await world.show(browser, flow);
  const options = shown && nodeValue(shown, "webauthn_login_trigger");
  const isOwn = quality !== "foreign";
  const key = pick(isOwn ? account.keys : world.keys.filter((other) => !account.keys.includes(other)), index);
  if (!key || options === undefined) return undefined;
  const earlier = world.signatures.findLast((each) => each.key === key && each.flow !== flow);
  const signature = quality === "used" ? earlier : world.sign(key, flow, options);
  if (!signature) return undefined;
  const { allowCredentials = [] } = (
    JSON.parse(options) as { publicKey: { allowCredentials?: { id: string }[] } }
  ).publicKey;
  const isAsked = allowCredentials.some(
    ({ id }) => Buffer.from(id, "base64url").toString("hex") === world.formIdOf(key),
  );
  return {
    fields: { method: "webauthn", identifier: account.email, webauthn_login: signature.answer },
    isRight: quality === "fresh" && isAsked,
    use: () => undefined,
  };
}

/** Asks for a code by mail, where the form has not sent one by itself, and reads it. */
async function mailProof(
  world: World,
  browser: Browser,
  flow: Flow,
  account: Account,
): Promise<Proof | undefined> {
  const mayAsk =
    world.setup.codes === "second" &&
    flow.isSecond &&
    world.sessionOf(browser) !== undefined &&
    mayUse(world, browser, flow) &&
    isAdmitted(world, browser, flow);
  if (!mayAsk) return { fields: { method: "code", code: "000000" }, isRight: false, use: () => undefined };
  const mailbox = await openMailbox(world, account.email, "login_code_valid");
  await world.submit(browser, flow, {
    method: "code",
    address: account.email,
    ...(flow.hasSent && { resend: "code" }),
  });
  const code = codeIn(await nextMail(world, mailbox));
  for (const secret of world.secrets) if (secret.flow === flow) secret.isReplaced = true;
  flow.hasSent = true;
  const secret = {
    kind: "login" as const,
    flow,
    email: account.email,
    account,
    value: code,
    isUsed: false,
    isReplaced: false,
    sentAt: world.now,
  };
  world.secrets.push(secret);
  return {
    fields: { method: "code", code },
    isRight: true,
    use: () => {
      secret.isUsed = true;
      account.isVerified = true;
    },
  };
}

export const secondFactorActions = [prove];
