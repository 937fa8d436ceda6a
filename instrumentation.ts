import type { Instrumentation } from "next";

let noteRequestError: Instrumentation.onRequestError | undefined;

/** Runs once when the server starts: a configuration that can't work is named now, not at the first visitor. */
export async function register() {
  // Next.js compiles this file for its edge runtime too, which has none of what follows.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { requireEnv } = await import("@/lib/require-env");
  requireEnv();
  const { requireTables } = await import("@/lib/db/require-tables");
  await requireTables();
  const { env } = await import("@/lib/env");
  const { telemetry, trustedProxies, isProduction, mail } = env();
  if (isProduction && mail === undefined) {
    const { log } = await import("@/lib/log");
    log().warn("MAIL_SMTP_URI is not set: nobody is told by mail of changes to the safety of their account");
  }
  if (telemetry) {
    const { startTelemetry } = await import("@/lib/telemetry/start");
    startTelemetry(telemetry, { trustsTraces: trustedProxies > 0 });
  }
  ({ noteRequestError } = await import("@/lib/failure/note-request-error"));
}

/** Nothing is awaited: the failure must be noted before its answer is written. */
export const onRequestError: Instrumentation.onRequestError = (...failure) => noteRequestError?.(...failure);
