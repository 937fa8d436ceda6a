/** Brings the tables up to date. Safe to run on two replicas at once: one waits for the other. */
import { type Kysely, type Migration, type MigrationResultSet, Migrator, SqliteAdapter, sql } from "kysely";
import { migrations } from "./migrations";
import type { Database } from "./open";

export type Migrations = Readonly<Record<string, Migration>>;

/**
 * Applies what is missing, all of it or, where one fails, nothing.
 *
 * @param known all there are, by name
 * @returns the names of the migrations that were applied, in order
 * @throws the database's own error where one fails
 */
export async function migrate(db: Database, known: Migrations = migrations): Promise<string[]> {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter;
  const { error, results = [] } = await (isSqlite
    ? migrateFile(db, known)
    : migrator(db, known).migrateToLatest());
  // Databases throw errors, nothing else.
  if (error !== undefined) throw error as Error;
  return results.map(({ migrationName }) => migrationName);
}

/** Kysely locks and rolls back on Postgres by itself, on SQLite not: the file's own write lock does both. */
function migrateFile(db: Database, known: Migrations): Promise<MigrationResultSet> {
  return db.connection().execute(async (connection) => {
    await sql`begin immediate`.execute(connection);
    const result = await migrator(connection, known).migrateToLatest();
    await (result.error ? sql`rollback` : sql`commit`).execute(connection);
    return result;
  });
}

/** @returns the names of the migrations that are not applied yet */
export async function pendingMigrations(db: Database): Promise<string[]> {
  const all = await migrator(db, migrations).getMigrations();
  return all.filter(({ executedAt }) => executedAt === undefined).map(({ name }) => name);
}

function migrator<T>(db: Kysely<T>, known: Migrations): Migrator {
  return new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...known }) },
    // A fork has its own; those that a later version of the starter brings come after them, whatever they are called.
    allowUnorderedMigrations: true,
  });
}
