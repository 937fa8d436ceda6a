// Creates identities: one, or many in a batch.
import { randomUUID } from "node:crypto";
import type { Context } from "../context.js";
import { ApiError } from "../http/error.js";
import { badRequest } from "../http/errors.js";
import { errorObject } from "../http/error-json.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import type { JsonObject } from "../json.js";
import { conflict, readJson, type AdminHandler } from "./answer.js";
import {
  readBatchBody,
  readCreateBody,
  recoveryAddressesOf,
  traitsOf,
  verifiableAddressesOf,
  type BatchBody,
  type CreateBody,
} from "./identity-body.js";
import { adminIdentityJson } from "./identity-json.js";
import { prepareCredentials } from "./import-credentials.js";
import { readState, storeNewIdentity } from "./store-identity.js";

const MAX_BATCH = 1000;
const MAX_PLAIN_PASSWORDS = 200;

export const createIdentity: AdminHandler = async (context, request) => {
  const body = readCreateBody(await readJson(request));
  const identity = await storeOrConflict(context, await identityFromBody(context, body));
  const config = context.config();
  const webauthn = identity.credentials.webauthn;
  return {
    status: 201,
    headers: { Location: `${config.serve.admin.base_url.replace(/\/$/, "")}/identities/${identity.id}` },
    body: adminIdentityJson(
      config,
      // As in Kratos: the version that this credential will have is not known to the answer yet.
      webauthn
        ? { ...identity, credentials: { ...identity.credentials, webauthn: { ...webauthn, version: 0 } } }
        : identity,
      { withCredentials: true, isNew: () => true, omitMetadataAdmin: body.metadata_admin === undefined },
    ),
  };
};

/** Each identity stands for itself: one that cannot be stored takes no other with it. */
export const createIdentities: AdminHandler = async (context, request) => {
  const { identities: patches } = readBatchBody(await readJson(request));
  assertBatchSize(patches);
  // What is wrong with a body refuses the whole batch; what is wrong with traits is told for each.
  const identities = await Promise.all(
    patches.map(async ({ create }) => (create ? identityFromBody(context, create) : undefined)),
  );
  const results = await Promise.all(
    identities.map(async (identity, index) =>
      identity === undefined ? null : batchResult(context, identity, patches[index]?.patch_id),
    ),
  );
  return { status: 200, body: { identities: results } };
};

async function batchResult(
  context: Context,
  identity: IdentityWithCredentials,
  patchId: string | null | undefined,
): Promise<JsonObject> {
  const reference = patchId ? { patch_id: patchId } : {};
  try {
    await storeNewIdentity(context, identity);
    return { action: "create", identity: identity.id, ...reference };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { action: "error", ...reference, error: errorObject(error, { isDev: false }) };
  }
}

function assertBatchSize(patches: BatchBody["identities"]): void {
  if (patches.length > MAX_BATCH) {
    throw badRequest(`A batch takes at most ${String(MAX_BATCH)} identities.`);
  }
  const plain = patches.filter(
    (patch) => (patch.create?.credentials?.password?.config.password ?? "") !== "",
  );
  if (plain.length > MAX_PLAIN_PASSWORDS) {
    throw badRequest(`A batch takes at most ${String(MAX_PLAIN_PASSWORDS)} passwords in plain text.`);
  }
}

async function identityFromBody(context: Context, body: CreateBody): Promise<IdentityWithCredentials> {
  const now = context.now();
  const state = body.state === "" ? "active" : readState(body.state);
  const traits = traitsOf(body);
  const credentials = await prepareCredentials(context, body.credentials);
  return {
    id: randomUUID(),
    schemaId: body.schema_id === "" ? context.schemas.defaultSchema().id : body.schema_id,
    state,
    stateChangedAt: now,
    traits,
    metadataPublic: body.metadata_public ?? null,
    metadataAdmin: body.metadata_admin ?? null,
    externalId: body.external_id === "" ? null : body.external_id,
    organizationId: body.organization_id ?? null,
    availableAal: "aal0",
    verifiableAddresses: verifiableAddressesOf(body, now),
    recoveryAddresses: recoveryAddressesOf(body, now),
    credentials: credentials({}),
    createdAt: now,
    updatedAt: now,
  };
}

async function storeOrConflict(
  context: Context,
  identity: IdentityWithCredentials,
): Promise<IdentityWithCredentials> {
  try {
    return await storeNewIdentity(context, identity);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 409) throw error;
    throw conflict(
      "The resource clashes with another one",
      "There is another identity with one of these identifiers, addresses or this external id.",
    );
  }
}
