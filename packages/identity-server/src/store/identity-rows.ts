// Rows of identities and their parts, to and from what the rest of the server works with.
import type {
  AddressChannel,
  AddressStatus,
  Credential,
  CredentialType,
  Identity,
  IdentityState,
  RecoveryAddress,
  VerifiableAddress,
} from "../identities/identity.js";
import type { JsonObject, JsonValue } from "../json.js";
import type { AssuranceLevel } from "../sessions/session.js";
import type { SqlParams } from "./database.js";

export const identityColumns =
  "id, schema_id, state, state_changed_at, traits, metadata_public, metadata_admin, external_id, organization_id, available_aal, created_at, updated_at";

export interface IdentityRow {
  id: string;
  schema_id: string;
  state: IdentityState;
  state_changed_at: number | null;
  traits: string;
  metadata_public: string;
  metadata_admin: string;
  external_id: string | null;
  organization_id: string | null;
  available_aal: AssuranceLevel;
  created_at: number;
  updated_at: number;
}

export interface CredentialRow {
  type: CredentialType;
  config: string;
  version: number;
  created_at: number;
  updated_at: number;
  /** A JSON array. */
  identifiers: string;
}

export interface RecoveryAddressRow {
  id: string;
  via: AddressChannel;
  value: string;
  created_at: number;
  updated_at: number;
}

export interface VerifiableAddressRow extends RecoveryAddressRow {
  verified: number;
  verified_at: number | null;
  status: AddressStatus;
}

export function toIdentity(
  row: IdentityRow,
  verifiableAddresses: VerifiableAddress[],
  recoveryAddresses: RecoveryAddress[],
): Identity {
  return {
    id: row.id,
    schemaId: row.schema_id,
    state: row.state,
    stateChangedAt: row.state_changed_at,
    traits: JSON.parse(row.traits) as JsonObject,
    metadataPublic: JSON.parse(row.metadata_public) as JsonValue,
    metadataAdmin: JSON.parse(row.metadata_admin) as JsonValue,
    externalId: row.external_id,
    organizationId: row.organization_id,
    availableAal: row.available_aal,
    verifiableAddresses,
    recoveryAddresses,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function identityParams(identity: Identity): SqlParams {
  return {
    id: identity.id,
    schemaId: identity.schemaId,
    state: identity.state,
    stateChangedAt: identity.stateChangedAt,
    traits: JSON.stringify(identity.traits),
    metadataPublic: JSON.stringify(identity.metadataPublic),
    metadataAdmin: JSON.stringify(identity.metadataAdmin),
    externalId: identity.externalId,
    organizationId: identity.organizationId,
    availableAal: identity.availableAal,
    createdAt: identity.createdAt,
    updatedAt: identity.updatedAt,
  };
}

export function toCredential(row: CredentialRow): Credential {
  return {
    type: row.type,
    identifiers: JSON.parse(row.identifiers) as string[],
    config: JSON.parse(row.config) as JsonObject,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function toVerifiableAddress(row: VerifiableAddressRow): VerifiableAddress {
  return {
    id: row.id,
    value: row.value,
    via: row.via,
    verified: row.verified === 1,
    verifiedAt: row.verified_at,
    status: row.status,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function toRecoveryAddress(row: RecoveryAddressRow): RecoveryAddress {
  return {
    id: row.id,
    value: row.value,
    via: row.via,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
