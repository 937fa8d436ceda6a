// Where the older admin API did not only look but work otherwise: lists by page number alone, bodies that take what the
// document names and nothing else, one error that was a 404.
import type { Context } from "../context.js";
import { adminIdentityJson } from "../admin/identity-json.js";
import { isUuid, noSuchResource, ok, readJson, type AdminRequest } from "../admin/answer.js";
import { replaceIdentity } from "../admin/change-identity.js";
import { createIdentity } from "../admin/create-identity.js";
import { getIdentity } from "../admin/read-identity.js";
import { createLink } from "../admin/recovery.js";
import type { AdminRoute } from "../admin/routes.js";
import { ApiError } from "../http/error.js";
import { badRequest } from "../http/errors.js";
import { pageHeaders, readPage } from "../http/pagination.js";
import { isJsonObject } from "../json.js";

export const olderAdminRoutes: readonly AdminRoute[] = [
  ["GET", "/identities", listIdentities],
  ["POST", "/identities", (context, request) => createIdentity(context, withKnownFields(request))],
  ["GET", "/identities/:id", readIdentity],
  ["PUT", "/identities/:id", (context, request) => replaceIdentity(context, withKnownFields(request))],
  ["POST", "/recovery/link", createRecoveryLink],
];

function listIdentities(context: Context, { query }: AdminRequest) {
  const window = readPage(query);
  const { identities, identityListings } = context.store;
  const ids = identityListings.ids({ kind: "all" }, { afterId: "", ...window });
  return ok(
    ids.flatMap((id) => {
      const identity = identities.findWithCredentials(id);
      return identity ? [adminIdentityJson(context.config(), identity, { withCredentials: false })] : [];
    }),
    pageHeaders(adminUrl(context, "/identities"), new URLSearchParams(), window, identityListings.count()),
  );
}

/** Tokens of providers were the only credentials that could be seen. */
function readIdentity(context: Context, request: AdminRequest) {
  const asked = request.query.get("include_credential") ?? "";
  if (asked !== "" && asked !== "oidc") {
    throw badRequest(`${JSON.stringify(asked)} in "include_credential" is not "oidc".`);
  }
  return getIdentity(context, request);
}

async function createRecoveryLink(context: Context, request: AdminRequest) {
  const text = await request.text();
  const again: AdminRequest = { ...request, text: async () => text };
  const body: unknown = text.trim() === "" ? undefined : await readJson(again, badRequest);
  const id = isJsonObject(body) ? (body.identity_id ?? "") : undefined;
  const isUnknown = typeof id === "string" && (id === "" || isUuid(id)) && !context.store.identities.find(id);
  if (isUnknown) throw noSuchResource();
  return createLink(context, again);
}

const FIELDS = ["schema_id", "traits", "state"];

/** It is not possible to set credentials, nor anything else that the older API had no word for. */
function withKnownFields(request: AdminRequest): AdminRequest {
  return {
    ...request,
    text: async () => {
      const text = await request.text();
      const body = parsed(text);
      if (!isJsonObject(body)) throw malformedBody("The body is no JSON object.");
      const unknown = Object.keys(body).filter((name) => !FIELDS.includes(name));
      if (unknown.length > 0) {
        throw malformedBody(`The body takes ${FIELDS.join(", ")} and no ${unknown.join(", ")}.`);
      }
      if ((body.traits ?? null) === null) throw malformedBody("The body has no traits.");
      return text;
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The body of these errors spoke of a 500. */
function malformedBody(message: string): ApiError {
  return new ApiError({ code: 500, status: 400, message });
}

function adminUrl(context: Context, path: string): string {
  return `${context.config().serve.admin.base_url.replace(/\/$/, "")}${path}`;
}
