/** The session in pages: who is signed in, asked once a request. */
import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { Session } from "@ory/client";
import { hereOf, OWN_HEADERS, requestIdOf, visitorOf } from "@/lib/request";
import { loginHref, unavailableHref } from "./hrefs";
import { asPolicyHasIt, isAal2 } from "./aal2-policy";
import { hasRole, type Role } from "./roles";
import { openSession } from "./sealed-session";
import { askWhoami, type Whoami } from "./whoami";

/** The visitor's session, or null: also where the service cannot be asked, so that open pages stay open. */
export async function getSession(): Promise<Session | null> {
  const who = await currentWhoami();
  return who.kind === "session" ? who.session : null;
}

/**
 * The session of whoever is signed in, though it may not count yet (REQUIRE_AAL2), or null. To show somebody who they are,
 * and the way out or on; it lets nobody in.
 */
export async function getSignedIn(): Promise<Session | null> {
  const who = await serviceWhoami();
  return who.kind === "session" ? who.session : null;
}

/** The visitor's session. Whoever has none is sent to sign in, and comes back to `here`. */
export async function requireSession(): Promise<Session> {
  const who = await currentWhoami();
  if (who.kind === "session") return who.session;
  const here = hereOf(await headers(), "") || undefined;
  if (who.kind === "unavailable") return redirect(unavailableHref(here, requestIdOf(await headers())));
  return redirect(loginHref(here, { isSecondFactor: who.kind === "aal2" }));
}

/** The session of a person with that role. For anybody else there is no such page. */
export async function requireRole(role: Role): Promise<Session> {
  const session = await requireSession();
  return hasRole(session.identity, role) ? session : notFound();
}

/**
 * A session proved with a second factor. Whoever has not done that is asked for it, whoever has none is led to setting one
 * up, and both come back.
 */
export async function requireAal2(): Promise<Session> {
  const session = await requireSession();
  if (isAal2(session)) return session;
  const here = hereOf(await headers(), "") || undefined;
  return redirect(loginHref(here, { isSecondFactor: true }));
}

async function currentWhoami(): Promise<Whoami> {
  return asPolicyHasIt(await serviceWhoami());
}

/** The middleware's answer where it has asked already, else the service's own. */
const serviceWhoami = cache(async (): Promise<Whoami> => {
  const requestHeaders = await headers();
  const visitor = visitorOf(requestHeaders);
  const session = await openSession(requestHeaders.get(OWN_HEADERS.session), visitor.cookie);
  return session ? { kind: "session", session, setCookies: [] } : askWhoami(visitor);
});
