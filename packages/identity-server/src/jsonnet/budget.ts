// What one run may take. A program comes from the configuration, but runs on what strangers send, in the process that
// serves everybody: it must come to an end.
import { JsonnetError } from "./error.js";

const MAX_STEPS = 3_000_000;
const MAX_TIME_MS = 500;
/** Items of arrays, fields of objects and characters of strings that are made. */
const MAX_SIZE = 20_000_000;
/** As in the reference implementation. */
const MAX_NESTING = 500;
const CLOCK_EVERY = 4096;

export interface Budget {
  /** Counts one step of the work. @throws JsonnetError when there were too many, or the time is over */
  step(): void;
  /** Counts what is made, before it is made. */
  grow(size: number): void;
  /** Does something within a call of a function. */
  nested<T>(work: () => T): T;
}

export function createBudget(): Budget {
  const end = Date.now() + MAX_TIME_MS;
  let steps = 0;
  let size = 0;
  let nesting = 0;
  return {
    step: () => {
      steps += 1;
      if (steps > MAX_STEPS || (steps % CLOCK_EVERY === 0 && Date.now() > end)) {
        throw new JsonnetError("limit", "the program takes too long");
      }
    },
    grow: (by) => {
      size += by;
      if (!(size <= MAX_SIZE)) throw new JsonnetError("limit", "the program makes too much");
    },
    nested: (work) => {
      nesting += 1;
      if (nesting > MAX_NESTING) throw new JsonnetError("limit", "functions call each other too deeply");
      const result = work();
      nesting -= 1;
      return result;
    },
  };
}
