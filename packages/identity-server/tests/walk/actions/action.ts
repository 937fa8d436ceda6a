// A step of a walk: its name, what it draws, and what it does.
import fc from "fast-check";
import { isJsonObject, type JsonObject } from "../../../src/json.js";
import { asText, type Browser } from "../http.js";
import { pick, type Flow } from "../model.js";
import { freeBrowsers } from "../rules.js";
import type { World } from "../world.js";

export type Command = fc.AsyncCommand<World, World>;

/** What a walk may do, and how often it does it. */
export interface Action<P> {
  weight: number;
  arbitrary: fc.Arbitrary<Command>;
  /** Does it with what is not drawn but given, as a part of something larger. */
  run: (world: World, parameters: P) => Promise<void>;
}

/**
 * @param weight how often it comes, beside the others
 * @param parameters what it draws
 * @param run does it, and holds the answer against what should have been answered
 */
export function action<P>(
  name: string,
  weight: number,
  parameters: fc.Arbitrary<P>,
  run: (world: World, parameters: P) => Promise<void>,
): Action<P> {
  const arbitrary = parameters.map((drawn): Command => ({
    check: () => true,
    run: (world) => run(world, drawn),
    toString: () => `${name} ${JSON.stringify(drawn)}`,
  }));
  return { weight, arbitrary, run };
}

/** Which of the things there are at that time; more than there are wraps around. */
export const which = fc.nat({ max: 19 });
export const browserIndex = fc.nat({ max: 2 });
export const who = fc.nat({ max: 2 });
/** A flow made for the occasion, or one of those that lie about. */
export const flowChoice = fc.oneof(
  { weight: 3, arbitrary: fc.constant("new" as const) },
  { weight: 1, arbitrary: which },
);

/** @returns undefined where there is none, or the server refuses to start one */
export async function chosenFlow(
  world: World,
  browser: Browser,
  kind: Flow["kind"],
  choice: number | "new",
  options: { isRefresh?: boolean; isSecond?: boolean } = {},
): Promise<Flow | undefined> {
  if (choice === "new") return world.start(browser, kind, options);
  // The newest first: most of the older ones are over.
  return pick(
    [...world.flows].reverse().filter((flow) => flow.kind === kind),
    choice,
  );
}

/** For a new form a browser in which nobody is signed in, where there is one; for one that lies about, or a repeated sign-in, any. */
export function entryBrowser(
  world: World,
  { browser, flow, isRefresh = false }: { browser: number; flow: number | "new"; isRefresh?: boolean },
): Browser | undefined {
  const drawn = world.browsers[browser];
  if (flow !== "new" || isRefresh || (drawn && !world.sessionOf(drawn))) return drawn;
  return pick(freeBrowsers(world), browser);
}

/** The id of the identity that an answer is about. */
export function idIn({ identity }: JsonObject): string {
  return isJsonObject(identity) ? asText(identity.id) : "";
}
