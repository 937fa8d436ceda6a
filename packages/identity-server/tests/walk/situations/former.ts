// What was good before: passwords, passkeys, sessions, accounts.
import fc from "fast-check";
import { action } from "../actions/action.js";
import { signIn, signInNative } from "../actions/entry.js";
import { addKey, removeKey } from "../actions/factors.js";
import { ask, useSecret } from "../actions/mailed.js";
import { signInByPasskey } from "../actions/passkeys.js";
import { changePassword } from "../actions/settings.js";
import {
  deleteAccount,
  endByAdmin,
  endOne,
  endOthers,
  signOut,
  signOutNative,
  switchAccount,
} from "../actions/sessions.js";
import { checkSome } from "../invariants.js";
import type { World } from "../world.js";
import { accountOf, always, newAbsentee, newest, newPerson, signedInElsewhere } from "./people.js";

const password = action("try the password of before", 1, always, async (world) => {
  const person = await newPerson(world);
  await signInNative.run(world, { ...person, password: "right" });
  await signedInElsewhere(world, person);
  await changePassword.run(world, { ...person, flow: "new" });
  await checkSome(world);
  const elsewhere = world.another(person);
  await signInNative.run(world, { ...person, password: "former" });
  await signIn.run(world, { ...elsewhere, flow: "new", password: "former" });
  await signIn.run(world, { ...elsewhere, flow: "new", password: "right" });
});

const passkey = action("sign in with a passkey that was removed", 1, always, async (world) => {
  const person = await newPerson(world);
  await addKey(world, { ...person, flow: "new", kind: "passkeys", times: 1 });
  const key = world.keys.length - 1;
  const elsewhere = world.another(person);
  const entry = { ...elsewhere, key: newest, isRefresh: false, times: 1 as const };
  await signInByPasskey.run(world, { ...entry, flow: "new", isReplayed: false });
  await signOut.run(world, elsewhere);
  await removeKey.run(world, { ...person, flow: "new", key });
  await signInByPasskey.run(world, { ...entry, flow: "new", isReplayed: false });
});

const recovery = action("recover an account that others are signed in to", 1, always, async (world) => {
  const person = await newPerson(world);
  await signInNative.run(world, { ...person, password: "right" });
  const elsewhere = world.another(person);
  await ask.run(world, { ...elsewhere, kind: "recovery", again: false });
  await useSecret.run(world, { secret: newest, browser: elsewhere.browser, flow: "own", isTwice: false });
});

const account = action(
  "sign in to an account that was switched off",
  1,
  fc.record({ isDeleted: fc.boolean() }),
  async (world, { isDeleted }) => {
    const person = await newPerson(world);
    await addKey(world, { ...person, flow: "new", kind: "passkeys", times: 1 });
    await (isDeleted ? deleteAccount : switchAccount).run(world, person);
    await checkSome(world);
    const elsewhere = world.another(person);
    await signInNative.run(world, { ...person, password: "right" });
    await signIn.run(world, { ...elsewhere, flow: "new", password: "right" });
    await signInByPasskey.run(world, {
      ...elsewhere,
      key: newest,
      flow: "new",
      isRefresh: false,
      isReplayed: false,
      times: 1,
    });
    await ask.run(world, { ...elsewhere, kind: "recovery", again: false });
    if (isDeleted) return;
    await useSecret.run(world, { secret: newest, browser: elsewhere.browser, flow: "own", isTwice: false });
    await switchAccount.run(world, person);
  },
);

/** Sessions that were asked for a moment ago, so that the server knows them by heart. */
const sessions = action("end sessions in every way", 1, always, async (world) => {
  const others = await newAbsentee(world);
  await signIn.run(world, { ...others, flow: "new", password: "right" });
  const ways = [endOneOfTwo, endAllOthers, endNative, endOneAsAdmin, endAllAsAdmin, leave];
  for (const way of ways) {
    const person = await newPerson(world);
    await signInNative.run(world, { ...person, password: "right" });
    await checkSome(world);
    await way(world, person);
    await checkSome(world);
  }
});

type Way = (world: World, person: { browser: number; who: number }) => Promise<void>;

/** The credentials of somebody, the oldest first. */
function ownOnes(world: World, person: { browser: number; who: number }) {
  const account = accountOf(world, person);
  const own = world.credentials.filter(({ session }) => session.account === account);
  const [browser, native] = own;
  if (!browser || !native) throw new Error("there are no two sessions");
  return { browser, native };
}

const endOneOfTwo: Way = (world, person) => {
  const { browser, native } = ownOnes(world, person);
  return endOne.run(world, { credential: browser, session: world.sessions.indexOf(native.session) });
};
const endAllOthers: Way = (world, person) =>
  endOthers.run(world, { credential: ownOnes(world, person).native });
const endNative: Way = (world, person) =>
  signOutNative.run(world, { credential: ownOnes(world, person).native });
const endOneAsAdmin: Way = (world, person) => {
  const { session } = ownOnes(world, person).browser;
  return endByAdmin.run(world, { session: world.sessions.indexOf(session), all: false });
};
const endAllAsAdmin: Way = (world, person) => {
  const { session } = ownOnes(world, person).browser;
  return endByAdmin.run(world, { session: world.sessions.indexOf(session), all: true });
};
const leave: Way = (world, person) => signOut.run(world, person);

export const formerSituations = [password, passkey, recovery, account, sessions];
