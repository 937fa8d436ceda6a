/** Identities by the admin API, as the console reads and changes them. */
import "server-only";
import type { Identity, JsonPatch } from "@ory/client";
import { z } from "zod";
import { type AdminResult, adminResult, askAdmin, identityApi, tellAdmin } from "@/lib/ory/admin";
import type { Visitor } from "@/lib/request";
import { type Count, countOf, lengthOf, type Listing, pagingOf } from "./paging";

const identityShape = z.looseObject({ id: z.string().min(1), schema_id: z.string(), traits: z.unknown() });

function isIdentity(value: unknown): value is Identity {
  return identityShape.safeParse(value).success;
}

export const PAGE_SIZE = 50;

export interface IdentityQuery {
  /** An address or another identifier, whole or its beginning; or an identity's id. */
  search?: string | undefined;
  pageToken?: string | undefined;
}

export async function listIdentities(
  visitor: Visitor,
  { search, pageToken }: IdentityQuery,
): Promise<AdminResult<Listing<Identity>>> {
  const operation = "list identities";
  let paging: Pick<Listing<Identity>, "next" | "total"> = { next: undefined, total: undefined };
  const isId = z.uuid().safeParse(search).success;
  const result = await askAdmin(operation, visitor, async (options) => {
    const answer = await identityApi().listIdentities(
      {
        // A lookup by ids takes no paging.
        ...(isId && search !== undefined ? { ids: [search] } : { pageSize: PAGE_SIZE, pageToken }),
        ...(!isId && search !== undefined && { previewCredentialsIdentifierSimilar: search }),
      },
      options,
    );
    paging = pagingOf(answer);
    return answer;
  });
  return adminResult(operation, visitor, result, (body) =>
    Array.isArray(body) && body.every(isIdentity) ? { items: body, ...paging } : undefined,
  );
}

/** How many there are; undefined where the service does not tell. */
export async function countIdentities(visitor: Visitor): Promise<Count | undefined> {
  let counted: Count | undefined;
  await askAdmin("count identities", visitor, async (options) => {
    // The older pagination tells the total.
    const answer = await identityApi().listIdentities({ page: 0, perPage: 1 }, options);
    counted = countOf(answer, lengthOf(answer.data));
    return answer;
  });
  return counted;
}

export async function getIdentity(visitor: Visitor, id: string): Promise<AdminResult<Identity>> {
  const operation = "get identity";
  const result = await askAdmin(operation, visitor, (options) =>
    // The keys' names and dates are in the configuration of their credential; nothing secret is in it.
    identityApi().getIdentity({ id, includeCredential: ["webauthn", "passkey"] }, options),
  );
  return adminResult(operation, visitor, result, asIdentity);
}

export interface NewIdentity {
  schemaId: string;
  traits: object;
}

export async function createIdentity(
  visitor: Visitor,
  { schemaId, traits }: NewIdentity,
): Promise<AdminResult<Identity>> {
  const operation = "create identity";
  const result = await tellAdmin(operation, visitor, (options) =>
    identityApi().createIdentity({ createIdentityBody: { schema_id: schemaId, traits } }, options),
  );
  return adminResult(operation, visitor, result, asIdentity);
}

export interface IdentityChange {
  traits?: object;
  state?: "active" | "inactive";
  metadataPublic?: unknown;
  metadataAdmin?: unknown;
}

/**
 * Changes the named parts and leaves the others as they are, whatever others change at the same time.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6902#section-4.1 for `add`, which also replaces, and needs nothing to be there
 */
export async function updateIdentity(
  visitor: Visitor,
  id: string,
  change: IdentityChange,
): Promise<AdminResult<Identity>> {
  const parts: Record<string, unknown> = {
    "/traits": change.traits,
    "/state": change.state,
    "/metadata_public": change.metadataPublic,
    "/metadata_admin": change.metadataAdmin,
  };
  const patch: JsonPatch[] = Object.entries(parts)
    .filter(([, value]) => value !== undefined)
    .map(([path, value]) => ({ op: "add", path, value }));
  const operation = "update identity";
  const result = await tellAdmin(operation, visitor, (options) =>
    identityApi().patchIdentity({ id, jsonPatch: patch }, options),
  );
  return adminResult(operation, visitor, result, asIdentity);
}

/**
 * Gives a role and touches nothing else of the metadata: what others write there at the same time stays. (Ory Kratos takes no
 * `test` in a patch.)
 *
 * @param identity  as it was found
 */
