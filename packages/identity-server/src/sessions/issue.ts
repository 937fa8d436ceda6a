// How sessions begin and how they rise.
import { randomUUID } from "node:crypto";
import type { Context } from "../context.js";
import type { ClientInfo } from "../flows/request.js";
import type { Identity } from "../identities/identity.js";
import { reachedAal } from "./assurance.js";
import type { ActiveSession, AuthenticationMethod, Session } from "./session.js";
import { createSessionToken, hashToken } from "./token.js";

/**
 * A new session, not stored yet: `storeNewSession` does that within a write.
 *
 * @param client where the sign-in came from
 */
export function newSession(
  context: Context,
  identity: Identity,
  proofs: AuthenticationMethod[],
  client: ClientInfo,
): ActiveSession {
  const now = context.now();
  const session: Session = {
    id: randomUUID(),
    identityId: identity.id,
    active: true,
    aal: reachedAal(proofs),
    authenticationMethods: proofs,
    devices: [{ id: randomUUID(), ...client }],
    issuedAt: now,
    authenticatedAt: now,
    expiresAt: now + context.config().session.lifespan,
  };
  return { session, identity, token: createSessionToken() };
}

/** Within a write. */
export function storeNewSession(context: Context, { session, token }: ActiveSession): void {
  context.store.sessions.insert(session, hashToken(token));
}

/**
 * The same session, proved once more: its times move forward and the proof is added. Its token changes, so that whoever
 * held the old one does not rise with it (session fixation).
 *
 * @see https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html
 */
export function raisedSession(
  context: Context,
  { session, identity }: ActiveSession,
  proof: AuthenticationMethod,
): ActiveSession {
  const now = context.now();
  const authenticationMethods = [...session.authenticationMethods, proof];
  return {
    identity,
    session: {
      ...session,
      aal: reachedAal(authenticationMethods),
      authenticationMethods,
      issuedAt: session.issuedAt,
      authenticatedAt: now,
      expiresAt: now + context.config().session.lifespan,
    },
    token: createSessionToken(),
  };
}

/**
 * The same session with a factor that was set up just now, and is proved thereby. That is no new sign-in: its times stay.
 *
 * @param keepsToken for native clients, which are not told a new one here; they hold what they set the factor up with
 */
export function extendedSession(
  { session, identity, token }: ActiveSession,
  proof: AuthenticationMethod,
  { keepsToken }: { keepsToken: boolean },
): ActiveSession {
  const authenticationMethods = [...session.authenticationMethods, proof];
  return {
    identity,
    session: { ...session, aal: reachedAal(authenticationMethods), authenticationMethods },
    token: keepsToken ? token : createSessionToken(),
  };
}

/** Within a write. @returns false when the session was revoked meanwhile */
export function storeRaisedSession(context: Context, { session, token }: ActiveSession): boolean {
  const stored = context.store.sessions.find(session.id);
  if (!stored?.active) return false;
  return context.store.sessions.update(session, hashToken(token));
}
