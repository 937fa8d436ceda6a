/** The tables at the app's start: made in development, looked for in production. */
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { database } from "./database";
import { migrate, pendingMigrations } from "./migrate";

/**
 * Ends the process with the plain reason where tables are missing in production: replicas that start together must not
 * each decide to change them. A database that does not answer is no reason to stay down: the app is not ready meanwhile.
 */
export async function requireTables(): Promise<void> {
  try {
    if (!env().isProduction) {
      await migrate(database());
      return;
    }
    const pending = await pendingMigrations(database());
    if (pending.length === 0) return;
    console.error(`\nThe app's tables are not up to date (${pending.join(", ")}). Run: npm run db:migrate\n`);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    if (env().isProduction) {
      log().error({ problem }, "the app's database (DATABASE_URL) does not answer");
      return;
    }
    console.error(`\nThe app's database (DATABASE_URL) can't be used: ${problem}\n`);
  }
  process.exit(1);
}
