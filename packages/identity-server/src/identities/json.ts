// An identity as clients see it. Credentials and `metadata_admin` are added by the admin API alone.
import type { Config } from "../config/index.js";
import { publicUrl } from "../flows/return-to.js";
import { isJsonObject, type JsonObject } from "../json.js";
import { iso } from "../time.js";
import type { Identity, RecoveryAddress, VerifiableAddress } from "./identity.js";
import { encodeSchemaId } from "./schema.js";

export function publicIdentityJson(config: Config, identity: Identity): JsonObject {
  return {
    id: identity.id,
    ...(identity.externalId !== null && { external_id: identity.externalId }),
    schema_id: identity.schemaId,
    schema_url: publicUrl(config, `/schemas/${encodeSchemaId(identity.schemaId)}`),
    state: identity.state,
    ...(identity.stateChangedAt !== null && { state_changed_at: iso(identity.stateChangedAt) }),
    traits: identity.traits,
    ...(identity.verifiableAddresses.length > 0 && {
      verifiable_addresses: identity.verifiableAddresses.map(verifiableAddressJson),
    }),
    ...(identity.recoveryAddresses.length > 0 && {
      recovery_addresses: identity.recoveryAddresses.map(recoveryAddressJson),
    }),
    metadata_public: identity.metadataPublic,
    created_at: iso(identity.createdAt),
    updated_at: iso(identity.updatedAt),
    organization_id: identity.organizationId,
  };
}

/**
 * An identity as web hooks and messages are told of it. As in Kratos, where its traits change the time of its last change of
 * state is null, and not missing, and so is, until the change is stored, when its addresses were verified.
 */
export function toldIdentityJson(config: Config, identity: Identity): JsonObject {
  const json = publicIdentityJson(config, identity);
  if (!identity.change) return json;
  const { verifiable_addresses: addresses } = json;
  return {
    ...json,
    state_changed_at: null,
    ...(identity.change === "under-way" &&
      Array.isArray(addresses) && {
        verifiable_addresses: addresses.filter(isJsonObject).map((address) => ({
          ...address,
          ...(address.verified_at !== undefined && { verified_at: null }),
        })),
      }),
  };
}

export function verifiableAddressJson(address: VerifiableAddress): JsonObject {
  return {
    id: address.id,
    value: address.value,
    verified: address.verified,
    via: address.via,
    status: address.status,
    ...(address.verifiedAt !== null && { verified_at: iso(address.verifiedAt) }),
    created_at: iso(address.createdAt),
    updated_at: iso(address.updatedAt),
  };
}

export function recoveryAddressJson(address: RecoveryAddress): JsonObject {
  return {
    id: address.id,
    value: address.value,
    via: address.via,
    created_at: iso(address.createdAt),
    updated_at: iso(address.updatedAt),
  };
}
