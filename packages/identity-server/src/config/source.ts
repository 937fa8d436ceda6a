// The current configuration of a running server: read once, read again when a file changes.
import { statSync } from "node:fs";
import { ConfigError, loadConfig, type ConfigSources } from "./load.js";
import type { Config } from "./schema/index.js";
import { watchFiles } from "./watch.js";

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

/** @throws ConfigError when the configuration has a problem at the start */
export function openConfig(options: ConfigSourceOptions): ConfigSource {
  let config = loadConfig(options);
  const report = options.onProblem ?? (() => undefined);

  const reload = (): boolean => {
    try {
      refuseEmptyFiles(options.files);
      const next = loadConfig(options);
      const [opened, asked] = [openedOnce(config), openedOnce(next)];
      for (const key of Object.keys(opened)) {
        if (JSON.stringify(opened[key]) !== JSON.stringify(asked[key])) {
          report(`${key}: the change needs a restart; the old value stays in force until then`);
        }
      }
      const { log, dsn, dev } = config;
      config = { ...next, log, dsn, dev, serve: keepListeners(config.serve, next.serve) };
      options.onChange?.(config);
      return true;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      report(`${error.message}\nThe configuration from before stays in force.`);
      return false;
    }
  };

  const watched = watchFiles(reload);
  if (options.watch) watched.follow(options.files);
  return {
    current: () => config,
    reload,
    close: watched.close,
  };
}

/**
 * A file is emptied before it is written anew: read in between, it would set everything back to its default.
 *
 * @throws ConfigError
 */
function refuseEmptyFiles(files: readonly string[]): void {
  const empty = files.filter((file) => statSync(file, { throwIfNoEntry: false })?.size === 0);
  if (empty.length > 0) throw new ConfigError(empty.map((file) => `${file}: is empty`));
}

/** As `next` says, but for what was opened at the start. */
function keepListeners(serve: Config["serve"], next: Config["serve"]): Config["serve"] {
  return { public: keepListener(serve.public, next.public), admin: keepListener(serve.admin, next.admin) };
}

function keepListener<Listener extends Config["serve"]["admin"]>(old: Listener, next: Listener): Listener {
  const { host, port, socket, tls } = old;
  const isMoved = next.host !== host || next.port !== port;
  // An address with the new port in it leads nowhere before there is a listener.
  const isDerived = isMoved && new URL(next.base_url).port === String(next.port);
  return { ...next, host, port, socket, tls, ...(isDerived && { base_url: old.base_url }) };
}

/** What of a configuration is opened once, by the key that a person looks for. */
function openedOnce({ serve, log, dsn, dev }: Config): Record<string, unknown> {
  const listener = ({ host, port, socket, tls }: Config["serve"]["admin"]) => ({ host, port, socket, tls });
  return { "serve.public": listener(serve.public), "serve.admin": listener(serve.admin), log, dsn, dev };
}