export async function addRole(
  visitor: Visitor,
  identity: Identity,
  role: string,
): Promise<AdminResult<Identity>> {
  const operation = "give role";
  const result = await tellAdmin(operation, visitor, (options) =>
    identityApi().patchIdentity({ id: identity.id, jsonPatch: [roleAddition(identity, role)] }, options),
  );
  return adminResult(operation, visitor, result, asIdentity);
}

/**
 * Writes all roles anew and leaves the rest of the metadata as it is.
 *
 * @param identity  as it was found
 */
export async function setRoles(
  visitor: Visitor,
  { id, metadata_public: metadata }: Identity,
  roles: readonly string[],
): Promise<AdminResult<Identity>> {
  const kept: unknown = metadata;
  const isObject = typeof kept === "object" && kept !== null && !Array.isArray(kept);
  const patch: JsonPatch = isObject
    ? { op: "add", path: "/metadata_public/roles", value: roles }
    : { op: "add", path: "/metadata_public", value: { roles } };
  const operation = "change roles";
  const result = await tellAdmin(operation, visitor, (options) =>
    identityApi().patchIdentity({ id, jsonPatch: [patch] }, options),
  );
  return adminResult(operation, visitor, result, asIdentity);
}

/** @see https://www.rfc-editor.org/rfc/rfc6902#section-4.1 for `-`, the end of a list */
function roleAddition({ metadata_public: metadata }: Identity, role: string): JsonPatch {
  const kept: unknown = metadata;
  if (typeof kept !== "object" || kept === null) {
    return { op: "add", path: "/metadata_public", value: { roles: [role] } };
  }
  return "roles" in kept && Array.isArray(kept.roles)
    ? { op: "add", path: "/metadata_public/roles/-", value: role }
    : { op: "add", path: "/metadata_public/roles", value: [role] };
}

/**
 * Where the answer is lost, the service is asked whether there still is such an identity: what is left of a person who is
 * gone must go as well.
 *
 * @returns `done`, or `gone` where somebody has been faster; `unavailable` where nobody can tell
 */
export async function deleteIdentity(visitor: Visitor, id: string): Promise<AdminResult<"done" | "gone">> {
  const operation = "delete identity";
  const told = await tellAdmin(operation, visitor, (options) =>
    identityApi().deleteIdentity({ id }, options),
  );
  const result = adminResult(operation, visitor, told, () => "done" as const);
  if (isGone(result)) return { kind: "ok", value: "gone" };
  if (result.kind === "unavailable" && isGone(await getIdentity(visitor, id)))
    return { kind: "ok", value: "done" };
  return result;
}

function isGone(result: AdminResult<unknown>): boolean {
  return result.kind === "refused" && result.status === 404;
}

export const removableCredentials = ["totp", "lookup_secret", "webauthn", "passkey", "oidc", "code"] as const;
export type RemovableCredential = (typeof removableCredentials)[number];

/** @param identifier  which of several, where the type has several (oidc) */
export async function deleteCredential(
  visitor: Visitor,
  id: string,
  type: RemovableCredential,
  identifier?: string,
): Promise<AdminResult<"done">> {
  const operation = "delete credential";
  const result = await tellAdmin(operation, visitor, (options) =>
    identityApi().deleteIdentityCredentials(
      { id, type, ...(identifier !== undefined && { identifier }) },
      options,
    ),
  );
  return adminResult(operation, visitor, result, () => "done" as const);
}

export interface RecoveryHandout {
  link: string;
  /** Only where codes are used. */
  code: string | undefined;
  /** RFC 3339 */
  expiresAt: string | undefined;
}

const recoveryShape = z.looseObject({
  recovery_link: z.string().min(1),
  recovery_code: z.string().optional(),
  expires_at: z.string().optional(),
});

/** @param kind  what the service is configured to use: the other one is refused */
export async function createRecovery(
  visitor: Visitor,
  identityId: string,
  kind: "link" | "code",
): Promise<AdminResult<RecoveryHandout>> {
  const operation = `create recovery ${kind}`;
  const result = await tellAdmin(operation, visitor, (options) =>
    kind === "link"
      ? identityApi().createRecoveryLinkForIdentity(
          { createRecoveryLinkForIdentityBody: { identity_id: identityId } },
          options,
        )
      : identityApi().createRecoveryCodeForIdentity(
          { createRecoveryCodeForIdentityBody: { identity_id: identityId } },
          options,
        ),
  );
  return adminResult(operation, visitor, result, (body) => {
    const { data } = recoveryShape.safeParse(body);
    return data && { link: data.recovery_link, code: data.recovery_code, expiresAt: data.expires_at };
  });
}

function asIdentity(body: unknown): Identity | undefined {
  return isIdentity(body) ? body : undefined;
}
