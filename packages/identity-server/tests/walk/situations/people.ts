// Somebody new for every situation, so that each is in reach whatever has come before.
import fc from "fast-check";
import { askForCode } from "../actions/codes.js";
import { signIn, signUp } from "../actions/entry.js";
import { addKey, makeBackupCodes, setUpTotp } from "../actions/factors.js";
import { depart } from "../actions/providers.js";
import { signOut } from "../actions/sessions.js";
import { demand, type Account, type Secret } from "../model.js";
import type { Newcomer, World } from "../world.js";

/** For situations that have no variants. */
export const always = fc.constant({});

/** Somebody new, signed up with a password, and signed in. */
export async function newPerson(world: World): Promise<Newcomer> {
  const person = world.welcome();
  await signUp.run(world, { ...person, flow: "new" });
  return person;
}

/** Somebody new, who has an account with a password, and is signed in nowhere. */
export async function newAbsentee(world: World): Promise<Newcomer> {
  const person = await newPerson(world);
  await signOut.run(world, person);
  return person;
}

/** The same person, signed in on one more browser, with the password alone. */
export async function signedInElsewhere(world: World, person: Newcomer): Promise<Newcomer> {
  const elsewhere = world.another(person);
  await signIn.run(world, { ...elsewhere, flow: "new", password: "right" });
  return elsewhere;
}

export function accountOf(world: World, { who }: Newcomer): Account {
  const account = world.account(world.emails[who] ?? "");
  demand(account !== undefined, () => `nobody signed up with ${String(world.emails[who])}`);
  return account;
}

/** Goes to the provider as the person, and is not back yet. */
export function leaveForProvider(
  world: World,
  person: Newcomer,
  kind: "login" | "registration" | "settings" = "login",
  { comesBack = false } = {},
): Promise<void> {
  return depart.run(world, {
    ...person,
    kind,
    flow: "new",
    isRefresh: false,
    subject: person.who,
    isVerified: true,
    thief: undefined,
    comesBack,
    isRepeated: false,
  });
}

/** Goes to the provider and comes back as the person, which signs up whoever is not known there. */
export function comeByProvider(world: World, person: Newcomer): Promise<void> {
  return leaveForProvider(world, person, "login", { comesBack: true });
}

export const secondFactors = ["totp", "backup code", "key"] as const;
export type SecondFactor = (typeof secondFactors)[number];

export async function setUpSecondFactor(world: World, person: Newcomer, factor: SecondFactor): Promise<void> {
  const form = { ...person, flow: "new" as const };
  switch (factor) {
    case "totp":
      return setUpTotp(world, { ...form, offset: -1, times: 1 });
    case "backup code":
      return makeBackupCodes(world, { ...form, isLeft: false });
    case "key":
      return addKey(world, { ...form, kind: "keys", times: 1 });
  }
}

export type EntryKind = "login" | "registration";

/** @returns the code that was sent; undefined where codes are no way in */
export async function sendEntryCode(
  world: World,
  person: Newcomer,
  kind: EntryKind,
  flow: number | "new" = "new",
): Promise<Secret | undefined> {
  const before = world.secrets.length;
  await askForCode.run(world, { ...person, kind, flow, isRefresh: false });
  return world.secrets[before];
}

/** Of those that actions choose from: the newest. */
export const newest = 0;
