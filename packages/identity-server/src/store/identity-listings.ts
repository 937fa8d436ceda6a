// Lists of identities for the admin API: which ids, in the order of the ids, and what belongs to them.
import type { Credentials, Identity, IdentityWithCredentials } from "../identities/identity.js";
import type { Database } from "./database.js";
import {
  identityColumns,
  toCredential,
  toIdentity,
  toRecoveryAddress,
  toVerifiableAddress,
  type CredentialRow,
  type IdentityRow,
  type RecoveryAddressRow,
  type VerifiableAddressRow,
} from "./identity-rows.js";

export type IdentityFilter =
  | { kind: "all" }
  | { kind: "ids"; ids: string[] }
  /** `exact` as given, for providers' subjects; `normalised` for all that a person types. */
  | { kind: "identifier"; exact: string; normalised: string }
  | { kind: "identifierPrefix"; exact: string; normalised: string }
  | { kind: "organization"; organizationId: string };

export interface IdentityListings {
  /** @param afterId "" for the first page */
  ids(filter: IdentityFilter, page: { afterId: string; limit: number; offset: number }): string[];
  /** The identities with these ids, in the order of `ids`; those that are gone are left out. */
  identities(ids: readonly string[]): Identity[];
  identitiesWithCredentials(ids: readonly string[]): IdentityWithCredentials[];
  count(): number;
}

/** An identity's rows in one: what lies in other tables stands in it as lists. */
interface WholeRow extends IdentityRow {
  verifiable: VerifiableAddressRow[];
  recovery: RecoveryAddressRow[];
  credentials?: CredentialRow[];
}

interface IdRow {
  id: string;
}

const order = "ORDER BY id LIMIT :limit OFFSET :offset";

export function createIdentityListings(database: Database): IdentityListings {
  const all = database.prepare<IdRow>(`SELECT id FROM identities WHERE id > :afterId ${order}`);
  const byIds = database.prepare<IdRow>(
    `SELECT id FROM identities WHERE id > :afterId AND id IN (SELECT value FROM json_each(:ids)) ${order}`,
  );
  const byIdentifier = database.prepare<IdRow>(
    `SELECT DISTINCT identity_id AS id FROM credential_identifiers
     WHERE identity_id > :afterId
       AND ((type IN ('password', 'webauthn', 'code') AND identifier = :normalised)
         OR (type IN ('oidc', 'saml') AND identifier = :exact))
     ${order}`,
  );
  const byIdentifierPrefix = database.prepare<IdRow>(
    `SELECT DISTINCT identity_id AS id FROM credential_identifiers
     WHERE identity_id > :afterId
       AND ((type IN ('password', 'webauthn', 'code') AND substr(identifier, 1, length(:normalised)) = :normalised)
         OR (type IN ('oidc', 'saml') AND substr(identifier, 1, length(:exact)) = :exact))
     ${order}`,
  );
  const byOrganization = database.prepare<IdRow>(
    `SELECT id FROM identities WHERE id > :afterId AND organization_id = :organizationId ${order}`,
  );
  const count = database.prepare<{ total: number }>("SELECT count(*) AS total FROM identities");

  const whole = database.prepare<{ rows: string }>(wholeRows(""));
  const wholeWithCredentials = database.prepare<{ rows: string }>(wholeRows(credentialsOfRow));

  function rowsOf(statement: typeof whole, ids: readonly string[]): WholeRow[] {
    const rows = JSON.parse(statement.get({ ids: JSON.stringify(ids) })?.rows ?? "[]") as WholeRow[];
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  function select(filter: IdentityFilter, page: { afterId: string; limit: number; offset: number }): IdRow[] {
    switch (filter.kind) {
      case "all":
        return all.all(page);
      case "ids":
        return byIds.all({ ...page, ids: JSON.stringify(filter.ids) });
      case "identifier":
        return byIdentifier.all({ ...page, exact: filter.exact, normalised: filter.normalised });
      case "identifierPrefix":
        return byIdentifierPrefix.all({ ...page, exact: filter.exact, normalised: filter.normalised });
      case "organization":
        return byOrganization.all({ ...page, organizationId: filter.organizationId });
    }
  }

  return {
    ids: (filter, page) => select(filter, page).map((row) => row.id),
    identities: (ids) => rowsOf(whole, ids).map(wholeIdentity),
    identitiesWithCredentials: (ids) =>
      rowsOf(wholeWithCredentials, ids).map((row) => {
        const credentials: Credentials = {};
        for (const credential of row.credentials ?? [])
          credentials[credential.type] = toCredential(credential);
        return { ...wholeIdentity(row), credentials };
      }),
    count: () => count.get()?.total ?? 0,
  };
}

function wholeIdentity(row: WholeRow): Identity {
  return toIdentity(row, row.verifiable.map(toVerifiableAddress), row.recovery.map(toRecoveryAddress));
}

/**
 * A page of identities in one text: to hand a thousand small rows over from SQLite costs several times as much as to
 * put the text together there and to parse it here.
 *
 * @param more further fields of each identity
 */
function wholeRows(more: string): string {
  return `SELECT json_group_array(json_object(${jsonFields(identityColumns)},
      'verifiable', ${listOf("verifiable_addresses", "id, via, value, verified, verified_at, status, created_at, updated_at")},
      'recovery', ${listOf("recovery_addresses", "id, via, value, created_at, updated_at")}${more}
    )) AS rows
    FROM identities WHERE id IN (SELECT value FROM json_each(:ids))`;
}

/** The identifiers stay a text of their own, as in `CredentialRow`. */
const credentialsOfRow = `,
      'credentials', json((
        SELECT json_group_array(json_object(
          'type', type, 'config', config, 'version', version, 'created_at', created_at, 'updated_at', updated_at,
          'identifiers', (SELECT json_group_array(identifier) FROM credential_identifiers AS i
                          WHERE i.identity_id = c.identity_id AND i.type = c.type) || ''))
        FROM identity_credentials AS c WHERE identity_id = identities.id))`;

function listOf(table: string, columns: string): string {
  return `json((
        SELECT json_group_array(json_object(${jsonFields(columns)}))
        FROM (SELECT ${columns} FROM ${table} WHERE identity_id = identities.id ORDER BY rowid)))`;
}

/** `a, b` as `'a', a, 'b', b`. */
function jsonFields(columns: string): string {
  return columns
    .split(", ")
    .map((column) => `'${column}', ${column}`)
    .join(", ");
}
