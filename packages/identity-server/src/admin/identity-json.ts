// Identities as the admin API shows them: with credentials and `metadata_admin`.
import type { Config } from "../config/index.js";
import type { Credential, CredentialType, IdentityWithCredentials } from "../identities/identity.js";
import { publicIdentityJson } from "../identities/json.js";
import type { JsonObject } from "../json.js";
import { defaultHandle } from "../keys/user-handle.js";
import { decryptedConfig } from "../methods/oidc/credential.js";
import { iso } from "../time.js";

export const credentialTypes: readonly CredentialType[] = [
  "password",
  "oidc",
  "saml",
  "totp",
  "lookup_secret",
  "webauthn",
  "code",
  "passkey",
  "link_recovery",
  "code_recovery",
];

/** What Kratos says for a time that is not known yet. */
const NO_TIME = "0001-01-01T00:00:00Z";

export interface AdminIdentityOptions {
  /** Whether the answer lists the credentials at all. */
  withCredentials: boolean;
  /** The types whose config is shown. */
  include?: readonly CredentialType[];
  /** Credentials that this very request made: their times are not known to the answer. */
  isNew?: (type: CredentialType) => boolean;
  /** Left out in the answer to a request that set none. */
  omitMetadataAdmin?: boolean;
}

export function adminIdentityJson(
  config: Config,
  identity: IdentityWithCredentials,
  options: AdminIdentityOptions,
): JsonObject {
  const { id, external_id, metadata_public, created_at, updated_at, organization_id, ...rest } =
    publicIdentityJson(config, identity);
  return {
    id,
    ...(external_id !== undefined && { external_id }),
    ...(options.withCredentials && { credentials: credentialsJson(config, identity, options) }),
    ...rest,
    metadata_public,
    ...(options.omitMetadataAdmin !== true && { metadata_admin: identity.metadataAdmin }),
    created_at,
    updated_at,
    organization_id,
  };
}

function credentialsJson(
  config: Config,
  identity: IdentityWithCredentials,
  options: AdminIdentityOptions,
): JsonObject {
  const credentials = Object.values(identity.credentials).sort((a, b) => (a.type < b.type ? -1 : 1));
  return Object.fromEntries(
    credentials.map((credential) => [credential.type, credentialJson(config, identity, credential, options)]),
  );
}

function credentialJson(
  config: Config,
  identity: IdentityWithCredentials,
  credential: Credential,
  options: AdminIdentityOptions,
): JsonObject {
  const isNew = options.isNew?.(credential.type) ?? false;
  return {
    type: credential.type,
    // As in Kratos, where a list of links that was imported empty is none in the first answer.
    identifiers: isNew && isEmptyLinks(credential) ? null : credential.identifiers,
    ...(options.include?.includes(credential.type) && { config: configJson(config, identity, credential) }),
    version: credential.version,
    created_at: isNew ? NO_TIME : iso(credential.createdAt),
    updated_at: isNew ? NO_TIME : iso(credential.updatedAt),
  };
}

function isEmptyLinks({ type, identifiers }: Credential): boolean {
  return (type === "oidc" || type === "saml") && identifiers.length === 0;
}

/**
 * Whoever may ask for it sees a provider's tokens as they were given. As in Kratos, the name that security keys will have
 * for the account is shown before there is one.
 */
function configJson(config: Config, identity: IdentityWithCredentials, credential: Credential): JsonObject {
  switch (credential.type) {
    case "oidc":
      return decryptedConfig(config, credential);
    case "webauthn": {
      const { user_handle: handle = defaultHandle(identity).toString("base64") } = credential.config;
      return { ...credential.config, user_handle: handle };
    }
    default:
      return credential.config;
  }
}
