import { env } from "@/lib/env";

/** Ends the process with the plain reason where the configuration is not valid. */
export function requireEnv(): void {
  try {
    env();
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
