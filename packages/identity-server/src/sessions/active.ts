// Finds the session that a token stands for, if it counts.
import type { Context } from "../context.js";
import type { Identity } from "../identities/identity.js";
import type { ActiveSession, Session } from "./session.js";
import { hashToken } from "./token.js";

/** A session counts while it is neither revoked nor over, and its identity may sign in. */
export function isActive(session: Session, identity: Identity, now: number): boolean {
  return session.active && session.expiresAt > now && identity.state === "active";
}

/** @returns undefined for an unknown token and for a session that no longer counts */
export function findActiveSession(context: Context, token: string): ActiveSession | undefined {
  const session = context.store.sessions.findByTokenHash(hashToken(token));
  const identity = session && context.store.identities.find(session.identityId);
  if (!session || !identity || !isActive(session, identity, context.now())) return undefined;
  return { session, identity, token };
}
