import { env } from "@/lib/env";
import { checkedOrigins, otherOrigins } from "@/lib/security/other-origins";

/** Ends the process with the plain reason where the configuration is not valid, or the code that is meant to be edited. */
export function requireEnv(): void {
  try {
    env();
    checkedOrigins(otherOrigins);
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
