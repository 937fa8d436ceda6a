/** Whether an account knows the browser that somebody has signed in with. */
import type { SecurityEvent, SecurityEventKind } from "@/lib/activity/security-events";

type Trace = Pick<SecurityEvent, "kind" | "browser" | "system" | "address">;

const ARRIVALS: ReadonlySet<SecurityEventKind> = new Set([
  "signed_up",
  "signed_in",
  "recovered",
  "confirmed",
]);

/**
 * Known by what the activity keeps and nothing more: the browser's and the system's name together with the network. An
 * account without any sign-in before has nothing to compare with: its first one is nobody's surprise.
 *
 * @param earlier  the account's events before this one
 */
export function isNewDevice(event: Trace, earlier: readonly Trace[]): boolean {
  const arrivals = earlier.filter(({ kind }) => ARRIVALS.has(kind));
  return (
    arrivals.length > 0 &&
    !arrivals.some(
      ({ browser, system, address }) =>
        browser === event.browser && system === event.system && address === event.address,
    )
  );
}
