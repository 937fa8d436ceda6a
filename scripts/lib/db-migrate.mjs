// The migrations as a program: `npm run build` leaves it in dist/ for machines without build tools.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./root.mjs";
import { UserError } from "./user-error.mjs";

export const MIGRATE_PROGRAM = join(ROOT, "dist/db-migrate.mjs");

/**
 * Bundles it, which takes a fraction of a second; where there is no bundler, the built one is good.
 *
 * @throws {UserError} where there is neither
 */
export async function buildMigrateProgram() {
  const esbuild = await import("esbuild").catch(() => undefined);
  if (esbuild) {
    await esbuild.build({
      entryPoints: [join(ROOT, "lib/db/migrate-command.ts")],
      outfile: MIGRATE_PROGRAM,
      bundle: true,
      packages: "external",
      alias: { "@": ROOT },
      platform: "node",
      format: "esm",
      target: "node20",
      logLevel: "warning",
    });
  } else if (!existsSync(MIGRATE_PROGRAM)) {
    throw new UserError("The migrations are not built, and esbuild is not installed. Run: npm run build");
  }
}
