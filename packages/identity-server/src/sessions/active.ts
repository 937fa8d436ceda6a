// Finds the session that a token stands for, if it counts.
import type { Context } from "../context.js";
import type { Identity } from "../identities/identity.js";
import type { Store } from "../store/index.js";
import type { ActiveSession, Session } from "./session.js";
import { hashToken } from "./token.js";

/** A session counts while it is neither revoked nor over, and its identity may sign in. */
export function isActive(session: Session, identity: Identity, now: number): boolean {
  return session.active && session.expiresAt > now && identity.state === "active";
}

/**
 * @returns the session, not to be changed; undefined for an unknown token and for a session that no longer counts
 */
export function findActiveSession({ store, now }: Context, token: string): ActiveSession | undefined {
  const found = findSession(store, token);
  return found && isActive(found.session, found.identity, now()) ? found : undefined;
}

interface RecentSessions {
  /** `Store.changeCount` when they were read. */
  changeCount: number;
  byToken: Map<string, ActiveSession>;
}

// Sessions that were asked for lately: whoami is asked with every page. Good until an identity or a session changes.
const MAX_RECENT = 2000;
const recentSessions = new WeakMap<Store, RecentSessions>();

function findSession(store: Store, token: string): ActiveSession | undefined {
  const changeCount = store.changeCount();
  let recent = recentSessions.get(store);
  if (recent?.changeCount !== changeCount) {
    recent = { changeCount, byToken: new Map() };
    recentSessions.set(store, recent);
  }
  const known = recent.byToken.get(token);
  if (known) return known;

  const session = store.sessions.findByTokenHash(hashToken(token));
  const identity = session && store.identities.find(session.identityId);
  if (!identity) return undefined;
  const found: ActiveSession = Object.freeze({
    session: Object.freeze(session),
    identity: Object.freeze(identity),
    token,
  });
  if (recent.byToken.size >= MAX_RECENT) recent.byToken.clear();
  recent.byToken.set(token, found);
  return found;
}
