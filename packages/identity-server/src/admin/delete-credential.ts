// Takes one credential from an identity, as far as that leaves a way to sign in.
import type { Context } from "../context.js";
import { badRequest, notFound } from "../http/errors.js";
import type { Credential, Credentials, IdentityWithCredentials } from "../identities/identity.js";
import { isJsonObject, type JsonValue } from "../json.js";
import { methods } from "../methods/registry.js";
import { noContent, type AdminHandler } from "./answer.js";
import { changeIdentity } from "./store-identity.js";

export const deleteCredential: AdminHandler = async (context, request) => {
  const type = request.params.type ?? "";
  const identifier = request.query.get("identifier") ?? "";
  await changeIdentity(context, request.params.id ?? "", (identity) => ({
    ...identity,
    credentials: withoutCredential(context, identity, type, identifier),
  }));
  return noContent;
};

function withoutCredential(
  context: Context,
  identity: IdentityWithCredentials,
  type: string,
  identifier: string,
): Credentials {
  const credential = Object.values(identity.credentials).find((known) => known.type === type);
  if (!credential) throw notFound(`This identity has no credential of the type ${JSON.stringify(type)}.`);
  const { [credential.type]: _removed, ...others } = identity.credentials;
  switch (credential.type) {
    case "totp":
    case "lookup_secret":
      return others;
    case "webauthn":
      return { ...others, webauthn: firstFactorKeys(credential) };
    case "password":
      assertAnotherFirstFactor(context, identity);
      // The identifiers stay claimed: the schema says so.
      return { ...others, password: { ...credential, config: {}, updatedAt: context.now() } };
    case "oidc":
    case "saml":
      assertAnotherFirstFactor(context, identity);
      return { ...others, ...withoutProvider(credential, identifier) };
    default:
      throw badRequest(`Credentials of the type ${JSON.stringify(type)} cannot be deleted.`);
  }
}

function assertAnotherFirstFactor(context: Context, identity: IdentityWithCredentials): void {
  const config = context.config();
  const counts = methods.map((method) => method.countFactors?.(config, identity).first ?? 0);
  if (counts.reduce((sum, count) => sum + count, 0) < 2) {
    throw badRequest("This is the identity's last way to sign in; it cannot be removed.");
  }
}

/** Only keys that serve as a second factor are removed. */
function firstFactorKeys(credential: Credential): Credential {
  const { credentials } = credential.config;
  if (!Array.isArray(credentials)) return credential;
  const { credentials: _all, ...config } = credential.config;
  const kept = credentials.filter((key) => isJsonObject(key) && key.is_passwordless === true);
  return { ...credential, config: { ...config, ...(kept.length > 0 && { credentials: kept }) } };
}

function withoutProvider(credential: Credential, identifier: string): Credentials {
  if (identifier === "") throw badRequest('"identifier" must name the credential to delete.');
  if (!credential.identifiers.includes(identifier)) {
    throw notFound(`${JSON.stringify(identifier)} is not among the identity's provider credentials.`);
  }
  const identifiers = credential.identifiers.filter((known) => known !== identifier);
  if (identifiers.length === 0) return {};
  const providers = Array.isArray(credential.config.providers) ? credential.config.providers : [];
  const kept = providers.filter((provider) => providerIdentifier(provider) !== identifier);
  return {
    [credential.type]: { ...credential, identifiers, config: { ...credential.config, providers: kept } },
  };
}

function providerIdentifier(provider: JsonValue): string | undefined {
  if (!isJsonObject(provider)) return undefined;
  const { provider: id, subject } = provider;
  return typeof id === "string" && typeof subject === "string" ? `${id}:${subject}` : undefined;
}
