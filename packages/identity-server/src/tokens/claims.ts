// What a session token says: the registered claims, and what a mapper makes of them.
import { randomUUID } from "node:crypto";
import type { TokenTemplate } from "../config/index.js";
import { ApiError } from "../http/error.js";
import { badRequest } from "../http/errors.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { evaluateJsonnet } from "../jsonnet/evaluate.js";
import type { ActiveSession } from "../sessions/session.js";
import type { Timestamp } from "../time.js";

/**
 * @param issuer the public address of the server
 * @throws ApiError 400 when the subject is to be an id that the identity doesn't have
 * @see https://www.rfc-editor.org/rfc/rfc7519#section-4.1
 */
export function registeredClaims(
  template: TokenTemplate,
  { session, identity }: ActiveSession,
  { issuer, now }: { issuer: string; now: Timestamp },
): JsonObject & { sub: string } {
  return {
    jti: randomUUID(),
    iss: issuer,
    sub: subjectOf(template, identity),
    sid: session.id,
    iat: Math.floor(now / 1000),
    nbf: Math.floor(now / 1000),
    exp: Math.floor((now + template.ttl) / 1000),
  };
}

function subjectOf({ subject_source }: TokenTemplate, identity: ActiveSession["identity"]): string {
  if (subject_source === "id") return identity.id;
  if (identity.externalId) return identity.externalId;
  throw badRequest("The identity has no external_id, which the template takes for the subject of the token.");
}

/**
 * Lets the mapper add claims and change them, all but `sub`: whom a token is of is not a mapper's to say.
 *
 * @param mapper Jsonnet; it sees `claims` and `session` as external variables, and makes `{ claims: {...} }`
 * @param session as whoami tells it
 * @throws ApiError 400 when the mapper fails, or makes no claims
 */
export async function mapClaims(
  mapper: string,
  claims: JsonObject & { sub: string },
  session: JsonObject,
): Promise<JsonObject> {
  let made: JsonValue;
  try {
    made = await evaluateJsonnet(mapper, { variables: { claims, session } });
  } catch (error) {
    throw new ApiError({
      code: 400,
      message: "The request cannot be understood",
      reason: "The mapper of the token template failed.",
      ...(error instanceof Error && { debug: error.message }),
    });
  }
  const mapped = isJsonObject(made) ? made.claims : undefined;
  if (!isJsonObject(mapped)) throw badRequest("The mapper of the token template made no object of claims.");
  return { ...claims, ...mapped, sub: claims.sub };
}
