// What belongs to one browser, carried into another.
import fc from "fast-check";
import { action } from "../actions/action.js";
import { enterCode } from "../actions/codes.js";
import { leaveFlow, lookAtFlow, signIn, signUp } from "../actions/entry.js";
import { ask, useSecret } from "../actions/mailed.js";
import { returnFrom } from "../actions/providers.js";
import { changePassword } from "../actions/settings.js";
import { signOut } from "../actions/sessions.js";
import type { World } from "../world.js";
import {
  always,
  comeByProvider,
  leaveForProvider,
  newAbsentee,
  newest,
  newPerson,
  sendEntryCode,
} from "./people.js";

/** Who comes, and from which form; only a sign-in that is one, and a sign-up that is one, end that form. */
const comings = [
  ["unknown", "registration"],
  ["unknown", "login"],
  ["known to the provider", "registration"],
  ["known to the provider", "login"],
  ["known by the address", "login"],
] as const;

/** Whoever gets hold of the address that leads back from the provider does not get in with it, nor anything linked. */
const wayBack = action(
  "carry the way back from the provider into another browser",
  1,
  fc.record({ hasLeftToo: fc.boolean(), isSignedIn: fc.boolean() }),
  async (world, drawn) => {
    for (const [origin, kind] of comings) {
      const owner = origin === "known by the address" ? await newAbsentee(world) : world.welcome();
      if (origin === "known to the provider") {
        await comeByProvider(world, owner);
        await signOut.run(world, owner);
      }
      await carryBack(world, owner, kind, drawn.hasLeftToo);
    }
    await carryBack(world, await newPerson(world), "settings", drawn.hasLeftToo, drawn.isSignedIn);
  },
);

async function carryBack(
  world: World,
  owner: { browser: number; who: number },
  kind: "login" | "registration" | "settings",
  hasLeftToo: boolean,
  isSignedIn = false,
): Promise<void> {
  const other = isSignedIn ? await newPerson(world) : world.welcome();
  if (hasLeftToo) await leaveForProvider(world, other, isSignedIn ? "settings" : "login");
  await leaveForProvider(world, owner, kind);
  await returnFrom.run(world, { departure: newest, browser: other.browser });
  await returnFrom.run(world, { departure: newest, browser: "own" });
  // Once is once, and what was good is good for nobody now.
  await returnFrom.run(world, { departure: newest, browser: other.browser });
  if (kind === "settings") return;
  await signOut.run(world, owner);
  await returnFrom.run(world, { departure: newest, browser: "own" });
}

const form = action("carry a form into another browser", 1, always, async (world) => {
  const absentee = await newAbsentee(world);
  const other = world.welcome();
  await leaveFlow.run(world, { ...absentee, kind: "login" });
  await lookAtFlow.run(world, { ...other, flow: newest });
  await signIn.run(world, { browser: other.browser, who: absentee.who, flow: newest, password: "right" });

  await leaveFlow.run(world, { ...absentee, kind: "registration" });
  await lookAtFlow.run(world, { ...other, flow: newest });
  await signUp.run(world, { ...other, flow: newest });

  // Somebody who is signed in, and may change an account of their own.
  const person = await newPerson(world);
  const thief = await newPerson(world);
  await leaveFlow.run(world, { ...person, kind: "settings" });
  await lookAtFlow.run(world, { ...thief, flow: newest });
  await changePassword.run(world, { ...thief, flow: newest });
});

const code = action("carry a code into another browser", 1, always, async (world) => {
  const absentee = await newAbsentee(world);
  const newcomer = world.welcome();
  const other = world.welcome();
  for (const [person, kind] of [
    [absentee, "login"],
    [newcomer, "registration"],
  ] as const) {
    await sendEntryCode(world, person, kind);
    const entry = { secret: newest, flow: "own" as const, isGuessed: false, times: 1 as const };
    await enterCode.run(world, { ...entry, browser: other.browser });
    await enterCode.run(world, { ...entry, browser: "own" });
    await signOut.run(world, person);
  }
  for (const kind of ["verification", "recovery"] as const) {
    await ask.run(world, { ...absentee, kind, again: false });
    const use = { secret: newest, flow: "own" as const, isTwice: false };
    await useSecret.run(world, { ...use, browser: other.browser });
    await useSecret.run(world, { ...use, browser: "own" });
  }
});

export const elsewhereSituations = [wayBack, form, code];
