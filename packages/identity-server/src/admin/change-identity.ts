// Changes identities: replaces (PUT), patches (PATCH), deletes them.
import type { Context } from "../context.js";
import { ApiError } from "../http/error.js";
import { badRequest } from "../http/errors.js";
import type { CredentialType, IdentityWithCredentials } from "../identities/identity.js";
import type { JsonObject, JsonValue } from "../json.js";
import { malformed, noContent, noSuchResource, ok, readJson, type AdminHandler } from "./answer.js";
import { readUpdateBody, traitsOf } from "./identity-body.js";
import { adminIdentityJson } from "./identity-json.js";
import { prepareCredentials } from "./import-credentials.js";
import { applyPatch, PatchError } from "./json-patch.js";
import { identityFromPatched } from "./patched-identity.js";
import { changeIdentity, withState } from "./store-identity.js";

/** Traits, metadata and external id are replaced by what is given, or cleared; schema and state only when given. */
export const replaceIdentity: AdminHandler = async (context, request) => {
  if (!/^application\/json\b/i.test(request.contentType)) {
    throw badRequest('The body must be sent with "Content-Type: application/json".');
  }
  const body = readUpdateBody(await readJson(request, badRequest));
  const traits = traitsOf(body);
  const id = request.params.id ?? "";
  assertExists(context, id);
  const credentials = await prepareCredentials(context, body.credentials);
  const imported = new Set<CredentialType>(body.credentials?.password ? ["password"] : []);
  const identity = await changeIdentity(context, id, (stored) =>
    withState(
      {
        ...stored,
        schemaId: body.schema_id === "" ? stored.schemaId : body.schema_id,
        traits,
        metadataPublic: body.metadata_public ?? null,
        metadataAdmin: body.metadata_admin ?? null,
        externalId: body.external_id === "" ? null : body.external_id,
        credentials: credentials(stored.credentials),
      },
      body.state,
      context.now(),
    ),
  );
  return ok(
    adminIdentityJson(context.config(), identity, {
      withCredentials: true,
      isNew: (type) => imported.has(type),
      omitMetadataAdmin: body.metadata_admin === undefined,
    }),
  );
};

/** A JSON Patch on the identity as the admin API shows it. Ids, credentials and the time of a state stay out of reach. */
export const patchIdentity: AdminHandler = async (context, request) => {
  const id = request.params.id ?? "";
  assertExists(context, id);
  const patch = await readPatch(() => readJson(request));
  const identity = await changeIdentity(context, id, (stored) => patched(context, stored, patch));
  return ok(adminIdentityJson(context.config(), identity, { withCredentials: true }));
};

export const deleteIdentity: AdminHandler = async (context, request) => {
  const wasThere = await context.store.write(() => context.store.identities.delete(request.params.id ?? ""));
  if (!wasThere) throw noSuchResource();
  return noContent;
};

const DENIED = ["/id", "/statechangedat", "/credentials"];

function patched(
  context: Context,
  stored: IdentityWithCredentials,
  patch: JsonValue,
): IdentityWithCredentials {
  const before = adminIdentityJson(context.config(), stored, { withCredentials: false });
  let after: JsonObject;
  try {
    after = applyPatch(before, patch, isDenied);
  } catch (error) {
    if (error instanceof PatchError) throw patchRefused(error.message);
    throw error;
  }
  if (after.state !== before.state && after.state !== "active" && after.state !== "inactive") {
    throw malformed(
      "the state of an identity is not valid",
      `${JSON.stringify(after.state)} is no state of an identity; use "active" or "inactive".`,
    );
  }
  return identityFromPatched(stored, before, after, context.now());
}

/** Credentials are not changed here at any depth: a patch would take them apart. */
function isDenied(path: string): boolean {
  const lower = path.toLowerCase();
  return DENIED.some((denied) => lower === denied) || lower.startsWith("/credentials/");
}

async function readPatch(read: () => Promise<JsonValue>): Promise<JsonValue> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ApiError && error.code === 400) throw patchRefused(error.message);
    throw error;
  }
}

function patchRefused(message: string): ApiError {
  return malformed(message, "The JSON patch could not be applied.");
}

function assertExists(context: Context, id: string): void {
  if (!context.store.identities.find(id)) throw noSuchResource();
}
