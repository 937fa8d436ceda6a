// Random walks: several people and browsers do what comes to mind, in any order, and what must always hold is held
// against every answer. FOYER_WALK_SEED repeats a walk, FOYER_WALK_SECONDS walks for longer.
import fc from "fast-check";
import { afterAll, afterEach, beforeEach, describe, it, vi } from "vitest";
import type { Command } from "./actions/action.js";
import { entryActions, settleIn } from "./actions/entry.js";
import { mailedActions } from "./actions/mailed.js";
import { sessionActions } from "./actions/sessions.js";
import { settingsActions } from "./actions/settings.js";
import { timeActions } from "./actions/time.js";
import { checkAll, checkPeople } from "./invariants.js";
import { Tally, World } from "./world.js";

const SECOND_MS = 1_000;
const seconds = Number(process.env.FOYER_WALK_SECONDS ?? 15);
const seed = process.env.FOYER_WALK_SEED;
const MAX_STEPS = 100;
const tally = new Tally();

const actions = [...entryActions, ...sessionActions, ...mailedActions, ...settingsActions, ...timeActions];

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
    { timeout: (seconds + 120) * SECOND_MS },
    async () => {
      const until = performance.now() + seconds * SECOND_MS;
      const walk = fc.asyncProperty(
        fc.constantFrom("code" as const, "link" as const),
        fc.commands([step], { maxCommands: MAX_STEPS, size: "max" }),
        async (proof, commands) => {
          tally.note("walk");
          vi.setSystemTime(Date.parse("2030-01-01T12:00:00Z"));
          const world = await World.open(proof, tally);
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
        numRuns: Number.MAX_SAFE_INTEGER,
        interruptAfterTimeLimit: Math.max(SECOND_MS, until - performance.now()),
        markInterruptAsFailure: false,
        ...(seed !== undefined && { seed: Number(seed) }),
      });
    },
  );
});
