// The app's own database for a run of tests: a file with all tables, thrown away afterwards.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildMigrateProgram, MIGRATE_PROGRAM } from "./db-migrate.mjs";
import { runToEnd } from "./run-to-end.mjs";
import { UserError } from "./user-error.mjs";

/**
 * Every app that is started from here on uses it, by DATABASE_URL in this process's environment.
 *
 * @returns {Promise<() => Promise<void>>} removes it
 */
export async function useTestDatabase() {
  const folder = await mkdtemp(join(tmpdir(), "foyer-app-db-"));
  process.env.DATABASE_URL = `file:${join(folder, "app.sqlite")}`;
  await buildMigrateProgram();
  if ((await runToEnd(process.execPath, [MIGRATE_PROGRAM])) !== 0) {
    throw new UserError("The app's tables can't be made; the reason stands above.");
  }
  return () => rm(folder, { recursive: true, force: true });
}
