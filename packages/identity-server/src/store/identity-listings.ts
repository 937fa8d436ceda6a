// Lists of identities for the admin API: which ids, in the order of the ids.
import type { Database } from "./database.js";

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
  count(): number;
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
         OR (type = 'oidc' AND identifier = :exact))
     ${order}`,
  );
  const byIdentifierPrefix = database.prepare<IdRow>(
    `SELECT DISTINCT identity_id AS id FROM credential_identifiers
     WHERE identity_id > :afterId
       AND ((type IN ('password', 'webauthn', 'code') AND substr(identifier, 1, length(:normalised)) = :normalised)
         OR (type = 'oidc' AND substr(identifier, 1, length(:exact)) = :exact))
     ${order}`,
  );
  const byOrganization = database.prepare<IdRow>(
    `SELECT id FROM identities WHERE id > :afterId AND organization_id = :organizationId ${order}`,
  );
  const count = database.prepare<{ total: number }>("SELECT count(*) AS total FROM identities");

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
    count: () => count.get()?.total ?? 0,
  };
}
