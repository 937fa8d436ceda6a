// What time ends: sessions, and the right to change an account.
import { action } from "../actions/action.js";
import { leaveFlow, signIn, signInNative } from "../actions/entry.js";
import { returnFrom } from "../actions/providers.js";
import { changePassword } from "../actions/settings.js";
import { lifespans } from "../config.js";
import { asText } from "../http.js";
import { checkSome } from "../invariants.js";
import { demand } from "../model.js";
import type { World } from "../world.js";
import { accountOf, always, leaveForProvider, newest, newPerson } from "./people.js";

const second = 1_000;

const sessions = action("let the time of sessions pass", 1, always, async (world) => {
  const person = await newPerson(world);
  await signInNative.run(world, { ...person, password: "right" });
  const account = accountOf(world, person);
  const own = world.credentials.filter(({ session }) => session.account === account);
  const ends = own.map(({ session }) => session.expiresAt);
  world.wait(Math.min(...ends) - second - world.now);
  await checkSome(world);
  world.wait(Math.max(...ends) - world.now);
  await checkSome(world);
  // Not only whoami knows that they are over.
  for (const { headers } of own) {
    for (const path of ["/sessions", "/self-service/settings/browser", "/self-service/logout/browser"]) {
      const { status, body } = await world.send(path, { headers });
      demand(status >= 400, () => `a session whose time is over is good for ${path}: ${asText(body.id)}`);
    }
  }
  // In the very millisecond of its end a session is listed still, as Kratos does.
  world.wait(1);
  const { list } = await world.admin("GET", `/identities/${account.id}/sessions?active=true`);
  demand(list.length === 0, () => `sessions whose time is over are listed as active: ${String(list.length)}`);
  await comeHome(world);
});

/** Those who were there from the beginning sign in again, so that they can do more. */
async function comeHome(world: World): Promise<void> {
  for (const index of [0, 1]) {
    await signIn.run(world, { browser: index, who: index, flow: "new", password: "right" });
  }
}

const privileged = action("change something long after the sign-in", 1, always, async (world) => {
  const person = await newPerson(world);
  await leaveFlow.run(world, { ...person, kind: "settings" });
  world.wait(lifespans.privileged + second);
  await changePassword.run(world, { ...person, flow: newest });
});

const departure = action("come back from the provider too late", 1, always, async (world) => {
  await leaveForProvider(world, world.welcome());
  world.wait(lifespans.departure + second);
  await returnFrom.run(world, { departure: newest, browser: "own" });
});

export const timeSituations = [sessions, privileged, departure];
