// Bounds how many pieces of heavy work run at once; the others wait in order.

export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/** @param places how many may run at once, asked anew each time so that a reload of the configuration counts */
export function createGate(places: () => number): Gate {
  let running = 0;
  const waiting: (() => void)[] = [];

  function admit(): void {
    while (running < Math.max(1, places())) {
      const next = waiting.shift();
      if (!next) return;
      running += 1;
      next();
    }
  }

  return async (work) => {
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
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
