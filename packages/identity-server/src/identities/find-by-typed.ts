// Finds an account by what somebody typed into the field for an identifier.
import type { Context } from "../context.js";
import type { CredentialType, IdentityWithCredentials } from "./identity.js";
import { normaliseIdentifier, normaliseTypedIdentifier } from "./normalise.js";

/** The credentials whose identifiers people know and type. */
const TYPED: CredentialType[] = ["password", "code", "webauthn"];

/** By an identifier of any credential that people sign in with. */
export async function findByTypedIdentifier(
  context: Context,
  typed: string,
): Promise<IdentityWithCredentials | undefined> {
  const forms = new Set([normaliseIdentifier(typed), await normaliseTypedIdentifier(typed)]);
  for (const form of forms) {
    for (const type of TYPED) {
      const identity = context.store.identities.findByIdentifier(type, form);
      if (identity) return identity;
    }
  }
  return undefined;
}
