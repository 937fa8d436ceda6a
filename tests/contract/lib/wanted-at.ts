import type { WantedDifference } from "../wanted-differences";

/** Stands for what is not in an answer. */
export const nothing = "(nothing)";

/** Wanted differences of one scenario, for one reason: what is answered, by step. */
export function wantedAt(
  topic: string,
  scenario: string,
  { reason, ...steps }: { reason: string } & Record<string, WantedDifference["answers"] | string>,
): WantedDifference[] {
  return Object.entries(steps).flatMap(([step, answers]) =>
    typeof answers === "string" ? [] : [{ topic, scenario, step, answers, reason }],
  );
}
