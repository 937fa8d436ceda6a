// Delivers what is queued: takes what is due, tries it, and puts back what failed for a later time.
import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { Config } from "../config/index.js";
import type { MessageStore, Settlement } from "../store/messages.js";
import type { Write } from "../store/writer.js";
import type { Timestamp } from "../time.js";
import { dispatchError, type Delivery } from "./delivery.js";
import type { Message } from "./message.js";

export interface Worker {
  start(): void;
  /** Looks for work now instead of at the next pull. */
  wake(): void;
  /** Ends after the deliveries in hand. */
  close(): Promise<void>;
}

export interface WorkerOptions {
  config: () => Config;
  store: { write: Write; messages: MessageStore };
  deliver: (message: Message) => Promise<Delivery>;
  log: Logger;
  now: () => Timestamp;
  /** How long to wait after an attempt, the first being 1. */
  backoffMs?: (attempt: number) => number;
}

// Longer than any delivery takes; then its worker must have died.
const LEASE_MS = 5 * 60_000;

/** 5 seconds, 15, 45, two minutes, seven: with the default of 5 retries a server may be away for ten minutes. */
function exponentialBackoffMs(attempt: number): number {
  return 5000 * 3 ** (attempt - 1) * (0.9 + 0.2 * Math.random());
}

export function createWorker(options: WorkerOptions): Worker {
  const { config, store, deliver, log, now, backoffMs = exponentialBackoffMs } = options;
  let state: "idle" | "started" | "closed" = "idle";
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> | undefined;

  const wake = (): void => {
    if (state !== "started" || working) return;
    clearTimeout(timer);
    working = work()
      .catch((error: unknown) => {
        log.error({ err: error }, "the mail queue could not be worked on; it is tried again");
      })
      .finally(() => {
        working = undefined;
        if (state !== "started") return;
        timer = setTimeout(wake, config().courier.worker.pull_wait);
        timer.unref();
      });
  };

  async function work(): Promise<void> {
    // Asked first, so that an idle server doesn't write.
    while (state === "started" && store.messages.hasDue(now())) {
      const limit = config().courier.worker.pull_count;
      const messages = await store.write(() => store.messages.claim(now(), now() + LEASE_MS, limit));
      await Promise.all(messages.map(attempt));
    }
  }

  async function attempt(message: Message): Promise<void> {
    const delivery = await deliver(message);
    const at = now();
    const settlement = settle(message, delivery, at);
    const error = delivery.kind === "failed" ? dispatchError(delivery) : {};
    await store.write(() => {
      const status = delivery.kind === "failed" ? "failed" : "success";
      const dispatch = {
        id: randomUUID(),
        messageId: message.id,
        status,
        error,
        createdAt: at,
        updatedAt: at,
      } as const;
      store.messages.settle(message.id, settlement, dispatch);
      // A code is good for nothing once the mail is out, unless a developer wants to look at it.
      if (settlement.status !== "queued" && !config().dev) store.messages.wipe(message.id);
    });
    report(message, delivery, settlement);
  }

  function settle(message: Message, delivery: Delivery, at: Timestamp): Settlement {
    if (delivery.kind === "delivered") return { status: "sent", at };
    if (delivery.isFinal || message.sendCount > config().courier.message_retries)
      return { status: "abandoned", at };
    return { status: "queued", at, dueAt: at + backoffMs(message.sendCount) };
  }

  function report(message: Message, delivery: Delivery, { status }: Settlement): void {
    const about = { messageId: message.id, templateType: message.templateType, attempt: message.sendCount };
    if (delivery.kind === "delivered") log.debug(about, "a message was sent");
    else if (status === "abandoned")
      log.error({ ...about, reason: delivery.reason }, "a message could not be sent and was given up");
    else log.warn({ ...about, reason: delivery.reason }, "a message could not be sent; it is tried again");
  }

  return {
    start: () => {
      if (state !== "idle") return;
      state = "started";
      wake();
    },
    wake,
    close: async () => {
      state = "closed";
      clearTimeout(timer);
      await working;
    },
  };
}
