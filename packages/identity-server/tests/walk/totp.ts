// The steps of authenticator apps: which there are at a time, and which of them are used up.
import type { Totp } from "./model.js";

const STEP_MS = 30_000;

export function stepAt(now: number): number {
  return Math.floor(now / STEP_MS);
}

/** Uses a step up. */
export function useStep({ usedSteps }: Totp, step: number): void {
  usedSteps.add(step);
}

/** How far from now the steps are that a code is taken of, now first. */
const window = [0, 1, -1];

/** @returns the offset of a step that a code is good of, undefined when all were used */
export function freshOffset({ usedSteps }: Totp, now: number): number | undefined {
  return window.find((offset) => !usedSteps.has(stepAt(now) + offset));
}

/** @returns the offset of a step that was used, and whose time is not over */
export function usedOffset({ usedSteps }: Totp, now: number): number | undefined {
  return window.find((offset) => usedSteps.has(stepAt(now) + offset));
}
