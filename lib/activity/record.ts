/**
 * Writes security events down as they happen, and has the person told by mail of those that matter. It never stands in the
 * way of what it writes down.
 */
import "server-only";
import { deviceName } from "@/lib/account/device";
import { database } from "@/lib/db/database";
import { localeOfVisitor } from "@/lib/i18n/negotiate";
import { log } from "@/lib/log";
import type { Visitor } from "@/lib/request";
import { forgetOldEventsDaily } from "./retention";
import type { Account } from "@/lib/security-mails/account";
import { areAddressesChanged } from "@/lib/security-mails/addresses";
import { tellByMail } from "@/lib/security-mails/tell";
import { isKnownBrowser } from "@/lib/session/known-browser";
import { coarseAddress } from "./coarse-address";
import { ownSecurityEvents, type SecurityEvent, type SecurityEventKind } from "./security-events";

interface Happening {
  kind: SecurityEventKind;
  ways?: string[];
  /** The account as it is now, where the answer tells. */
  account?: Account | undefined;
  /** The account as it was before. */
  before?: Account | undefined;
}

/** Whoever acts: a visitor, or an administrator, whose device is nobody else's business. */
type Actor = Visitor | { requestId: string; isAdministrator: true };

/** @param identityId  as the service has named them */
export async function recordSecurityEvent(
  identityId: string,
  { kind, ways = [], account, before }: Happening,
  actor: Actor,
): Promise<void> {
  const isMoved = before !== undefined && account !== undefined && areAddressesChanged(before, account);
  const event = {
    kind: isMoved && kind === "profile_changed" ? "address_changed" : kind,
    ways,
    ...traceOf(actor),
  } satisfies SecurityEvent;
  const { id: eventId, at } = await write(identityId, event, actor);
  tellByMail({
    requestId: actor.requestId,
    identityId,
    event: { ...event, at },
    eventId,
    isByAdministrator: "isAdministrator" in actor,
    account,
    before: isMoved ? before : undefined,
    isKnownBrowser: "cookie" in actor && isKnownBrowser(actor.cookie, identityId),
  });
  await forgetOldEventsDaily(database());
}

/** What is kept of who acted, and no more. */
export function traceOf(actor: Actor): Pick<SecurityEvent, "browser" | "system" | "address" | "language"> {
  if ("isAdministrator" in actor) {
    return { browser: undefined, system: undefined, address: undefined, language: undefined };
  }
  const { browser, system } = deviceName(actor.userAgent);
  return { browser, system, address: coarseAddress(actor.address), language: localeOfVisitor(actor) };
}

async function write(
  identityId: string,
  event: SecurityEvent,
  { requestId }: Actor,
): Promise<{ id: string | undefined; at: string }> {
  try {
    return await ownSecurityEvents(database(), identityId).add(event);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    log().error(
      { requestId, identityId, kind: event.kind, problem },
      "a security event could not be written",
    );
    return { id: undefined, at: new Date().toISOString() };
  }
}
