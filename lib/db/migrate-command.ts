/** `npm run db:migrate`: brings the tables up to date, before the app is started in production. */
import { env } from "@/lib/env";
import { migrate } from "./migrate";
import { openDatabase } from "./open";

try {
  const { database } = env();
  const db = openDatabase(database);
  const applied = await migrate(db).finally(() => db.destroy());
  for (const name of applied) console.log(`applied ${name}`);
  if (applied.length === 0) console.log("The tables are up to date.");
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
