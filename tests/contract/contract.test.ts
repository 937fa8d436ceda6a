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
import { settleWanted } from "./lib/wanted";
import { topics } from "./scenarios";
import { wantedDifferences as wantedFrom26 } from "./wanted-differences";
import { wantedDifferencesV0alpha2 } from "./wanted-differences-v0alpha2";

const wantedDifferences = [...wantedFrom26, ...wantedDifferencesV0alpha2];
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

afterAll(() => target.stop());

for (const { topic, scenarios } of topics) {
  const recording = readRecording(recordings, topic);
  describe(topic, { concurrent: true }, () => {
    for (const scenario of scenarios) {
      const meant = wantedDifferences.filter(
        (entry) => entry.topic === topic && entry.scenario === scenario.name,
      );
      const wanted = target.isKratos ? [] : meant;
      it.skipIf(!target.plays(scenario))(scenario.name, async () => {
        const recorded = recording[scenario.name];
        expect(recorded, "is recorded: npm run contract:record").toBeDefined();
        const undescribed: string[] = [];
        const { steps, stoppedBy } = await target.use(scenario, (addresses) =>
          play(scenario, addresses, (step, answer) => {
            trace(step, answer);
            // Where Foyer is meant to answer otherwise, the description tells of Foyer.
            const isMeant = target.isKratos && meant.some((entry) => entry.step === step.step);
            const faults = isMeant ? [] : (descriptionOf(topic)?.check(step, answer) ?? []);
            undescribed.push(...faults.map((fault) => `${step.step}: not as described: ${fault}`));
          }),
        );
        const { unwanted, stale } = settleWanted(differencesOf(recorded ?? [], steps), steps, wanted);
        const report = [
          describeDifferences(unwanted),
          ...stale.map((entry) => `wanted, but not so: ${JSON.stringify(entry)}`),
          stoppedBy ?? "",
          ...undescribed,
        ].filter((part) => part !== "");
        if (report.length > 0) expect.fail(`recorded (-), answered (+)\n${report.join("\n")}`);
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
          (readRecording(recordings, topic)[scenario.name] ?? [])
            .filter(
              ({ step }) =>
                !wantedDifferences.some((entry) => entry.scenario === scenario.name && entry.step === step),
            )
            .flatMap((recorded) =>
              (descriptionOf(topic)?.checkRecorded(scenario, recorded) ?? []).map(
                (fault) => `${topic} > ${scenario.name} > ${recorded.step}: ${fault}`,
              ),
            ),
        ),
      );
      expect(faults).toEqual([]);
    },
  );

  it("have wanted differences only where there is such a step", () => {
    for (const { topic, scenario, step } of wantedDifferences) {
      const recorded = readRecording(recordings, topic)[scenario]?.map((item) => item.step);
      expect(recorded, `${topic} > ${scenario}`).toContain(step);
    }
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
