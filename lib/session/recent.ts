/** Whether a sign-in is recent enough for what can't be undone. */
import type { Session } from "@ory/client";

const RECENT_MS = 15 * 60 * 1000;

/** @param now  milliseconds since the epoch */
export function isRecent({ authenticated_at: at }: Session, now = Date.now()): boolean {
  const age = now - Date.parse(at ?? "");
  return age < RECENT_MS;
}
