// Random walks: several people and browsers do what comes to mind, in any order, and what must always hold is held
// against every answer. A few whole walks, however long they take; FOYER_WALK_SECONDS walks for that long instead, and
// FOYER_WALK_SEED repeats a walk.
import fc from "fast-check";
import { afterAll, afterEach, beforeEach, describe, it, vi } from "vitest";
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
import { checkAll, checkPeople } from "./invariants.js";
import { Tally } from "./model.js";
import { World } from "./world.js";

const SECOND_MS = 1_000;
const seconds = Number(process.env.FOYER_WALK_SECONDS ?? 0);
const seed = process.env.FOYER_WALK_SEED;
const WALKS = 8;
const MAX_STEPS = 150;
const PATIENCE_SECONDS = 300;
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

/** What a walk goes through is configured in as many ways. */
const setups = fc.record({
  proof: fc.constantFrom("code" as const, "link" as const),
  codes: fc.constantFrom("first" as const, "first" as const, "second" as const),
  revokes: fc.boolean(),
});

/** One action, as often as its weight says, with everything checked after it. */
const step = fc.oneof(...actions).map((command): Command => ({
  check: (model) => command.check(model),
  run: async (model, real) => {
    model.wait(SECOND_MS);
    await command.run(model, real);
    tally.note("step");
    await checkAll(model);
  },
  toString: () => command.toString(),
}));

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

describe("a random walk", () => {
  it(
    "never finds a session that nobody earned, a secret that is good twice, or anything lost",
    { timeout: (seconds + PATIENCE_SECONDS) * SECOND_MS },
    async () => {
      const walk = fc.asyncProperty(
        setups,
        // Long ones from the first on: what was done early is tried again late.
        fc.noBias(fc.commands([step], { maxCommands: MAX_STEPS, size: "max" })),
        async (setup, commands) => {
          tally.note("walk");
          vi.setSystemTime(Date.parse("2030-01-01T12:00:00Z"));
          const world = await World.open(setup, tally);
          try {
            await settleIn(world);
            await fc.asyncModelRun(() => ({ model: world, real: world }), commands);
            await checkPeople(world);
            await checkAll(world);
          } finally {
            await world.server.close();
          }
        },
      );
      await fc.assert(walk, {
        ...(seconds > 0
          ? {
              numRuns: Number.MAX_SAFE_INTEGER,
              interruptAfterTimeLimit: seconds * SECOND_MS,
              markInterruptAsFailure: false,
            }
          : { numRuns: WALKS }),
        ...(seed !== undefined && { seed: Number(seed) }),
      });
    },
  );
});
