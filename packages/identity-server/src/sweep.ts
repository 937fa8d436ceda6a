// Takes away what is over: flows, sessions, paused actions, errors, delivered mails. A little at a time, so that no
// request waits for it.
import type { Context } from "./context.js";

const EVERY_MS = 60_000;
const AT_ONCE = 500;
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** How long after its end each kind of row is kept: a page that was left open gets a helpful answer for a day. */
const KEPT_MS = { flows: DAY_MS, sessions: DAY_MS, continuity: 0, errors: 7 * DAY_MS, messages: 30 * DAY_MS };

export interface Sweeper {
  stop(): void;
}

/** Begins now, and goes on every minute. */
export function startSweeper(context: Context): Sweeper {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function run(): Promise<void> {
    let isMore = true;
    while (isMore && !isStopped) isMore = await sweep(context);
  }

  function schedule(delayMs: number): void {
    timer = setTimeout(() => {
      run()
        .catch((error: unknown) => {
          context.log.error({ err: error }, "what is over could not be swept; it is tried again");
        })
        .finally(() => {
          if (!isStopped) schedule(EVERY_MS);
        });
    }, delayMs);
    // A timer alone is no reason to live on.
    timer.unref();
  }

  schedule(0);
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** One round in one write. @returns whether there may be more */
export async function sweep({ store, now }: Pick<Context, "store" | "now">): Promise<boolean> {
  const before = (kept: number) => now() - kept;
  const counts = await store.write(() => [
    store.flows.deleteExpired(before(KEPT_MS.flows), AT_ONCE),
    store.sessions.deleteExpired(before(KEPT_MS.sessions), AT_ONCE),
    store.continuity.deleteExpired(before(KEPT_MS.continuity), AT_ONCE),
    store.errors.deleteOlder(before(KEPT_MS.errors), AT_ONCE),
    store.messages.deleteOlder(before(KEPT_MS.messages), AT_ONCE),
  ]);
  return counts.some((count) => count >= AT_ONCE);
}
