// Changes of the own account: the password, and what changes of all kinds have in common.
import fc from "fast-check";
import type { JsonObject } from "../../../src/json.js";
import type { Browser } from "../http.js";
import { settle } from "../invariants.js";
import { demand, pick, type Expected, type Factor, type Flow, type Session } from "../model.js";
import { isAble, mayChange } from "../rules.js";
import type { World } from "../world.js";
import { action, browserIndex, chosenFlow, flowChoice } from "./action.js";

export interface Change {
  fields: JsonObject;
  /** Whether it would work for whoever may change the account. */
  isRight: boolean;
  /** The factor that is set up, and thereby proved. */
  factor?: Factor;
  /** How often it is sent at once. */
  times?: number;
}

/**
 * Sends a change, and holds its answer against the rules.
 *
 * @returns the session that it was done in; undefined when nothing was to change
 */
export async function change(
  world: World,
  browser: Browser,
  flow: Flow,
  { fields, isRight, factor, times = 1 }: Change,
): Promise<Session | undefined> {
  const before = browser.session();
  const session = isRight && mayChange(world, browser, flow) ? world.sessionOf(browser) : undefined;
  const answers = await world.submitAtOnce(browser, flow, fields, times);
  const saved = answers.filter(({ status }) => status === 200).length;
  demand(
    saved === (session ? 1 : 0),
    () => `a change was saved ${String(saved)} times: ${Object.keys(fields).join()}`,
  );
  await settle(world, browser, before, session ? expected(session, factor) : { kind: "unchanged" });
  return session;
}

function expected(session: Session, factor: Factor | undefined): Expected {
  return factor ? { kind: "extended", session, factor } : { kind: "reissued", session };
}

/** For a new form somebody who may use it, where there is anybody; for one that lies about anybody. */
export function settingsBrowser(
  world: World,
  { browser, flow }: { browser: number; flow: number | "new" },
): Browser | undefined {
  const drawn = world.browsers[browser];
  if (flow !== "new" || (drawn && isAble(world, drawn))) return drawn;
  return (
    pick(
      world.browsers.filter((each) => isAble(world, each)),
      browser,
    ) ?? drawn
  );
}

export const changePassword = action(
  "change the password",
  4,
  fc.record({ browser: browserIndex, flow: flowChoice }),
  async (world, drawn) => {
    const browser = settingsBrowser(world, drawn);
    const flow = browser && (await chosenFlow(world, browser, "settings", drawn.flow));
    if (!flow) return;
    const password = world.newPassword();
    const session = await change(world, browser, flow, {
      fields: { method: "password", password },
      isRight: true,
    });
    if (!session) return;
    const { account } = session;
    if (account.password !== undefined) account.formerPasswords.push(account.password);
    account.password = password;
    if (world.setup.revokes) world.endSessions(account, session);
  },
);

export const settingsActions = [changePassword];
