// The environment as Next reads it: what is set already, then .env.local, .env.development, .env and the like.
import nextEnv from "@next/env";
import { ROOT } from "./root.mjs";

/** @typedef {Record<string, string | undefined>} Environment */

/**
 * @param {"development" | "production"} mode chooses which of the files are read
 * @returns {Environment} a copy; the process's own environment stays as it was, so that Next can read its files again
 *   when they change
 */
export function loadEnvironment(mode) {
  const before = { ...process.env };
  const { combinedEnv } = nextEnv.loadEnvConfig(ROOT, mode === "development", {
    info: () => {},
    error: console.error,
  });
  const loaded = { ...combinedEnv };
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
  delete loaded.__NEXT_PROCESSED_ENV;
  return loaded;
}
