// Random walks: several people and browsers do what comes to mind, in any order, with situations in between that each walk
// comes into, and a server that is killed at the moment of an answer now and then. What must always hold is held against
// every answer. One walk for each setup, the same ones every time; FOYER_WALK_SECONDS walks for that long instead, and
// FOYER_WALK_SEED repeats a walk.
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, it, vi } from "vitest";
import { bundle } from "../support/process.js";
import type { Command } from "./actions/action.js";
import { settleIn } from "./actions/beginning.js";
import { codeActions } from "./actions/codes.js";
import { entryActions } from "./actions/entry.js";
import { factorActions } from "./actions/factors.js";
import { mailedActions } from "./actions/mailed.js";
import { passkeyActions } from "./actions/passkeys.js";
import { providerActions } from "./actions/providers.js";
import { secondFactorActions } from "./actions/second.js";
import { sessionActions } from "./actions/sessions.js";
import { settingsActions } from "./actions/settings.js";
import { timeActions } from "./actions/time.js";
import type { Setup } from "./config.js";
import { checkAll, checkPeople, checkPerson, checkSome } from "./invariants.js";
import { Tally, Violation } from "./model.js";
import { situations } from "./situations/index.js";
import { World } from "./world.js";

const SECOND_MS = 1_000;
const seconds = Number(process.env.FOYER_WALK_SECONDS ?? 0);
const askedSeed = process.env.FOYER_WALK_SEED;
const isAsked = seconds > 0 || askedSeed !== undefined;
const MAX_STEPS = 60;
const PATIENCE_SECONDS = 300;
const BUNDLE_MS = 120_000;
/** How long a walk that found something is made shorter. */
const SHRINKING_MS = 60_000;
const tally = new Tally();

const actions = [
  ...entryActions,
  ...codeActions,
  ...passkeyActions,
  ...providerActions,
  ...secondFactorActions,
  ...sessionActions,
  ...mailedActions,
  ...settingsActions,
  ...factorActions,
  ...timeActions,
];

/** Every way in which a walk is configured. The last ones go to the server as it is shipped. */
const setups = (["code", "link"] as const).flatMap((proof) =>
  [true, false].flatMap((revokes) =>
    (["first", "second"] as const).map((codes): Setup => ({
      proof,
      revokes,
      codes,
      isProcess: proof === "link" && !revokes,
    })),
  ),
);

/**
 * Half of the situations, so that a walk stays short. Of two setups that differ in one thing only, each has the other half:
 * every situation is met with every pair of settings.
 */
function situationsOf({ proof, revokes, codes }: Setup): fc.Arbitrary<Command>[] {
  const half = [proof === "code", revokes, codes === "first"].filter(Boolean).length % 2;
  return situations.filter((_, index) => index % 2 === half);
}

/** With which of its answers the server dies, in a step in which it does. */
const deaths = fc.option(fc.nat({ max: 4 }), { nil: undefined, freq: 2 });

/** A command in the walk's time, with everything checked after it, and the server killed in it where that is drawn. */
function step(commands: fc.Arbitrary<Command>): fc.Arbitrary<Command> {
  return fc.tuple(commands, deaths).map(([command, death]): Command => {
    const name = `${command.toString()}${death === undefined ? "" : ` (killed at answer ${String(death)})`}`;
    return {
      check: (model) => command.check(model),
      run: async (model, real) => {
        model.wait(SECOND_MS);
        if (death !== undefined) model.wire.killAt(death);
        try {
          await command.run(model, real);
          const hasDied = model.wire.spare();
          tally.note("step");
          if (hasDied) tally.note("kill at an answer");
          await checkSome(model);
          if (hasDied) for (const account of model.accounts.slice(-3)) await checkPerson(model, account);
        } catch (error) {
          if (error instanceof Violation) error.message += ` [in: ${name}]`;
          throw error;
        }
      },
      toString: () => name,
    };
  });
}

/** All of some situations, in any order. */
function shuffled(some: fc.Arbitrary<Command>[]): fc.Arbitrary<Command[]> {
  return fc
    .tuple(...some.map(step))
    .chain((commands) => fc.shuffledSubarray(commands, { minLength: commands.length }));
}

/** What comes to mind, with the situations in between. */
function* mixed(commands: Iterable<fc.AsyncCommand<World, World>>, among: readonly Command[]) {
  const rest = [...among];
  let isTurn = false;
  for (const command of commands) {
    yield command;
    isTurn = !isTurn;
    const next = isTurn ? rest.shift() : undefined;
    if (next) yield next;
  }
  yield* rest;
}

beforeAll(bundle, BUNDLE_MS);
beforeEach(() => {
  // The walk's own time; what waits for an answer waits in real time.
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2030-01-01T12:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(() => {
  console.log(
    [...tally.counts]
      .map(([event, times]) => `${String(times)} x ${event}`)
      .sort()
      .join(", "),
  );
});

type Length = Pick<
  fc.Parameters,
  "numRuns" | "seed" | "interruptAfterTimeLimit" | "markInterruptAsFailure" | "skipAllAfterTimeLimit"
>;

async function walk(among: readonly Setup[], length: Length): Promise<void> {
  const drawn = fc.constantFrom(...among).chain((setup) =>
    fc.record({
      setup: fc.constant(setup),
      // Long ones from the first on: what was done early is tried again late.
      commands: fc.noBias(fc.commands([step(fc.oneof(...actions))], { maxCommands: MAX_STEPS, size: "max" })),
      situated: shuffled(isAsked ? situations : situationsOf(setup)),
    }),
  );
  const property = fc.asyncProperty(drawn, async ({ setup, commands, situated }) => {
    tally.note("walk");
    vi.setSystemTime(Date.parse("2030-01-01T12:00:00Z"));
    const world = await World.open(setup, tally);
    try {
      await settleIn(world);
      await fc.asyncModelRun(() => ({ model: world, real: world }), mixed(commands, situated));
      await checkPeople(world);
      await checkAll(world);
    } finally {
      await world.server.close();
    }
  });
  await fc.assert(property, length);
}

const WHAT = "never finds a session that nobody earned, a secret that is good twice, or anything lost";
const timeout = (seconds + PATIENCE_SECONDS) * SECOND_MS;

function titleOf({ proof, revokes, codes, isProcess }: Setup): string {
  const what = [`by ${proof}`, `codes as ${codes} factor`, revokes ? "revoking" : "not revoking"];
  return [...what, isProcess ? "a process of its own" : "in process"].join(", ");
}

describe.skipIf(isAsked)("a random walk", () => {
  it.each(setups.map((setup, seed) => [titleOf(setup), setup, seed] as const))(
    `${WHAT}: %s`,
    { timeout },
    (_, setup, seed) => walk([setup], { numRuns: 1, seed, skipAllAfterTimeLimit: SHRINKING_MS }),
  );
});

describe.runIf(isAsked)("random walks", () => {
  it(WHAT, { timeout }, () =>
    walk(setups, {
      ...(seconds > 0
        ? {
            numRuns: Number.MAX_SAFE_INTEGER,
            interruptAfterTimeLimit: seconds * SECOND_MS,
            markInterruptAsFailure: false,
          }
        : { numRuns: setups.length }),
      ...(askedSeed !== undefined && { seed: Number(askedSeed) }),
    }),
  );
});
