/** Mails on their way, in this process: few at a time, a bounded number of them, each tried a few times. */
import type { Delivery } from "./transport";

export interface QueueOptions<T> {
  deliver: (item: T) => Promise<Delivery>;
  /** How many may wait besides those in hand. */
  limit?: number;
  atOnce?: number;
  /** The pauses after failed attempts, in ms; after the last one comes the last attempt. */
  pausesMs?: readonly number[];
  /** Told of what is given up, and why. */
  onLost: (problem: string, attempts: number) => void;
}

/** What becomes of an item: `refused` where too many wait already. */
export type Fate = "delivered" | "given-up" | "refused";

/**
 * @returns takes an item, and tells once it has left or is given up. It never throws.
 */
export function createQueue<T>({
  deliver,
  limit = 200,
  atOnce = 4,
  pausesMs = [2_000, 15_000],
  onLost,
}: QueueOptions<T>): (item: T) => Promise<Fate> {
  const waiting: (() => void)[] = [];
  let inHand = 0;

  async function attempt(item: T): Promise<Fate> {
    for (let attempts = 1; ; attempts++) {
      const delivery = await deliver(item);
      if (delivery.kind === "delivered") return "delivered";
      const pause = pausesMs[attempts - 1];
      if (delivery.isFinal || pause === undefined) {
        onLost(delivery.problem, attempts);
        return "given-up";
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  return async (item) => {
    if (inHand >= atOnce) {
      if (waiting.length >= limit) {
        onLost("too many wait", 0);
        return "refused";
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      inHand++;
    }
    try {
      return await attempt(item);
    } finally {
      // Whoever waits first takes over this place.
      const next = waiting.shift();
      if (next) next();
      else inHand--;
    }
  };
}
