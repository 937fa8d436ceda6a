// Replays every recorded scenario and holds the answers against the real Kratos's. See README.md.
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { loadDescription } from "./lib/description";
import { compareStep, describeDifferences, type Difference } from "./lib/compare";
import type { RecordedStep } from "./lib/normalise";
import { generationOf } from "./lib/generation";
import { play, type Watcher } from "./lib/play";
import { readRecording } from "./lib/recordings";
import { targetFrom } from "./lib/targets";
import { expectedOf } from "./lib/wanted";
import { topics } from "./scenarios";
import { wantedDifferences } from "./wanted-differences";

const recordings = fileURLToPath(new URL("recordings", import.meta.url));
const target = targetFrom(
  process.env,
  topics.flatMap(({ scenarios }) => scenarios),
);

/** Today's API and the older one are described apart. */
const descriptions = {
  "26.2": await loadDescription("26.2"),
  v0alpha2: await loadDescription("v0alpha2"),
};
const descriptionOf = (topic: string) => descriptions[generationOf(topic)];

/** CONTRACT_TRACE=1 shows every answer as it came. */
const trace: Watcher = ({ step }, { status, headers, text }) => {
  if (!process.env["CONTRACT_TRACE"]) return;
  console.log(`${step}: ${status}\n${JSON.stringify(Object.fromEntries(headers))}\n${text}`);
};

/** Kratos plays the scenarios of a configuration one after the other: each waits for those before it. */
const patience = target.isKratos ? { timeout: 300_000 } : {};

afterAll(() => target.stop());

for (const { topic, scenarios } of topics) {
  const recording = readRecording(recordings, topic);
  describe(topic, { concurrent: true }, () => {
    for (const scenario of scenarios) {
      it.skipIf(!target.plays(scenario))(scenario.name, patience, async () => {
        const recorded = recording[scenario.name];
        expect(recorded, "is recorded: npm run contract:record").toBeDefined();
        const wanted = expectedOf(topic, scenario, recorded ?? [], wantedDifferences);
        const undescribed: string[] = [];
        const { steps, stoppedBy } = await target.use(scenario, (addresses) =>
          play(scenario, addresses, (step, answer) => {
            trace(step, answer);
            // Where Foyer is meant to answer otherwise, the description tells of Foyer.
            const isMeant = target.isKratos && wanted[scenario.steps.indexOf(step)]?.by !== undefined;
            const faults = isMeant ? [] : (descriptionOf(topic)?.check(step, answer) ?? []);
            undescribed.push(...faults.map((fault) => `${step.step}: not as described: ${fault}`));
          }),
        );
        const expected = target.isKratos ? (recorded ?? []) : wanted.map((step) => step.wanted);
        const report = [
          describeDifferences(differencesOf(expected, steps)),
          stoppedBy ?? "",
          ...undescribed,
        ].filter((part) => part !== "");
        if (report.length > 0)
          expect.fail(`recorded, or wanted in its place (-), answered (+)\n${report.join("\n")}`);
      });
    }
  });
}

describe("the recordings", () => {
  it("are of scenarios that there are, step by step", () => {
    const files = readdirSync(recordings, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".json"))
      .map((file) => file.replaceAll("\\", "/").replace(/\.json$/, ""));
    expect(files.sort()).toEqual(topics.map(({ topic }) => topic).sort());
    for (const { topic, scenarios } of topics) {
      const stepsOf = Object.entries(readRecording(recordings, topic)).map(([name, steps]) => ({
        name,
        steps: steps.map(({ step }) => step),
      }));
      const inScenarios = scenarios.map(({ name, steps }) => ({
        name,
        steps: steps.map(({ step }) => step),
      }));
      expect(stepsOf, topic).toEqual(inScenarios);
    }
  });

  it.skipIf(!descriptions["26.2"])(
    "hold nothing that the descriptions lack, but where Foyer is meant to differ",
    () => {
      const faults = topics.flatMap(({ topic, scenarios }) =>
        scenarios.flatMap((scenario) =>
          expectedOf(
            topic,
            scenario,
            readRecording(recordings, topic)[scenario.name] ?? [],
            wantedDifferences,
          )
            .filter(({ by }) => !by)
            .flatMap(({ recorded }) =>
              (descriptionOf(topic)?.checkRecorded(scenario, recorded) ?? []).map(
                (fault) => `${topic} > ${scenario.name} > ${recorded.step}: ${fault}`,
              ),
            ),
        ),
      );
      expect(faults).toEqual([]);
    },
  );

  it("need every case of the wanted differences, and each makes a difference", () => {
    const used = new Set<RegExp>();
    for (const { topic, scenarios } of topics) {
      const recording = readRecording(recordings, topic);
      for (const scenario of scenarios) {
        const steps = expectedOf(topic, scenario, recording[scenario.name] ?? [], wantedDifferences);
        for (const { by, recorded, wanted } of steps) {
          if (!by) continue;
          used.add(by.where);
          const differences = compareStep(recorded, wanted);
          expect(differences, `${topic} > ${scenario.name} > ${recorded.step}`).not.toEqual([]);
        }
      }
    }
    const unused = wantedDifferences.flatMap(({ cases }) => cases).filter(([where]) => !used.has(where));
    expect(unused.map(([where]) => where)).toEqual([]);
  });
});

/** Steps that were never reached are left out: what stopped the scenario says it. */
function differencesOf(recorded: RecordedStep[], played: RecordedStep[]): Difference[] {
  return played.flatMap((answered, index) => {
    const expected = recorded[index];
    if (expected?.step === answered.step) return compareStep(expected, answered);
    return [{ step: answered.step, path: "step", recorded: expected?.step, answered: answered.step }];
  });
}
