// What a person's passkeys are called in the list that a browser shows.
import type { Context } from "../context.js";
import { schemaOf } from "../flows/entry.js";
import type { RegistrationFlow } from "../flows/flow.js";
import type { IdentityWithCredentials } from "../identities/identity.js";

/**
 * The value of the trait that the schema marks with `credentials.passkey.display_name`, else with
 * `credentials.webauthn.identifier`.
 */
export function passkeyDisplayName(context: Context, identity: IdentityWithCredentials): string | undefined {
  const validated = context.schemas.find(identity.schemaId)?.validate(identity.traits);
  if (validated?.kind !== "valid") return undefined;
  return validated.derived.passkeyDisplayName ?? validated.derived.webauthn[0];
}

/** The name of the field that will hold it, at sign-up. Kratos fails where no trait is marked; here the first one will do. */
export function displayNameField(context: Context, flow: RegistrationFlow): string {
  const { leaves, keysInOrder } = schemaOf(context, flow);
  const marked =
    leaves.find(({ extension }) => extension?.credentials?.passkey?.display_name === true) ??
    leaves.find(({ extension }) => extension?.credentials?.webauthn?.identifier === true) ??
    leaves.find(({ extension }) => extension?.credentials?.password?.identifier === true);
  return marked?.name ?? keysInOrder[0] ?? "";
}
