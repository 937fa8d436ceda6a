// Watches files that may be written again, or replaced by others of their name.
import { watch, type FSWatcher } from "node:fs";
import { basename, dirname } from "node:path";

/** An editor writes a file in several steps. */
const SETTLE_MS = 50;

/**
 * Watches the folder, because many editors and orchestrators put a new file in the old one's place. A folder that there is
 * not cannot be watched; then nothing is.
 *
 * @returns what ends it
 */
export function watchFile(file: string, onChange: () => void): () => void {
  const name = basename(file);
  let timer: NodeJS.Timeout | undefined;
  let watcher: FSWatcher;
  try {
    watcher = watch(dirname(file), { persistent: false }, (_event, changed) => {
      // A mounted configuration is swapped by its link, `..data`, and not by its own name.
      if (changed !== null && changed !== name && changed !== "..data") return;
      clearTimeout(timer);
      timer = setTimeout(onChange, SETTLE_MS);
      timer.unref();
    });
  } catch {
    return () => undefined;
  }
  // A folder that is taken away ends the watching, not the server.
  watcher.on("error", () => undefined);
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}

export interface FileWatch {
  /** Watches these files, and those from before that are among them no more. */
  follow: (files: readonly string[]) => void;
  close: () => void;
}

/** Watches a set of files that can become another one. */
export function watchFiles(onChange: () => void): FileWatch {
  const watched = new Map<string, () => void>();
  const follow = (files: readonly string[]) => {
    for (const [file, stop] of watched) {
      if (files.includes(file)) continue;
      stop();
      watched.delete(file);
    }
    for (const file of files) if (!watched.has(file)) watched.set(file, watchFile(file, onChange));
  };
  return {
    follow,
    close: () => {
      follow([]);
    },
  };
}
