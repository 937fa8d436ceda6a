// Identities with their credentials and addresses.
import type {
  Credential,
  CredentialType,
  Credentials,
  Identity,
  IdentityWithCredentials,
  RecoveryAddress,
  VerifiableAddress,
} from "../identities/identity.js";
import type { AssuranceLevel } from "../sessions/session.js";
import type { Database } from "./database.js";
import { isUniqueViolation } from "./database.js";
import {
  identityColumns,
  identityParams,
  toCredential,
  toIdentity,
  toRecoveryAddress,
  toVerifiableAddress,
  type CredentialRow,
  type IdentityRow,
  type RecoveryAddressRow,
  type VerifiableAddressRow,
} from "./identity-rows.js";

/** Thrown within a write when an identifier, an address or an external id belongs to another identity. */
export class IdentityConflictError extends Error {
  constructor(options?: ErrorOptions) {
    super("An identifier, address or external id of this identity belongs to another one.", options);
    this.name = "IdentityConflictError";
  }
}

export interface IdentityStore {
  find(id: string): Identity | undefined;
  findWithCredentials(id: string): IdentityWithCredentials | undefined;
  findByExternalId(externalId: string): Identity | undefined;
  /** @param identifier normalised (identities/normalise.ts) */
  findByIdentifier(type: CredentialType, identifier: string): IdentityWithCredentials | undefined;
  /** The owner of a security key. @param userHandle what the account is called in it, in base64 */
  findByKeyHandle(userHandle: string): IdentityWithCredentials | undefined;
  findByVerifiableAddress(via: string, value: string): Identity | undefined;
  findByRecoveryAddress(via: string, value: string): Identity | undefined;
  /** Identities in the order of their ids, starting after `afterId` ("" for the first page). */
  page(afterId: string, limit: number): IdentityWithCredentials[];
  /** Within a write. @throws IdentityConflictError */
  insert(identity: IdentityWithCredentials): void;
  /** Within a write: replaces what is stored with this. @throws IdentityConflictError @returns false when it is gone */
  update(identity: IdentityWithCredentials): boolean;
  /** Within a write. @returns false when there is none */
  delete(id: string): boolean;
  /** Within a write: one credential's config, for example after rehashing a password. */
  setCredentialConfig(identityId: string, credential: Credential): void;
  /** Within a write. */
  setAvailableAal(identityId: string, aal: AssuranceLevel): void;
  /** Within a write. */
  updateVerifiableAddress(address: VerifiableAddress): void;
}

