// Whom a new identity collides with, and what the person who signs up is told.
import type { Context } from "../context.js";
import type { FieldIssue } from "../flows/outcome.js";
import { isJsonObject } from "../json.js";
import { duplicateCredentials, duplicateWithHints } from "../ui/messages.js";
import type { IdentityWithCredentials } from "./identity.js";

/** With `selfservice.flows.registration.login_hints` the message tells how the account that exists signs in. */
export function conflictIssue(context: Context, identity: IdentityWithCredentials): FieldIssue {
  const conflict = findConflict(context, identity);
  if (!conflict || !context.config().selfservice.flows.registration.login_hints) {
    return { node: "", message: duplicateCredentials() };
  }
  const ways = waysToSignIn(conflict.owner);
  return {
    node: "",
    message: duplicateWithHints({
      credentialTypes: ways.types,
      oidcProviders: ways.providers,
      identifier: conflict.identifier,
    }),
  };
}

/** How an account that exists signs in, for whoever is to prove that it is theirs. */
export function waysToSignIn(owner: IdentityWithCredentials): { types: string[]; providers: string[] } {
  const types = Object.values(owner.credentials).filter(
    (credential) => Object.keys(credential.config).length > 0 && credential.type !== "code_recovery",
  );
  return {
    types: types.map((credential) => credential.type).toSorted(),
    providers: providersOf(owner).toSorted(),
  };
}

/** The first identity that owns an identifier or address of this one. */
export function findConflict(
  context: Context,
  identity: IdentityWithCredentials,
): { owner: IdentityWithCredentials; identifier: string } | undefined {
  const { identities } = context.store;
  for (const { type, identifiers } of Object.values(identity.credentials)) {
    for (const identifier of identifiers) {
      const owner = identities.findByIdentifier(type, identifier);
      if (owner && owner.id !== identity.id) return { owner, identifier };
    }
  }
  for (const { via, value } of identity.verifiableAddresses) {
    const found = identities.findByVerifiableAddress(via, value);
    const owner = found && identities.findWithCredentials(found.id);
    if (owner && owner.id !== identity.id) return { owner, identifier: value };
  }
  for (const { via, value } of identity.recoveryAddresses) {
    const found = identities.findByRecoveryAddress(via, value);
    const owner = found && identities.findWithCredentials(found.id);
    if (owner && owner.id !== identity.id) return { owner, identifier: value };
  }
  return undefined;
}

function providersOf(identity: IdentityWithCredentials): string[] {
  const providers = identity.credentials.oidc?.config.providers;
  if (!Array.isArray(providers)) return [];
  return providers.flatMap((entry) =>
    isJsonObject(entry) && typeof entry.provider === "string" ? [entry.provider] : [],
  );
}
