// Where Foyer's identity server is meant to answer otherwise than Kratos 26.2, and why. Each entry is held to: the
// test fails when the answer is no longer the one named here, so that no entry outlives its reason.
import type { JsonValue } from "./lib/scenario";

export interface WantedDifference {
  topic: string;
  scenario: string;
  step: string;
  /** Where in the recorded step; everything under it is covered. `""`: the whole step. */
  path: string;
  /** What Foyer answers there; left out where `path` covers more than one value. */
  instead?: JsonValue;
  reason: string;
}

export const wantedDifferences: WantedDifference[] = [];
