// Applies to an identity what a web hook wants to be different in it.
import { randomUUID } from "node:crypto";
import type { Identity, RecoveryAddress, VerifiableAddress } from "../identities/identity.js";
import type { Timestamp } from "../time.js";
import type { IdentityChanges } from "./web-hook-answer.js";

/**
 * The identity with its changes, before its schema is held against it. As in Kratos an empty value changes nothing, and
 * addresses come in the place of all that there were.
 */
export function withChanges<T extends Identity>(identity: T, changes: IdentityChanges, now: Timestamp): T {
  const { traits, schema_id: schemaId, state, metadata_public, metadata_admin, external_id } = changes;
  return {
    ...identity,
    ...(traits && { traits }),
    ...(schemaId && { schemaId }),
    ...(state && state !== identity.state && { state, stateChangedAt: now }),
    ...(metadata_public !== undefined && { metadataPublic: metadata_public }),
    ...(metadata_admin !== undefined && { metadataAdmin: metadata_admin }),
    ...(external_id !== undefined && { externalId: external_id || null }),
    verifiableAddresses: verifiableAddresses(identity, changes, now),
    recoveryAddresses: recoveryAddresses(identity, changes, now),
  };
}

function verifiableAddresses(
  { verifiableAddresses: before }: Identity,
  { verifiable_addresses: wanted }: IdentityChanges,
  now: Timestamp,
): VerifiableAddress[] {
  if (!wanted || wanted.length === 0) return before;
  return wanted.map(({ value, via, verified, status }) => {
    const known = before.find((address) => address.value === value.toLowerCase() && address.via === via);
    return {
      id: known?.id ?? randomUUID(),
      value: value.toLowerCase(),
      via,
      verified,
      verifiedAt: verified ? (known?.verifiedAt ?? now) : null,
      status: status ?? (verified ? "completed" : "pending"),
      createdAt: known?.createdAt ?? now,
      updatedAt: now,
    };
  });
}

function recoveryAddresses(
  { recoveryAddresses: before }: Identity,
  { recovery_addresses: wanted }: IdentityChanges,
  now: Timestamp,
): RecoveryAddress[] {
  if (!wanted || wanted.length === 0) return before;
  return wanted.map(({ value, via }) => {
    const known = before.find((address) => address.value === value.toLowerCase() && address.via === via);
    return known ?? { id: randomUUID(), value: value.toLowerCase(), via, createdAt: now, updatedAt: now };
  });
}
