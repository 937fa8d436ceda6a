// The current configuration of a running server: read once, read again when a file changes.
import { watch, type FSWatcher } from "node:fs";
import { basename, dirname } from "node:path";
import { ConfigError, loadConfig, type ConfigSources } from "./load.js";
import type { Config } from "./schema/index.js";

export interface ConfigSource {
  current: () => Config;
  /** Reads the files again. Returns false, with the old configuration kept, when they have a problem. */
  reload: () => boolean;
  close: () => void;
}

export interface ConfigSourceOptions extends ConfigSources {
  /** Whether to watch the files. */
  watch?: boolean;
  onChange?: (config: Config) => void;
  /** Gets what was wrong with a changed file, or which key needs a restart. */
  onProblem?: (text: string) => void;
}

// Listeners and logs are set up once; as in Kratos a change there waits for the next start.
const NEEDS_RESTART = ["serve", "log", "dsn", "dev"] as const;
// An editor writes a file in several steps.
const SETTLE_MS = 50;

/** @throws ConfigError when the configuration has a problem at the start */
export function openConfig(options: ConfigSourceOptions): ConfigSource {
  let config = loadConfig(options);
  const report = options.onProblem ?? (() => undefined);

  const reload = (): boolean => {
    try {
      const next = loadConfig(options);
      for (const key of NEEDS_RESTART) {
        if (JSON.stringify(next[key]) !== JSON.stringify(config[key])) {
          report(`${key}: the change needs a restart; the old value stays in force until then`);
        }
      }
      const { serve, log, dsn, dev } = config;
      config = { ...next, serve, log, dsn, dev };
      options.onChange?.(config);
      return true;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      report(`${error.message}\nThe configuration from before stays in force.`);
      return false;
    }
  };

  const watchers = options.watch ? options.files.map((file) => watchFile(file, reload)) : [];
  return {
    current: () => config,
    reload,
    close: () => {
      for (const stop of watchers) stop();
    },
  };
}

/** Watches the folder, because many editors and orchestrators put a new file in the old one's place. */
function watchFile(file: string, onChange: () => void): () => void {
  const name = basename(file);
  let timer: NodeJS.Timeout | undefined;
  const watcher: FSWatcher = watch(dirname(file), { persistent: false }, (_event, changed) => {
    // A mounted configuration is swapped by its link, `..data`, and not by its own name.
    if (changed !== null && changed !== name && changed !== "..data") return;
    clearTimeout(timer);
    timer = setTimeout(onChange, SETTLE_MS);
    timer.unref();
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}
