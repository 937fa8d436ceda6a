// People, for administrators.
import { failure, json, links, noContent, perhapsTotalCount, tooLarge } from "../answers.js";
import { list, oneOf, ref, text, uuid, type Answer, type Paths, type RequestBody } from "../model.js";
import { identityId, includeCredential, inPath, lenient, mixedPages, query } from "../parameters.js";

const tags = ["identity"];

const invalid: Record<string, Answer> = { 400: failure("The body or a parameter cannot be used.") };
const unknown: Record<string, Answer> = { 404: failure("There is no such identity.") };
const conflict: Record<string, Answer> = { 409: failure("Somebody else has this identifier or address.") };
const one = json("The identity.", ref("identity"));

function body(schema: string): RequestBody {
  return { required: true, content: { "application/json": { schema: ref(schema) } } };
}

export const identities: Paths = {
  "/admin/identities": {
    get: {
      operationId: "listIdentities",
      tags,
      summary: "Everybody, page by page",
      parameters: [
        ...mixedPages,
        lenient(
          query(
            "consistency",
            "Accepted; there is one database, which is always up to date.",
            oneOf(["", "strong", "eventual"]),
          ),
        ),
        { ...query("ids", "Only these.", { type: "array", items: uuid }), explode: true },
        query("credentials_identifier", "Only whoever has exactly this identifier."),
        query("preview_credentials_identifier_similar", "Only whoever has an identifier that begins so."),
        includeCredential,
        query("organization_id", "Only members of this organization."),
      ],
      responses: {
        200: json("The identities.", list(ref("identity")), { ...links, ...perhapsTotalCount }),
        ...invalid,
      },
    },
    post: {
      operationId: "createIdentity",
      tags,
      summary: "Create somebody",
      requestBody: body("createIdentityBody"),
      responses: {
        201: json("Created.", ref("identity"), {
          Location: { description: "Where the identity is read.", required: true, schema: text },
        }),
        ...invalid,
        ...conflict,
        ...tooLarge,
      },
    },
    patch: {
      operationId: "batchPatchIdentities",
      tags,
      summary: "Create many at once",
      description: "Each is created or not for itself; the answer tells of each, in order.",
      requestBody: body("patchIdentitiesBody"),
      responses: {
        200: json("What became of each.", ref("batchPatchIdentitiesResponse")),
        ...invalid,
        ...conflict,
        ...tooLarge,
      },
    },
  },
  "/admin/identities/by/external/{externalID}": {
    get: {
      operationId: "getIdentityByExternalID",
      tags,
      summary: "Somebody, by the id of another system",
      parameters: [inPath("externalID", "The id there."), includeCredential],
      responses: { 200: one, ...invalid, ...unknown },
    },
  },
  "/admin/identities/{id}": {
    get: {
      operationId: "getIdentity",
      tags,
      summary: "Somebody",
      parameters: [identityId, includeCredential],
      responses: { 200: one, ...invalid, ...unknown },
    },
    put: {
      operationId: "updateIdentity",
      tags,
      summary: "Replace what is known of somebody",
      parameters: [identityId],
      requestBody: body("updateIdentityBody"),
      responses: { 200: one, ...invalid, ...unknown, ...conflict, ...tooLarge },
    },
    patch: {
      operationId: "patchIdentity",
      tags,
      summary: "Change somebody by a JSON patch",
      parameters: [identityId],
      requestBody: body("jsonPatchDocument"),
      responses: { 200: one, ...invalid, ...unknown, ...conflict, ...tooLarge },
    },
    delete: {
      operationId: "deleteIdentity",
      tags,
      summary: "Delete somebody, with all sessions and credentials",
      parameters: [identityId],
      responses: { 204: noContent("Deleted."), ...unknown },
    },
  },
  "/admin/identities/{id}/credentials/{type}": {
    delete: {
      operationId: "deleteIdentityCredentials",
      tags,
      summary: "Take one kind of credential from somebody",
      parameters: [
        identityId,
        inPath("type", "The type."),
        query("identifier", "`<provider>:<subject>` for `oidc`, where there may be several."),
      ],
      responses: {
        204: noContent("Deleted."),
        400: failure("This kind cannot be taken away, or it is the last one."),
        404: failure("There is no such identity or credential."),
      },
    },
  },
};
