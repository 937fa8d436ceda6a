import type { WantedDifference } from "../wanted-differences";
import { isEqual, type Difference } from "./compare";

/**
 * Sorts out the wanted ones of a scenario's differences.
 * @returns `unwanted`: differences that no entry names; `stale`: entries that no difference bears out.
 */
export function settleWanted(
  differences: Difference[],
  wanted: WantedDifference[],
): { unwanted: Difference[]; stale: WantedDifference[] } {
  const covers = (entry: WantedDifference, { step, path, answered }: Difference) =>
    entry.step === step &&
    (entry.path === "" || path === entry.path || path.startsWith(`${entry.path}.`)) &&
    (entry.instead === undefined || isEqual(entry.instead, answered));
  return {
    unwanted: differences.filter((difference) => !wanted.some((entry) => covers(entry, difference))),
    stale: wanted.filter((entry) => !differences.some((difference) => covers(entry, difference))),
  };
}
