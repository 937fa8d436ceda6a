// Identities as the admin API takes them back: here, in Ory Kratos, in Ory Network. Nobody has to reset a password.
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";

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

export interface ExportedIdentity {
  body: JsonObject;
  /** Types of credentials that had to be left behind. */
  leftBehind: string[];
}

/** @param identity as the admin API shows it, with the config of its password and provider credentials */
export function exportIdentity(identity: JsonObject): ExportedIdentity {
  const credentials = isJsonObject(identity.credentials) ? identity.credentials : {};
  const imported = { ...passwordOf(credentials.password), ...providersOf(credentials.oidc) };
  const body: JsonObject = {
    schema_id: identity.schema_id,
    traits: identity.traits,
    state: identity.state,
    ...(Object.keys(imported).length > 0 && { credentials: imported }),
    ...addresses("verifiable_addresses", identity, ["value", "via", "verified", "status", "verified_at"]),
    ...addresses("recovery_addresses", identity, ["value", "via"]),
    ...given("metadata_public", identity),
    ...given("metadata_admin", identity),
    ...given("external_id", identity),
    ...given("organization_id", identity),
  };
  const leftBehind = Object.entries(notImportable)
    .filter(([type, key]) => isFilled(configOf(credentials[type])[key]))
    .map(([type]) => type);
  return { body, leftBehind };
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

function providersOf(credential: JsonValue | undefined): JsonObject {
  const { providers } = configOf(credential);
  const list = (Array.isArray(providers) ? providers : []).filter(isJsonObject).map((provider) => ({
    provider: provider.provider,
    subject: provider.subject,
    ...(provider.organization && { organization: provider.organization }),
  }));
  return list.length === 0 ? {} : { oidc: { config: { providers: list } } };
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
  return value === undefined || value === null ? {} : { [name]: value };
}
