// The server in the process of the walk: started at once, and killed by going on from what was on disk at that moment.
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { createIdentityServer, type IdentityServer } from "../../src/index.js";
import { dieAtLastAnswer } from "./last-answer.mjs";
import type { Home, Place } from "./server.js";

const database = "identity.sqlite";

let die: () => void = () => undefined;
dieAtLastAnswer(() => {
  die();
});

export function createInProcess(place: Place): Home {
  const errors: string[] = [];
  let generation = 0;
  let folder = newFolder();
  /** What was on disk when the last answer left. */
  let left: string | undefined;
  let server: IdentityServer | undefined;

  function newFolder(): string {
    generation += 1;
    const path = join(place.folder, String(generation));
    mkdirSync(path);
    return path;
  }

  /** In one go: nothing else is written between the copies. */
  function copyFiles(): string {
    const copy = newFolder();
    for (const file of [database, `${database}-wal`]) {
      if (existsSync(join(folder, file))) copyFileSync(join(folder, file), join(copy, file));
    }
    return copy;
  }

  return {
    errors: () => errors,
    open: async () => {
      die = () => {
        left ??= copyFiles();
      };
      server = await createIdentityServer({
        files: [place.config],
        env: {
          DSN: `sqlite://${join(folder, database)}`,
          SERVE_PUBLIC_HOST: "127.0.0.1",
          SERVE_PUBLIC_PORT: String(place.publicPort),
          SERVE_PUBLIC_BASE_URL: `${place.publicUrl}/`,
          SERVE_ADMIN_HOST: "127.0.0.1",
          SERVE_ADMIN_PORT: String(place.adminPort),
          SERVE_ADMIN_BASE_URL: `${place.adminUrl}/`,
        },
        isDev: true,
        withoutLimits: true,
        checksAnswers: true,
        log: pino({ level: "error" }, { write: (line) => void errors.push(line) }),
      });
      await server.listen();
    },
    close: async () => {
      await server?.close();
    },
    kill: async () => {
      const next = left ?? copyFiles();
      await server?.close();
      folder = next;
      left = undefined;
    },
  };
}
