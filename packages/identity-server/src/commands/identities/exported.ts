// Identities as the admin API takes them back: here, in Ory Kratos, in Ory Network. Nobody has to reset a password.
import { isJsonObject, type JsonObject, type JsonValue } from "../../json.js";

/**
 * Credentials that the admin API hands out but takes from nobody, each with what its config holds once it is set up: an
 * identity may have one for keys that is empty.
 */
const notImportable = {
  totp: "totp_url",
  lookup_secret: "recovery_codes",
  webauthn: "credentials",
  passkey: "credentials",
};

/** What an identity has to be shown with to be exported whole. */
export const WITH_CREDENTIALS = ["password", "oidc", "saml", ...Object.keys(notImportable)];

export interface ExportOptions {
  /** Whether to write what POST /admin/identities does not take, for `foyer-identity identities import`. */
  allCredentials?: boolean;
  /** Whether the id is kept in `external_id`, where that is free. */
  idAsExternalId?: boolean;
}

export interface ExportedIdentity {
  body: JsonObject;
  /** What had to be left behind: types of credentials, and `oidc tokens`. */
  leftBehind: string[];
}

/** @param identity as the admin API shows it with {@link WITH_CREDENTIALS} */
export function exportIdentity(identity: JsonObject, options: ExportOptions = {}): ExportedIdentity {
  const credentials = isJsonObject(identity.credentials) ? identity.credentials : {};
  const others = Object.entries(notImportable)
    .filter(([type, key]) => isFilled(configOf(credentials[type])[key]))
    .map(([type]) => type);
  const isWhole = options.allCredentials === true && others.length > 0;
  const exported = {
    ...passwordOf(credentials.password),
    ...providersOf("oidc", credentials.oidc),
    ...providersOf("saml", credentials.saml),
    ...(isWhole && Object.fromEntries(others.map((type) => [type, wholeCredential(credentials[type])]))),
  };
  const body: JsonObject = {
    // Some identifiers are the identity's own id.
    ...(isWhole && { id: identity.id }),
    schema_id: identity.schema_id,
    traits: identity.traits,
    state: identity.state,
    ...(Object.keys(exported).length > 0 && { credentials: exported }),
    ...addresses("verifiable_addresses", identity, ["value", "via", "verified", "status", "verified_at"]),
    ...addresses("recovery_addresses", identity, ["value", "via"]),
    ...given("metadata_public", identity),
    ...given("metadata_admin", identity),
    ...(options.idAsExternalId === true && { external_id: identity.id }),
    ...given("external_id", identity),
    ...given("organization_id", identity),
  };
  return {
    body,
    leftBehind: [...(isWhole ? [] : others), ...(hasTokens(credentials.oidc) ? ["oidc tokens"] : [])],
  };
}

function passwordOf(credential: JsonValue | undefined): JsonObject {
  const config = configOf(credential);
  if (typeof config.hashed_password === "string" && config.hashed_password !== "") {
    return { password: { config: { hashed_password: config.hashed_password } } };
  }
  if (config.use_password_migration_hook === true) {
    return { password: { config: { use_password_migration_hook: true } } };
  }
  return {};
}

function providersOf(type: "oidc" | "saml", credential: JsonValue | undefined): JsonObject {
  const providers = linksOf(credential).map((link) => ({
    provider: link.provider,
    subject: link.subject,
    ...(link.organization && { organization: link.organization }),
    ...(link.use_auto_link === true && { use_auto_link: true }),
  }));
  return providers.length === 0 ? {} : { [type]: { config: { providers } } };
}

/** What a provider gave at the first sign-in; no import takes it. */
function hasTokens(credential: JsonValue | undefined): boolean {
  const tokens = ["initial_id_token", "initial_access_token", "initial_refresh_token"];
  return linksOf(credential).some((link) => tokens.some((token) => isFilled(link[token])));
}

function linksOf(credential: JsonValue | undefined): JsonObject[] {
  const { providers } = configOf(credential);
  return (Array.isArray(providers) ? providers : []).filter(isJsonObject);
}

function wholeCredential(credential: JsonValue | undefined): JsonObject {
  const { identifiers, config, version } = isJsonObject(credential) ? credential : {};
  return { identifiers, config, version };
}

function isFilled(value: JsonValue | undefined): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function configOf(credential: JsonValue | undefined): JsonObject {
  const config = isJsonObject(credential) ? credential.config : undefined;
  return isJsonObject(config) ? config : {};
}

function addresses(name: string, identity: JsonObject, keys: string[]): JsonObject {
  const list = identity[name];
  if (!Array.isArray(list) || list.length === 0) return {};
  return {
    [name]: list
      .filter(isJsonObject)
      .map((address) =>
        Object.fromEntries(keys.flatMap((key) => (address[key] === undefined ? [] : [[key, address[key]]]))),
      ),
  };
}

function given(name: string, identity: JsonObject): JsonObject {
  const value = identity[name];
  return value === undefined || value === null || value === "" ? {} : { [name]: value };
}
