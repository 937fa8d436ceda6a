/** Who may use the console. Asked by every page of it and by every action. */
import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import type { Identity } from "@ory/client";
import { hasAudit, recordGrant } from "@/lib/audit/audit-log";
import { database } from "@/lib/db/database";
import { env } from "@/lib/env";
import { hereOf, type Visitor, visitorOf } from "@/lib/request";
import { loginHref, unavailableHref } from "@/lib/session/hrefs";
import { isAal2 } from "@/lib/session/aal2-policy";
import { isRecent } from "@/lib/session/recent";
import { hasRole } from "@/lib/session/roles";
import { requireSession } from "@/lib/session/session";
import { addRole, getIdentity } from "./identities";
import { hasSecondFactor } from "./second-factor";

export interface Admin {
  /** Of the administrator. */
  identityId: string;
  visitor: Visitor;
  /** Whether they have signed in lately enough for what gives somebody an account, or takes it away. */
  isRecent: boolean;
}

/**
 * An administrator: an identity with the role, proved with its second factor where it has one. For anybody else there is
 * no such page.
 */
export async function requireAdmin(): Promise<Admin> {
  const session = await requireSession();
  const requestHeaders = await headers();
  const visitor = visitorOf(requestHeaders);
  const here = hereOf(requestHeaders, "/admin");
  if (!session.identity) notFound();
  if (!hasRole(session.identity, "admin") && !isNamed(session.identity)) notFound();

  const found = await getIdentity(visitor, session.identity.id);
  if (found.kind !== "ok") redirect(unavailableHref(here, visitor.requestId));
  // Whoever ADMIN_EMAILS names has no role yet by which REQUIRE_AAL2 could know them.
  if (!isAal2(session) && (env().requireAal2 !== "nobody" || hasSecondFactor(found.value))) {
    redirect(loginHref(here, { isSecondFactor: true }));
  }
  const isAdmin = hasRole(found.value, "admin") || (await grantAtFirst(found.value, visitor));
  if (!isAdmin) notFound();
  return { identityId: session.identity.id, visitor, isRecent: isRecent(session) };
}

/** Whether ADMIN_EMAILS has an address of the person's that is confirmed. */
function isNamed({ verifiable_addresses: addresses = [] }: Identity): boolean {
  return addresses.some(
    ({ via, value, verified }) =>
      via === "email" && verified && env().adminEmails.includes(value.toLowerCase()),
  );
}

/**
 * Once for each identity: whoever has been given the role and lost it again doesn't get it back by the setting. Two requests
 * at once give it once, and both go on.
 */
async function grantAtFirst(identity: Identity, visitor: Visitor): Promise<boolean> {
  if (!isNamed(identity) || (await hasAudit(database(), "role.granted", identity.id))) return false;
  const event = {
    actorId: null,
    action: "role.granted",
    subject: { kind: "identity", id: identity.id },
    address: visitor.address,
    details: { role: "admin", setting: "ADMIN_EMAILS" },
  } as const;
  const isAdmin = async () => {
    const found = await getIdentity(visitor, identity.id);
    return found.kind === "ok" && hasRole(found.value, "admin");
  };
  const isGranted = await recordGrant(database(), event, async () => {
    const updated = await addRole(visitor, identity, "admin");
    // Where the answer is lost, the role may have been given all the same.
    return updated.kind === "ok" || (updated.kind === "unavailable" && (await isAdmin()));
  });
  return isGranted || isAdmin();
}
