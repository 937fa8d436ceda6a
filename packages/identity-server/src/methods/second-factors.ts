// What the second factors share: whose they are, how their credentials are kept, how often they may be guessed.
import type { Context } from "../context.js";
import type { Submission } from "../flows/request.js";
import { sessionAal1Required } from "../http/errors.js";
import type { CredentialType, IdentityWithCredentials } from "../identities/identity.js";
import type { JsonObject } from "../json.js";
import { genericProblem, wrongType } from "../ui/messages.js";
import type { FieldIssue } from "../flows/outcome.js";

/** Whoever signed in with a first factor, as stored now. @throws ApiError 401 when nobody did */
export function signedInIdentity(context: Context, { request }: Submission): IdentityWithCredentials {
  const id = request.session()?.identity.id;
  const identity = id === undefined ? undefined : context.store.identities.findWithCredentials(id);
  if (!identity) throw sessionAal1Required();
  return identity;
}

/**
 * Guesses of a second factor are counted for the account, whatever the flow and whoever sends them, and for the client.
 * A try counts before anybody learns whether it was right; a right one is taken back.
 *
 * @returns what to call when the guess was right
 * @throws ApiError 429
 */
export function countGuess(context: Context, identityId: string, { request }: Submission): () => void {
  const { limits } = context;
  const { ipAddress } = request.client;
  limits.assert("second-factor-identity", identityId);
  limits.assert("code-client", ipAddress);
  limits.count("second-factor-identity", identityId);
  limits.count("code-client", ipAddress);
  return () => {
    limits.reset("second-factor-identity", identityId);
    limits.uncount("code-client", ipAddress);
  };
}

/** The identity with this credential, which is found by the identity's own id. */
export function withFactor(
  context: Context,
  identity: IdentityWithCredentials,
  type: CredentialType,
  config: JsonObject,
): IdentityWithCredentials {
  const now = context.now();
  const credential = { type, identifiers: [identity.id], config, version: 0, createdAt: now, updatedAt: now };
  return { ...identity, credentials: { ...identity.credentials, [type]: credential }, updatedAt: now };
}

export function withoutFactor(
  context: Context,
  identity: IdentityWithCredentials,
  type: CredentialType,
): IdentityWithCredentials {
  const { [type]: _removed, ...credentials } = identity.credentials;
  return { ...identity, credentials, updatedAt: context.now() };
}

/** Reads a button that says what to do by being sent: `true`, in JSON or as text. */
export function readSwitch({ body }: Submission, name: string): boolean | FieldIssue {
  const sent = body[name];
  const value = Array.isArray(sent) ? sent.at(-1) : sent;
  if (value === undefined || value === null || value === "") return false;
  if (typeof value === "boolean") return value;
  if (typeof value === "string" && /^(1|t|true)$/i.test(value)) return true;
  if (typeof value === "string" && /^(0|f|false)$/i.test(value)) return false;
  if (typeof value === "string") {
    return { node: "", message: genericProblem(`${JSON.stringify(name)} is neither true nor false.`) };
  }
  return { node: name, message: wrongType(["boolean"], typeof value) };
}
