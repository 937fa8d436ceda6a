// Codes and links: wrong ones, those of others, older ones, used ones, and those whose time is over.
import { action } from "../actions/action.js";
import { enter, enterCode } from "../actions/codes.js";
import { ask, guess, useSecret } from "../actions/mailed.js";
import { signOut } from "../actions/sessions.js";
import { lifespans } from "../config.js";
import { demand, type Secret } from "../model.js";
import type { Newcomer, World } from "../world.js";
import { always, newAbsentee, newest, sendEntryCode, type EntryKind } from "./people.js";

const second = 1_000;
const entryKinds = ["registration", "login"] as const;
const mailedKinds = ["verification", "recovery"] as const;

/** Whoever begins a sign-in has an account, whoever signs up has none. */
function personFor(world: World, kind: EntryKind): Promise<Newcomer> {
  return kind === "login" ? newAbsentee(world) : Promise.resolve(world.welcome());
}

const wrong = action("enter wrong codes before the right one", 1, always, async (world) => {
  for (const kind of entryKinds) {
    const person = await personFor(world, kind);
    const older = await sendEntryCode(world, person, kind);
    const other = await sendEntryCode(world, await personFor(world, kind), kind);
    if (!older || !other) continue;
    const right = await sendAnew(world, person, older);
    const browser = world.browsers[person.browser];
    for (const { value } of [older, other]) {
      if (!browser || value === right.value) continue;
      await enter(world, browser, { flow: right.flow, secret: right, value, isRight: false, times: 1 });
    }
    const entry = { secret: newest, browser: "own" as const, flow: "own" as const };
    await enterCode.run(world, { ...entry, isGuessed: true, times: 2 });
    await signOut.run(world, person);
    await enterCode.run(world, { ...entry, isGuessed: false, times: 1 });
  }
  const person = await newAbsentee(world);
  for (const kind of mailedKinds) {
    await ask.run(world, { ...person, kind, again: false });
    await ask.run(world, { ...person, kind, again: true });
    await guess.run(world, { ...person, flow: newest, code: 123_456 });
    const use = { browser: "own" as const, flow: "own" as const, isTwice: false };
    await useSecret.run(world, { ...use, secret: 1 });
    await useSecret.run(world, { ...use, secret: newest, isTwice: true });
    await signOut.run(world, person);
    await useSecret.run(world, { ...use, secret: newest });
  }
});

/** One more code of the same form. */
async function sendAnew(world: World, person: Newcomer, { kind, flow }: Secret): Promise<Secret> {
  const choice = [...world.flows].reverse().filter((each) => each.kind === flow.kind);
  const secret =
    kind === "login" || kind === "registration"
      ? await sendEntryCode(world, person, kind, choice.indexOf(flow))
      : undefined;
  demand(secret !== undefined, () => `no other code of a ${kind} came`);
  return secret;
}

const late = action("enter codes when their time is over", 1, always, async (world) => {
  const late: (() => Promise<void>)[] = [];
  for (const kind of entryKinds) {
    const secret = await sendEntryCode(world, await personFor(world, kind), kind);
    if (!secret) continue;
    late.push(async () => {
      const browser = world.browsers.find((each) => each.csrf() === secret.flow.csrf);
      const { flow, value } = secret;
      if (browser) await enter(world, browser, { flow, secret, value, isRight: true, times: 1 });
    });
  }
  const person = await newAbsentee(world);
  for (const kind of mailedKinds) {
    await ask.run(world, { ...person, kind, again: false });
    const secret = world.secrets.at(-1);
    const ownOnes = () =>
      world.secrets.filter((each) => mailedKinds.some((own) => own === each.kind)).reverse();
    late.push(() =>
      useSecret.run(world, {
        secret: ownOnes().findIndex((each) => each === secret),
        browser: "own",
        flow: "own",
        isTwice: false,
      }),
    );
  }
  // The forms go on for longer than what was sent for them.
  world.wait(lifespans.secret + second);
  for (const enterLate of late) await enterLate();
});

export const codeSituations = [wrong, late];
