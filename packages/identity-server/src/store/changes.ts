// Notices changes to identities and sessions, so that what was read of them can be used again while nothing changed.
import type { Database } from "./database.js";

export interface Changes {
  /** Counts a change made here. */
  touch: () => void;
  /** Grows with every change to identities and sessions made here, and with any change made by another process. */
  count: () => number;
  /** Grows with any change made by another process. */
  countElsewhere: () => number;
}

/**
 * Other processes' commits show in SQLite's `data_version`. It is asked once for all requests that are read from the
 * network in one turn of the event loop: between them nothing could have been answered on other grounds.
 *
 * @see https://www.sqlite.org/pragma.html#pragma_data_version
 */
export function createChanges(database: Database): Changes {
  const dataVersion = database.prepare<{ data_version: number }>("PRAGMA data_version");
  let here = 0;
  let elsewhere = 0;
  let lastVersion = -1;
  let isCurrent = false;

  function countElsewhere(): number {
    if (isCurrent) return elsewhere;
    const version = dataVersion.get()?.data_version ?? 0;
    if (version !== lastVersion) elsewhere += 1;
    lastVersion = version;
    isCurrent = true;
    setImmediate(() => {
      isCurrent = false;
    });
    return elsewhere;
  }

  return {
    touch: () => {
      here += 1;
    },
    count: () => here + countElsewhere(),
    countElsewhere,
  };
}
