// An identity: who a person is to this server (traits), how they prove it (credentials), where they are reached (addresses).
import type { JsonObject, JsonValue } from "../json.js";
import type { AssuranceLevel } from "../sessions/session.js";
import type { Timestamp } from "../time.js";

export type IdentityState = "active" | "inactive";
export type AddressChannel = "email" | "sms";
export type AddressStatus = "pending" | "sent" | "completed";

export type CredentialType =
  | "password"
  | "oidc"
  | "saml"
  | "totp"
  | "lookup_secret"
  | "webauthn"
  | "code"
  | "passkey"
  | "link_recovery"
  | "code_recovery";

export interface Credential {
  type: CredentialType;
  /** Normalised; unique in the whole server for each type. */
  identifiers: string[];
  /** What the method stores, for example `{ hashed_password }`. Empty when the schema only claims the identifier. */
  config: JsonObject;
  version: number;
  createdAt: Timestamp;
  updatedAt: Timestamp;
}

export type Credentials = Partial<Record<CredentialType, Credential>>;

export interface VerifiableAddress {
  id: string;
  value: string;
  via: AddressChannel;
  verified: boolean;
  verifiedAt: Timestamp | null;
  status: AddressStatus;
  createdAt: Timestamp;
  updatedAt: Timestamp;
}

export interface RecoveryAddress {
  id: string;
  value: string;
  via: AddressChannel;
  createdAt: Timestamp;
  updatedAt: Timestamp;
}

export interface Identity {
  id: string;
  schemaId: string;
  state: IdentityState;
  stateChangedAt: Timestamp | null;
  /** Not stored: its traits are being changed in settings, or were just changed. See `toldIdentityJson`. */
  change?: "under-way" | "stored";
  traits: JsonObject;
  metadataPublic: JsonValue;
  metadataAdmin: JsonValue;
  externalId: string | null;
  organizationId: string | null;
  /** The highest level that the identity's credentials can reach; refreshed when they change and at sign-in. */
  availableAal: AssuranceLevel;
  verifiableAddresses: VerifiableAddress[];
  recoveryAddresses: RecoveryAddress[];
  createdAt: Timestamp;
  updatedAt: Timestamp;
}

/** An identity with its credentials: for sign-in, settings and the admin API, never for an answer of the public API. */
export interface IdentityWithCredentials extends Identity {
  credentials: Credentials;
}
