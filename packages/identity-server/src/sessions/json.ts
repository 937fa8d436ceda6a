// A session as clients see it.
import { publicIdentityJson } from "../identities/json.js";
import type { Identity } from "../identities/identity.js";
import type { Config } from "../config/index.js";
import type { JsonObject } from "../json.js";
import { iso, type Timestamp } from "../time.js";
import { isActive } from "./active.js";
import type { AuthenticationMethod, Session } from "./session.js";

/**
 * @param identity null where the answer leaves it out
 */
export function sessionJson(
  config: Config,
  session: Session,
  identity: Identity | null,
  options: { now: Timestamp; isActive?: boolean },
): JsonObject {
  return {
    id: session.id,
    active: options.isActive ?? (identity !== null && isActive(session, identity, options.now)),
    expires_at: iso(session.expiresAt),
    authenticated_at: iso(session.authenticatedAt),
    authenticator_assurance_level: session.aal,
    authentication_methods: session.authenticationMethods.map(proofJson),
    issued_at: iso(session.issuedAt),
    identity: identity && publicIdentityJson(config, identity),
    devices: devicesJson(session),
  };
}

function devicesJson(session: Session): JsonObject[] {
  return session.devices.map((device) => ({
    id: device.id,
    ip_address: device.ipAddress,
    user_agent: device.userAgent,
    location: device.location,
  }));
}

function proofJson({ method, aal, completedAt, provider, organization }: AuthenticationMethod): JsonObject {
  return {
    method,
    aal,
    completed_at: iso(completedAt),
    ...(provider !== undefined && { provider }),
    ...(organization !== undefined && { organization }),
  };
}
