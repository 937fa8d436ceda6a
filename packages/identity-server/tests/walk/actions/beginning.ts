// What is there when a walk begins.
import { settle } from "../invariants.js";
import type { World } from "../world.js";
import { idIn } from "./action.js";
import { addKey, makeBackupCodes, setUpTotp } from "./factors.js";

/** Two people, each signed in on a browser of their own, and with more than a password to sign in with. */
export async function settleIn(world: World): Promise<void> {
  for (const index of [0, 1]) {
    const browser = world.browsers[index];
    const email = world.emails[index] ?? "";
    const flow = browser && (await world.start(browser, "registration"));
    if (!flow) throw new Error("nobody can sign up");
    const password = world.newPassword();
    const answer = await world.submit(browser, flow, { method: "password", password, traits: { email } });
    flow.isOver = true;
    const account = world.addAccount(idIn(answer.body), email, { password });
    await settle(world, browser, undefined, { kind: "new", account });
  }
  // One of them has second factors, the other one has none yet.
  const ada = { browser: 0, flow: "new" as const };
  await setUpTotp(world, { ...ada, offset: -1, times: 1 });
  await makeBackupCodes(world, { ...ada, isLeft: false });
  await addKey(world, { ...ada, kind: "keys", times: 1 });
  await addKey(world, { browser: 1, flow: "new", kind: "passkeys", times: 1 });
}
