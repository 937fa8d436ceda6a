// Passkeys to sign in and up with.
import fc from "fast-check";
import { settle } from "../invariants.js";
import { demand, pick, type Expected, type Key } from "../model.js";
import { nodeValue } from "../nodes.js";
import { expectedSignIn, mayUse, signedIn } from "../rules.js";
import type { World } from "../world.js";
import { action, browserIndex, chosenFlow, entryBrowser, flowChoice, idIn, which, who } from "./action.js";

export const signUpByPasskey = action(
  "sign up with a passkey",
  2,
  fc.record({ browser: browserIndex, who, flow: flowChoice, times: fc.constantFrom(1, 1, 2) }),
  async (world, drawn) => {
    const browser = entryBrowser(world, drawn);
    const email = world.emails[drawn.who] ?? "";
    const flow = browser && (await chosenFlow(world, browser, "registration", drawn.flow));
    if (!flow || flow.hasSent) return;
    const shown = await world.show(browser, flow);
    const options = shown && nodeValue(shown, "passkey_create_data");
    const made = options === undefined ? undefined : world.makeKey(options);
    const mayWork =
      made !== undefined &&
      mayUse(world, browser, flow) &&
      !world.sessionOf(browser) &&
      !world.account(email);
    const before = browser.session();
    const fields = { method: "passkey", traits: { email }, passkey_register: made?.answer ?? "{}" };
    const answers = await world.submitAtOnce(browser, flow, fields, drawn.times);
    const taken = answers.filter(({ status }) => status === 200);
    demand(taken.length === (mayWork ? 1 : 0), () => `a passkey signed up ${String(taken.length)} times`);
    if (!mayWork) return settle(world, browser, before, { kind: "unchanged" });
    flow.isOver = true;
    const account = world.addAccount(idIn(taken[0]?.body ?? {}), email, {});
    const key: Key = { name: made.name, owner: account };
    account.passkeys.push(key);
    world.keys.push(key);
    world.tally.note("sign-up by passkey");
    return settle(world, browser, before, { kind: "new", account });
  },
);

export const signInByPasskey = action(
  "sign in with a passkey",
  5,
  fc.record({
    browser: browserIndex,
    key: which,
    flow: flowChoice,
    isRefresh: fc.boolean(),
    isReplayed: fc.constantFrom(false, false, false, true),
    times: fc.constantFrom(1, 1, 2),
  }),
  async (world, drawn) => {
    const browser = entryBrowser(world, drawn);
    const { isRefresh } = drawn;
    const key = pick([...world.keys].reverse(), drawn.key);
    const flow = browser && (await chosenFlow(world, browser, "login", drawn.flow, { isRefresh }));
    if (!flow || !key) return;
    const shown = await world.show(browser, flow);
    const options = shown && nodeValue(shown, "passkey_challenge");
    const earlier = world.signatures.findLast((signature) => signature.key === key);
    const signature = drawn.isReplayed || options === undefined ? earlier : world.sign(key, flow, options);
    if (!signature) return;
    const owner = key.owner.passkeys.includes(key) ? key.owner : undefined;
    const isRight = signature.flow === flow && options !== undefined && isAsked(world, key, options);
    const before = browser.session();
    const expected: Expected = expectedSignIn(world, browser, flow, isRight ? owner : undefined);
    const answers = await world.submitAtOnce(
      browser,
      flow,
      { method: "passkey", passkey_login: signature.answer },
      drawn.times,
    );
    const taken = answers.filter(({ status }) => status === 200).length;
    demand(
      taken === (expected.kind === "unchanged" ? 0 : 1),
      () => `a passkey signed in ${String(taken)} times`,
    );
    if (owner && expected.kind !== "unchanged") signedIn(flow, owner);
    world.tally.note(`passkey ${taken === 0 ? "refused" : "taken"}`);
    await settle(world, browser, before, expected);
  },
);

/** Whether the form asks this key, by its name or because it asks any. */
function isAsked(world: World, key: Key, options: string): boolean {
  const { publicKey } = JSON.parse(options) as { publicKey: { allowCredentials?: { id: string }[] } };
  const allowed = publicKey.allowCredentials ?? [];
  return allowed.length === 0 || allowed.some(({ id }) => isNamed(world, key, id));
}

function isNamed(world: World, key: Key, id: string): boolean {
  return Buffer.from(id, "base64url").toString("hex") === world.formIdOf(key);
}

export const passkeyActions = [signUpByPasskey, signInByPasskey];
