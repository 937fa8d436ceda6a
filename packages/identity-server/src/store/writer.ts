// One writer with a queue. Writes that arrive together share one transaction and one fsync ("group commit"), each in
// a savepoint of its own, so that one that fails takes no other with it. A write is acknowledged after the commit.
import { isBusy, type Database } from "./database.js";

/** Runs `work` in the next transaction. `work` is synchronous, may run more than once, and touches the database only. */
export type Write = <T>(work: () => T) => Promise<T>;

export interface Writer {
  write: Write;
  /** Resolves when everything queued before has been committed or refused. */
  drain(): Promise<void>;
}

interface Job {
  run(): () => void;
  refuse(error: unknown): void;
}

const MAX_JOBS_PER_COMMIT = 128;
const BUSY_LIMIT_MS = 10_000;
const BUSY_PAUSE_MS = 5;

export function createWriter(database: Database): Writer {
  const begin = database.prepare("BEGIN IMMEDIATE");
  const commit = database.prepare("COMMIT");
  const rollback = database.prepare("ROLLBACK");
  const savepoint = database.prepare("SAVEPOINT job");
  const release = database.prepare("RELEASE job");
  const undo = database.prepare("ROLLBACK TO job");
  const queue: Job[] = [];
  let flushing: Promise<void> | undefined;

  async function flush(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    const busySince = Date.now();
    while (queue.length > 0) {
      try {
        begin.run();
      } catch (error) {
        if (isBusy(error) && Date.now() - busySince < BUSY_LIMIT_MS) {
          await new Promise((resolve) => setTimeout(resolve, BUSY_PAUSE_MS));
          continue;
        }
        for (const job of queue.splice(0)) job.refuse(error);
        return;
      }
      commitBatch(queue.splice(0, MAX_JOBS_PER_COMMIT));
    }
  }

  function commitBatch(jobs: Job[]): void {
    const acknowledgements: (() => void)[] = [];
    try {
      for (const job of jobs) {
        savepoint.run();
        try {
          acknowledgements.push(job.run());
        } catch (error) {
          undo.run();
          acknowledgements.push(() => {
            job.refuse(error);
          });
        }
        release.run();
      }
      commit.run();
    } catch (error) {
      rollback.run();
      for (const job of jobs) job.refuse(error);
      return;
    }
    for (const acknowledge of acknowledgements) acknowledge();
  }

  function write<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      queue.push({
        run: () => {
          const result = work();
          return () => {
            resolve(result);
          };
        },
        refuse: reject,
      });
      startFlush();
    });
  }

  function startFlush(): void {
    flushing ??= flush().finally(() => {
      flushing = undefined;
      // An acknowledged write may have queued the next one after the last look at the queue.
      if (queue.length > 0) startFlush();
    });
  }

  return {
    write,
    drain: async () => {
      while (flushing) await flushing;
    },
  };
}