/** @param touch is called with every change to what is stored */
export function createIdentityStore(database: Database, touch: () => void): IdentityStore {
  const find = database.prepare<IdentityRow>(`SELECT ${identityColumns} FROM identities WHERE id = :id`);
  const findByExternalId = database.prepare<IdentityRow>(
    `SELECT ${identityColumns} FROM identities WHERE external_id = :externalId`,
  );
  const idByIdentifier = database.prepare<{ id: string }>(
    "SELECT identity_id AS id FROM credential_identifiers WHERE type = :type AND identifier = :identifier",
  );
  const idByKeyHandle = database.prepare<{ id: string }>(
    `SELECT identity_id AS id FROM identity_credentials
     WHERE type = 'webauthn' AND json_extract(config, '$.user_handle') = :userHandle`,
  );
  const idByVerifiableAddress = database.prepare<{ id: string }>(
    "SELECT identity_id AS id FROM verifiable_addresses WHERE via = :via AND value = :value",
  );
  const idByRecoveryAddress = database.prepare<{ id: string }>(
    "SELECT identity_id AS id FROM recovery_addresses WHERE via = :via AND value = :value",
  );
  const page = database.prepare<IdentityRow>(
    `SELECT ${identityColumns} FROM identities WHERE id > :afterId ORDER BY id LIMIT :limit`,
  );
  const verifiableAddresses = database.prepare<VerifiableAddressRow>(
    `SELECT id, via, value, verified, verified_at, status, created_at, updated_at
     FROM verifiable_addresses WHERE identity_id = :id ORDER BY rowid`,
  );
  const recoveryAddresses = database.prepare<RecoveryAddressRow>(
    "SELECT id, via, value, created_at, updated_at FROM recovery_addresses WHERE identity_id = :id ORDER BY rowid",
  );
  const credentials = database.prepare<CredentialRow>(
    `SELECT type, config, version, created_at, updated_at,
       (SELECT json_group_array(identifier) FROM credential_identifiers AS i
        WHERE i.identity_id = c.identity_id AND i.type = c.type) AS identifiers
     FROM identity_credentials AS c WHERE identity_id = :id`,
  );
  const insert = database.prepare(
    `INSERT INTO identities (${identityColumns})
     VALUES (:id, :schemaId, :state, :stateChangedAt, :traits, :metadataPublic, :metadataAdmin, :externalId,
             :organizationId, :availableAal, :createdAt, :updatedAt)`,
  );
  const update = database.prepare(
    `UPDATE identities SET schema_id = :schemaId, state = :state, state_changed_at = :stateChangedAt,
       traits = :traits, metadata_public = :metadataPublic, metadata_admin = :metadataAdmin,
       external_id = :externalId, organization_id = :organizationId, available_aal = :availableAal,
       created_at = :createdAt, updated_at = :updatedAt
     WHERE id = :id`,
  );
  const setAvailableAal = database.prepare("UPDATE identities SET available_aal = :aal WHERE id = :id");
  const remove = database.prepare("DELETE FROM identities WHERE id = :id");
  const removeCredentials = database.prepare("DELETE FROM identity_credentials WHERE identity_id = :id");
  // Addresses that stay keep their row: codes and links that were sent to them hang on it.
  const removeVerifiableAddresses = database.prepare(
    "DELETE FROM verifiable_addresses WHERE identity_id = :id AND id NOT IN (SELECT value FROM json_each(:kept))",
  );
  const removeRecoveryAddresses = database.prepare(
    "DELETE FROM recovery_addresses WHERE identity_id = :id AND id NOT IN (SELECT value FROM json_each(:kept))",
  );
  const insertCredential = database.prepare(
    `INSERT INTO identity_credentials (identity_id, type, config, version, created_at, updated_at)
     VALUES (:identityId, :type, :config, :version, :createdAt, :updatedAt)`,
  );
  const updateCredential = database.prepare(
    `UPDATE identity_credentials SET config = :config, version = :version, updated_at = :updatedAt
     WHERE identity_id = :identityId AND type = :type`,
  );
  const insertIdentifier = database.prepare(
    "INSERT INTO credential_identifiers (type, identifier, identity_id) VALUES (:type, :identifier, :identityId)",
  );
  const insertVerifiableAddress = database.prepare(
    `INSERT INTO verifiable_addresses
       (id, identity_id, via, value, verified, verified_at, status, created_at, updated_at)
     VALUES (:id, :identityId, :via, :value, :verified, :verifiedAt, :status, :createdAt, :updatedAt)
     ON CONFLICT (id) DO UPDATE SET via = excluded.via, value = excluded.value, verified = excluded.verified,
       verified_at = excluded.verified_at, status = excluded.status, updated_at = excluded.updated_at`,
  );
  const updateVerifiableAddress = database.prepare(
    `UPDATE verifiable_addresses SET verified = :verified, verified_at = :verifiedAt, status = :status,
       updated_at = :updatedAt
     WHERE id = :id`,
  );
  const insertRecoveryAddress = database.prepare(
    `INSERT INTO recovery_addresses (id, identity_id, via, value, created_at, updated_at)
     VALUES (:id, :identityId, :via, :value, :createdAt, :updatedAt)
     ON CONFLICT (id) DO UPDATE SET via = excluded.via, value = excluded.value, updated_at = excluded.updated_at`,
  );

  function load(row: IdentityRow): Identity {
    const id = row.id;
    return toIdentity(
      row,
      verifiableAddresses.all({ id }).map(toVerifiableAddress),
      recoveryAddresses.all({ id }).map(toRecoveryAddress),
    );
  }

  function loadWithCredentials(row: IdentityRow): IdentityWithCredentials {
    const byType: Credentials = {};
    for (const credential of credentials.all({ id: row.id }))
      byType[credential.type] = toCredential(credential);
    return { ...load(row), credentials: byType };
  }

  function findById(id: string | undefined): Identity | undefined {
    const row = id === undefined ? undefined : find.get({ id });
    return row && load(row);
  }

  function insertParts(identity: IdentityWithCredentials): void {
    for (const credential of Object.values(identity.credentials)) {
      const { type } = credential;
      insertCredential.run({
        identityId: identity.id,
        type,
        config: JSON.stringify(credential.config),
        version: credential.version,
        createdAt: credential.createdAt,
        updatedAt: credential.updatedAt,
      });
      for (const identifier of credential.identifiers) {
        insertIdentifier.run({ type, identifier, identityId: identity.id });
      }
    }
    for (const address of identity.verifiableAddresses) {
      insertVerifiableAddress.run({ ...verifiableParams(address), identityId: identity.id });
    }
    for (const address of identity.recoveryAddresses) {
      insertRecoveryAddress.run({ ...recoveryParams(address), identityId: identity.id });
    }
  }

  return {
    find: (id) => findById(id),
    findWithCredentials: (id) => {
      const row = find.get({ id });
      return row && loadWithCredentials(row);
    },
    findByExternalId: (externalId) => {
      const row = findByExternalId.get({ externalId });
      return row && load(row);
    },
    findByIdentifier: (type, identifier) => {
      const id = idByIdentifier.get({ type, identifier })?.id;
      const row = id === undefined ? undefined : find.get({ id });
      return row && loadWithCredentials(row);
    },
    findByKeyHandle: (userHandle) => {
      const id = idByKeyHandle.get({ userHandle })?.id;
      const row = id === undefined ? undefined : find.get({ id });
      return row && loadWithCredentials(row);
    },
    findByVerifiableAddress: (via, value) => findById(idByVerifiableAddress.get({ via, value })?.id),
    findByRecoveryAddress: (via, value) => findById(idByRecoveryAddress.get({ via, value })?.id),
    page: (afterId, limit) => page.all({ afterId, limit }).map(loadWithCredentials),
    insert: (identity) => {
      orConflict(() => {
        insert.run(identityParams(identity));
        insertParts(identity);
      });
    },
    update: (identity) =>
      orConflict(() => {
        touch();
        if (update.run(identityParams(identity)) === 0) return false;
        const id = identity.id;
        removeCredentials.run({ id });
        removeVerifiableAddresses.run({ id, kept: idsOf(identity.verifiableAddresses) });
        removeRecoveryAddresses.run({ id, kept: idsOf(identity.recoveryAddresses) });
        insertParts(identity);
        return true;
      }),
    delete: (id) => {
      touch();
      return remove.run({ id }) === 1;
    },
    setCredentialConfig: (identityId, credential) => {
      updateCredential.run({
        identityId,
        type: credential.type,
        config: JSON.stringify(credential.config),
        version: credential.version,
        updatedAt: credential.updatedAt,
      });
    },
    setAvailableAal: (id, aal) => {
      touch();
      setAvailableAal.run({ id, aal });
    },
    updateVerifiableAddress: (address) => {
      touch();
      updateVerifiableAddress.run({
        id: address.id,
        verified: address.verified ? 1 : 0,
        verifiedAt: address.verifiedAt,
        status: address.status,
        updatedAt: address.updatedAt,
      });
    },
  };
}

function idsOf(rows: { id: string }[]): string {
  return JSON.stringify(rows.map(({ id }) => id));
}

function verifiableParams(address: VerifiableAddress) {
  return { ...address, verified: address.verified ? 1 : 0 };
}

function recoveryParams(address: RecoveryAddress) {
  return { ...address };
}

function orConflict<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (isUniqueViolation(error)) throw new IdentityConflictError({ cause: error });
    throw error;
  }
}
