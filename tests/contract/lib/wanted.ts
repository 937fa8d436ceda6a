// Where Foyer is meant to answer otherwise than Kratos: rules that make of a recorded answer the one that is wanted.
import type { RecordedStep } from "./normalise";
import type { JsonValue, Scenario, Step } from "./scenario";

/** A recorded step and where it stands. */
export interface Moment {
  topic: string;
  scenario: string;
  recorded: RecordedStep;
  /** What was sent or waited for. */
  request: Step;
  /** The steps before it, with what Kratos answered. */
  before: { request: Step; recorded: RecordedStep }[];
}

export interface Rule {
  /** In a sentence, for whoever asks why a client can tell the difference. */
  reason: string;
  /** Its row in the list of what has to be safer than Kratos, or what else asks for it. */
  place: string;
  cases: Case[];
}

/**
 * Where a rule has a say, as "topic > scenario > step" in full, and the answer that is wanted there in the place of the
 * recorded one, all of it; undefined: no say after all. `anything` in it stands for whatever is there, `lineWith` for a
 * list with such a line.
 */
export type Case = [where: RegExp, answer: (moment: Moment) => RecordedStep | undefined];

/** A recorded step, and what is to be answered there. */
export interface Expected {
  recorded: RecordedStep;
  wanted: RecordedStep;
  /** The case of a rule that made the one of the other. */
  by: { rule: Rule; where: RegExp } | undefined;
}

/**
 * What is to be answered in a scenario. At most one case has a say in a step.
 *
 * @throws Error when two have
 */
export function expectedOf(
  topic: string,
  scenario: Scenario,
  recording: RecordedStep[],
  rules: readonly Rule[],
): Expected[] {
  const steps = recording.flatMap((recorded, index) => {
    const request = scenario.steps[index];
    return request ? [{ request, recorded }] : [];
  });
  return steps.map(({ request, recorded }, index) => {
    const moment = { topic, scenario: scenario.name, recorded, request, before: steps.slice(0, index) };
    const place = `${topic} > ${scenario.name} > ${recorded.step}`;
    const made = rules.flatMap((rule) =>
      rule.cases.flatMap(([where, answer]) => {
        const wanted = where.exec(place)?.[0] === place ? answer(moment) : undefined;
        return wanted ? [{ recorded, wanted, by: { rule, where } }] : [];
      }),
    );
    const [only = { recorded, wanted: recorded, by: undefined }, other] = made;
    if (other) throw new Error(`Two rules have a say in ${place}`);
    return only;
  });
}

const LINE_WITH = "(a line with) ";

/** Whatever is there. */
export const anything = "(anything)";

/** A list in which one line has all this in it, and no other line carries a message. */
export function lineWith(...parts: string[]): string {
  return LINE_WITH + parts.join(" ... ");
}

/** Whether a wanted value of these two kinds is met; undefined for any other value. */
export function meets(wanted: JsonValue | undefined, answered: JsonValue | undefined): boolean | undefined {
  if (wanted === anything) return answered !== undefined;
  if (typeof wanted !== "string" || !wanted.startsWith(LINE_WITH)) return undefined;
  const lines = Array.isArray(answered) ? answered.map(String) : [];
  const said = lines.filter((line) => line.includes(" message "));
  const parts = wanted.slice(LINE_WITH.length).split(" ... ");
  return said.length === 1 && said.every((line) => parts.every((part) => line.includes(part)));
}
