/** The advice for whoever looks at their dashboard. */
import "server-only";
import type { Session } from "@ory/client";
import { getIdentity } from "@/lib/admin/identities";
import type { Visitor } from "@/lib/request";
import { settingsGroups } from "@/lib/settings/groups";
import { type AdviceId, adviceIds, adviceOf } from "./advice";

/** Where the admin API refuses or does not answer, it is left alone for so long: dashboards need not wait for it each time. */
const PAUSE_MS = 60_000;

let pausedUntil = 0;

/**
 * Asks the service for what {@link adviceOf} goes by: the identity's credentials, and once in a while what there is to set up.
 *
 * @param putAway  what is not to be said, which need not be asked for
 */
export async function adviceFor(
  session: Session,
  visitor: Visitor,
  putAway: ReadonlySet<AdviceId>,
): Promise<AdviceId[]> {
  const { identity } = session;
  if (!identity || Date.now() < pausedUntil || adviceIds.every((id) => putAway.has(id))) return [];
  const [found, groups] = await Promise.all([getIdentity(visitor, identity.id), settingsGroups(visitor)]);
  if (found.kind !== "ok") pausedUntil = Date.now() + PAUSE_MS;
  if (found.kind !== "ok" || groups === undefined) return [];
  return adviceOf({ session, identity: found.value, groups }).filter((id) => !putAway.has(id));
}
