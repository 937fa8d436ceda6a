// The server as it is shipped, in a process of its own, and killed by SIGKILL.
import { join } from "node:path";
import { startProcess, type ServerProcess } from "../support/process.js";
import type { Home, Place } from "./server.js";

const preload = new URL("own-process.mjs", import.meta.url).href;

/** Runs the bundle, which has to be there. */
export function createOwnProcess({ folder, config, publicPort, adminPort }: Place): Home {
  const outputs: (() => string)[] = [];
  let child: ServerProcess | undefined;
  return {
    errors: () =>
      outputs
        .flatMap((output) => output().split("\n"))
        .filter((line) => /"level":(?:"error"|"fatal"|50|60)/.test(line)),
    open: async () => {
      child = await startProcess({
        databasePath: join(folder, "identity.sqlite"),
        config,
        ports: [publicPort, adminPort],
        env: { NODE_OPTIONS: `--import=${preload}`, FOYER_WALK_NOW: String(Date.now()) },
      });
      outputs.push(child.output);
    },
    close: async () => {
      await child?.end("SIGTERM");
    },
    kill: async () => {
      await child?.end("SIGKILL");
    },
  };
}
