/** Signing out: the service's logout token in our own link, and what becomes of it. */
import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import { z } from "zod";
import { recordSecurityEvent } from "@/lib/activity/record";
import { type Visitor, visitorOf } from "@/lib/request";
import { returnToForService } from "@/lib/return-to";
import { askWhoami } from "@/lib/session/whoami";
import { askService, tellService, logNonsense, frontendApi } from "./client";
import { hasSessionCookie } from "./cookies";
import { type Destination, destinationOf } from "./destination";

/** Where a sign-out ends unless something else was asked for. */
export const AFTER_LOGOUT_PATH = "/login";

/**
 * @param returnTo  where the visitor is to go after signing out
 * @returns our own `/logout` link with the service's token; null without a session
 */
export const getLogoutHref = cache(async (returnTo?: string): Promise<string | null> => {
  const started = await logoutToken(visitorOf(await headers()));
  if (started.kind !== "token") return null;
  const query = new URLSearchParams({ token: started.token });
  if (returnTo) query.set("return_to", returnTo);
  return `/logout?${query.toString()}`;
});

type LogoutToken = { kind: "token"; token: string } | { kind: "not-signed-in" } | { kind: "unavailable" };

const tokenShape = z.looseObject({ logout_token: z.string().min(1) });

export async function logoutToken(visitor: Visitor): Promise<LogoutToken> {
  if (!hasSessionCookie(visitor.cookie)) return { kind: "not-signed-in" };
  const result = await askService("start logout", visitor, (options) =>
    frontendApi().createBrowserLogoutFlow(undefined, options),
  );
  if (result.kind === "unavailable") return result;
  const { success, data } = tokenShape.safeParse(result.body);
  if (result.status === 200 && success) return { kind: "token", token: data.logout_token };
  if (result.status === 401) return { kind: "not-signed-in" };
  logNonsense("start logout", visitor, result.status);
  return { kind: "unavailable" };
}

export type LogoutOutcome =
  | { kind: "signed-out"; to: Destination; setCookies: string[] }
  /** The token is not that of the visitor's session. */
  | { kind: "refused" }
  | { kind: "unavailable" };

/** @param returnTo  an address that the service holds to its allow list; one that is none is ignored */
export async function signOut(
  visitor: Visitor,
  token: string,
  returnTo: string | undefined,
): Promise<LogoutOutcome> {
  // Once the session is over nobody can tell whose it was.
  const who = await askWhoami(visitor);
  const target = returnTo === undefined ? undefined : returnToForService(returnTo, visitor.origin);
  const result = await tellService("logout", visitor, (options) =>
    frontendApi().updateLogoutFlow(
      { token, returnTo: target },
      // As HTML: only then does the answer say where to go by the service's configuration.
      { ...options, headers: { ...options.headers, accept: "text/html" } },
    ),
  );
  if (result.kind === "unavailable") return result;
  const { status, location, setCookies } = result;
  const to = signedOutTo(status, location, visitor);
  if (!to) return { kind: "refused" };
  if (who.kind === "session" && who.session.identity) {
    await recordSecurityEvent(who.session.identity.id, { kind: "signed_out" }, visitor);
  }
  return { kind: "signed-out", to, setCookies };
}

/** Where a sign-out has led; undefined where it was refused. */
function signedOutTo(
  status: number,
  location: string | undefined,
  { origin }: Visitor,
): Destination | undefined {
  const usual: Destination = { kind: "own", path: AFTER_LOGOUT_PATH };
  if (status === 204) return usual;
  if (status < 300 || location === undefined) return undefined;
  const to = destinationOf(location, origin) ?? usual;
  return to.kind === "own" && /^\/error([/?]|$)/.test(to.path) ? undefined : to;
}
