// Whoever has one way to sign in keeps it, also when two are removed at once.
import { action } from "../actions/action.js";
import { addKey, removeKey } from "../actions/factors.js";
import { signUpByPasskey } from "../actions/passkeys.js";
import { unlink } from "../actions/providers.js";
import { providerId } from "../config.js";
import { checkPerson } from "../invariants.js";
import { demand, type Key } from "../model.js";
import { countFirstFactors } from "../rules.js";
import type { Newcomer, World } from "../world.js";
import { accountOf, always, comeByProvider } from "./people.js";

const lastOne = action("remove the last way to sign in", 1, always, async (world) => {
  const byProvider = world.welcome();
  await comeByProvider(world, byProvider);
  await unlink.run(world, { ...byProvider, flow: "new" });
  await checkPerson(world, accountOf(world, byProvider));

  const byPasskey = world.welcome();
  await signUpByPasskey.run(world, { ...byPasskey, flow: "new", times: 1 });
  await removeKey.run(world, { ...byPasskey, flow: "new", key: world.keys.length - 1 });
  await checkPerson(world, accountOf(world, byPasskey));
});

const lastTwo = action("remove the last two ways to sign in at once", 1, always, async (world) => {
  for (const first of ["provider", "passkey"] as const) {
    const person = world.welcome();
    await comeByProvider(world, person);
    await addKey(world, { ...person, flow: "new", kind: "passkeys", times: 1 });
    const key = world.keys.at(-1);
    if (key) await removeBoth(world, person, key, first);
    await checkPerson(world, accountOf(world, person));
  }
});

async function removeBoth(
  world: World,
  person: Newcomer,
  key: Key,
  first: "provider" | "passkey",
): Promise<void> {
  const browser = world.browsers[person.browser];
  const account = accountOf(world, person);
  const forms = browser && [await world.start(browser, "settings"), await world.start(browser, "settings")];
  const [form, other] = forms ?? [];
  if (!browser || !form || !other) throw new Error("nobody can change anything");
  const unlinking = { unlink: providerId };
  const removing = { method: "passkey", passkey_remove: world.formIdOf(key) };
  const [sooner, later] = first === "provider" ? [unlinking, removing] : [removing, unlinking];
  const answers = await Promise.all([
    world.submit(browser, form, sooner),
    world.submit(browser, other, later),
  ]);
  const [unlinked, removed] = first === "provider" ? answers : answers.toReversed();
  if (unlinked?.status === 200) account.subjects.clear();
  if (removed?.status === 200) account.passkeys = [];
  demand(countFirstFactors(world, account) > 0, () => `${account.email} has no way to sign in any more`);
  demand(
    answers.some(({ status }) => status === 200),
    () => `neither of two ways could be removed: ${answers.map(({ status }) => status).join()}`,
  );
}

export const lastWaySituations = [lastOne, lastTwo];
