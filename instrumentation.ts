/** Runs once when the server starts: a configuration that can't work is named now, not at the first visitor. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { requireEnv } = await import("@/lib/require-env");
  requireEnv();
  const { requireTables } = await import("@/lib/db/require-tables");
  await requireTables();
}
