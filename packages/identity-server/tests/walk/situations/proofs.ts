// Who proves what: another account than the provider told of, a factor twice, and the second factor left out.
import fc from "fast-check";
import { action } from "../actions/action.js";
import { leaveFlow, signIn, signInAgain } from "../actions/entry.js";
import { addKey } from "../actions/factors.js";
import { signInByPasskey } from "../actions/passkeys.js";
import { prove } from "../actions/second.js";
import { changePassword } from "../actions/settings.js";
import { checkPerson } from "../invariants.js";
import {
  accountOf,
  comeByProvider,
  newAbsentee,
  newest,
  newPerson,
  secondFactors,
  setUpSecondFactor,
  signedInElsewhere,
} from "./people.js";

const otherAccount = action(
  "prove another account than the provider told of",
  1,
  fc.record({ proof: fc.constantFrom("password" as const, "passkey" as const) }),
  async (world, { proof }) => {
    const told = await newAbsentee(world);
    const other = await newPerson(world);
    await addKey(world, { ...other, flow: "new", kind: "passkeys", times: 1 });
    const stranger = world.another(told);
    await comeByProvider(world, stranger);
    const form = { browser: stranger.browser, flow: newest };
    if (proof === "password") {
      await signIn.run(world, { ...form, who: other.who, password: "right" });
    } else {
      await signInByPasskey.run(world, {
        ...form,
        key: newest,
        isRefresh: false,
        isReplayed: false,
        times: 1,
      });
    }
    await checkPerson(world, accountOf(world, other));
    await signIn.run(world, { ...form, who: told.who, password: "wrong" });
    await signIn.run(world, { ...form, who: told.who, password: "right" });
    await checkPerson(world, accountOf(world, told));
  },
);

const usedFactor = action(
  "prove a second factor with what was used",
  1,
  fc.record({ index: fc.nat({ max: 11 }) }),
  async (world, { index }) => {
    for (const factor of secondFactors) {
      const person = await newPerson(world);
      // First, so that it is an account of one factor when this session begins.
      const elsewhere = await signedInElsewhere(world, person);
      await setUpSecondFactor(world, person, factor);
      const proof = { flow: "new" as const, isRefresh: false, factor: 0, index, isRepeated: true };
      await prove.run(world, { ...elsewhere, ...proof, quality: "fresh", times: 2 });
      const third = await signedInElsewhere(world, person);
      await prove.run(world, { ...third, ...proof, quality: "used", times: 1 });
      await prove.run(world, { ...third, ...proof, quality: "foreign", times: 1 });
    }
  },
);

const oneFactor = action(
  "prove one factor twice",
  1,
  fc.record({ isPasskey: fc.boolean() }),
  async (world, { isPasskey }) => {
    const person = await newPerson(world);
    await addKey(world, { ...person, flow: "new", kind: "passkeys", times: 1 });
    const elsewhere = await signedInElsewhere(world, person);
    const signature = { key: newest, flow: "new" as const, isReplayed: false, times: 1 as const };
    if (isPasskey) await signInByPasskey.run(world, { ...elsewhere, ...signature, isRefresh: true });
    else await signInAgain.run(world, { ...elsewhere, isLeft: false });
  },
);

const withoutSecond = action(
  "change something without the second factor",
  1,
  fc.record({ factor: fc.constantFrom(...secondFactors) }),
  async (world, { factor }) => {
    const person = await newPerson(world);
    const elsewhere = await signedInElsewhere(world, person);
    // A form of a time when there was no second factor.
    await leaveFlow.run(world, { ...elsewhere, kind: "settings" });
    await setUpSecondFactor(world, person, factor);
    const settings = world.flows.filter(({ kind }) => kind === "settings").reverse();
    const form = settings.findIndex(({ csrf }) => csrf === world.browsers[elsewhere.browser]?.csrf());
    await changePassword.run(world, { ...elsewhere, flow: form });
  },
);

export const proofSituations = [otherAccount, usedFactor, oneFactor, withoutSecond];
