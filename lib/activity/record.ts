/** Writes security events down as they happen. It never stands in the way of what it writes down. */
import "server-only";
import { deviceName } from "@/lib/account/device";
import { database } from "@/lib/db/database";
import { log } from "@/lib/log";
import type { Visitor } from "@/lib/request";
import { forgetOldEventsDaily } from "./retention";
import { coarseAddress } from "./coarse-address";
import { ownSecurityEvents, type SecurityEventKind } from "./security-events";

interface Happening {
  kind: SecurityEventKind;
  ways?: string[];
}

/**
 * @param identityId  as the service has named them
 * @param visitor  who did it; left out where it was an administrator, whose device is nobody else's business
 */
export async function recordSecurityEvent(
  identityId: string,
  { kind, ways = [] }: Happening,
  { requestId, userAgent, address }: Pick<Visitor, "requestId"> & Partial<Visitor>,
): Promise<void> {
  const { browser, system } = deviceName(userAgent);
  try {
    await ownSecurityEvents(database(), identityId).add({
      kind,
      ways,
      browser,
      system,
      address: coarseAddress(address),
    });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    log().error({ requestId, identityId, kind, problem }, "a security event could not be written");
  }
  await forgetOldEventsDaily(database());
}
