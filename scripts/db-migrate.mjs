// `npm run db:migrate`: brings the tables of the app's own database (DATABASE_URL) up to date.
import { loadEnvironment } from "./lib/environment.mjs";
import { buildMigrateProgram, MIGRATE_PROGRAM } from "./lib/db-migrate.mjs";
import { runToEnd } from "./lib/run-to-end.mjs";
import { runMain } from "./lib/user-error.mjs";

await runMain(async () => {
  await buildMigrateProgram();
  // Development brings its tables up to date by itself: this is for production, and reads its files.
  return runToEnd(process.execPath, [MIGRATE_PROGRAM], loadEnvironment("production"));
});
