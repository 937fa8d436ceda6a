import type { WantedDifference } from "../wanted-differences";
import { isEqual, type Difference } from "./compare";
import { valueAt } from "./keep";
import type { RecordedStep } from "./normalise";
import { nothing } from "./wanted-at";

/**
 * Sorts out the wanted ones of a scenario's differences.
 * @param played the answers that the differences were found in
 * @returns `unwanted`: differences that no entry covers; `stale`: entries that the answers do not bear out
 */
export function settleWanted(
  differences: Difference[],
  played: RecordedStep[],
  wanted: WantedDifference[],
): { unwanted: Difference[]; stale: WantedDifference[] } {
  const isBorneOut = (entry: WantedDifference) =>
    differences.some((difference) => covers(entry, difference)) &&
    played.some((answer) => answer.step === entry.step && isAnswered(entry, answer));
  const valid = wanted.filter(isBorneOut);
  return {
    unwanted: differences.filter((difference) => !valid.some((entry) => covers(entry, difference))),
    stale: wanted.filter((entry) => !valid.includes(entry)),
  };
}

function covers({ step, answers }: WantedDifference, difference: Difference): boolean {
  if (step !== difference.step) return false;
  return "status" in answers || Object.keys(answers).some((path) => difference.path === path);
}

function isAnswered({ answers }: WantedDifference, { headers, ...answer }: RecordedStep): boolean {
  return Object.entries(answers).every(([path, value]) => {
    const found = path.startsWith("headers.")
      ? headers?.[path.slice("headers.".length)]
      : valueAt({ ...answer }, path);
    return value === nothing ? found === undefined : isEqual(found, value);
  });
}
