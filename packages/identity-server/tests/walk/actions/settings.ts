// Changes of the own account.
import fc from "fast-check";
import { lifespans } from "../config.js";
import { settle } from "../invariants.js";
import { demand, pick, type World } from "../world.js";
import { action, browserIndex, flowChoice } from "./action.js";

const changePassword = action(
  "change the password",
  4,
  fc.record({ browser: browserIndex, flow: flowChoice }),
  async (world, drawn) => {
    const browser = world.browsers[drawn.browser];
    if (!browser) return;
    const flows = world.flows.filter(({ kind }) => kind === "settings");
    const flow = drawn.flow === "new" ? await world.start(browser, "settings") : pick(flows, drawn.flow);
    if (!flow) return;
    const before = browser.session();
    const session = world.sessionOf(browser);
    const mayWork =
      session !== undefined &&
      session.account === flow.owner &&
      world.mayUse(browser, flow) &&
      isPrivileged(world, session);
    const password = world.newPassword();
    const answer = await world.submit(browser, flow, { method: "password", password });
    demand(
      (answer.status === 200) === mayWork,
      () => `a new password was answered with ${String(answer.status)}`,
    );
    if (!mayWork) return settle(world, browser, before, { kind: "unchanged" });
    session.account.formerPasswords.push(session.account.password);
    session.account.password = password;
    return settle(world, browser, before, { kind: "reissued", session });
  },
);

function isPrivileged(world: World, session: { authenticatedAt: number }): boolean {
  return world.now - session.authenticatedAt < lifespans.privileged;
}

export const settingsActions = [changePassword];
