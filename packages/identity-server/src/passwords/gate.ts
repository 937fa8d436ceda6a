// Bounds how many pieces of heavy work run at once; the others wait in order, for a while.
import { busy } from "../http/errors.js";

export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

export interface GateOptions {
  /** How many may run at once, asked anew each time so that a reload of the configuration counts. */
  places: () => number;
  /** How many may wait for each place. */
  maxWaiting?: number;
  /** How long one may wait, in ms: whoever asked has given up by then, and the work would only keep others waiting. */
  maxWaitMs?: number;
  /** A clock in ms that never goes back. */
  now?: () => number;
}

interface Waiting {
  since: number;
  start: () => void;
  refuse: (error: Error) => void;
}

const RETRY_AFTER_S = 10;

/** Work that finds no place in time is not begun: its promise is rejected with an ApiError 503. */
export function createGate({
  places,
  maxWaiting = 64,
  maxWaitMs = 6000,
  now = () => performance.now(),
}: GateOptions): Gate {
  let running = 0;
  const waiting: Waiting[] = [];

  const countOfPlaces = () => Math.max(1, places());

  function admit(): void {
    while (running < countOfPlaces()) {
      const next = waiting.shift();
      if (!next) return;
      if (now() - next.since > maxWaitMs) {
        next.refuse(busy(RETRY_AFTER_S));
        continue;
      }
      running += 1;
      next.start();
    }
  }

  return async (work) => {
    if (waiting.length >= maxWaiting * countOfPlaces()) throw busy(RETRY_AFTER_S);
    await new Promise<void>((start, refuse) => {
      waiting.push({ since: now(), start, refuse });
      admit();
    });
    try {
      return await work();
    } finally {
      running -= 1;
      admit();
    }
  };
}
