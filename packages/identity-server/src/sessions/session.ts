// A session: who is signed in, how they proved it, until when, from where.
import type { Identity } from "../identities/identity.js";
import type { Timestamp } from "../time.js";

export type AssuranceLevel = "aal0" | "aal1" | "aal2";

export type AuthenticationMethodName =
  | "password"
  | "oidc"
  | "code"
  | "totp"
  | "lookup_secret"
  | "webauthn"
  | "passkey"
  | "code_recovery"
  | "link_recovery";

/** One proof within a session; they accumulate ("AMR", authentication method references). */
export interface AuthenticationMethod {
  method: AuthenticationMethodName;
  aal: AssuranceLevel;
  completedAt: Timestamp;
  provider?: string;
  organization?: string;
}

export interface Device {
  id: string;
  ipAddress: string;
  userAgent: string;
  location: string;
}

/** A session as stored. The token is not here: only its hash is kept (see token.ts). */
export interface Session {
  id: string;
  identityId: string;
  /** The stored flag; {@link isActive} in sessions/active.ts tells whether the session counts now. */
  active: boolean;
  aal: AssuranceLevel;
  authenticationMethods: AuthenticationMethod[];
  devices: Device[];
  issuedAt: Timestamp;
  authenticatedAt: Timestamp;
  expiresAt: Timestamp;
}

/** A session that counts, with its identity and the token by which it was found. */
export interface ActiveSession {
  session: Session;
  identity: Identity;
  token: string;
}
