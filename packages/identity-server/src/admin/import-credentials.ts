// Credentials that come with an identity: passwords in plain text or hashed, subjects of providers.
import type { Context } from "../context.js";
import { badRequest } from "../http/errors.js";
import type { Credential, Credentials } from "../identities/identity.js";
import { isJsonObject, type JsonObject } from "../json.js";
import type { CredentialsBody } from "./identity-body.js";

/** What the body's credentials come to, ready to be merged into an identity within a write. */
export type PreparedCredentials = (existing: Credentials) => Credentials;

/**
 * Does the slow part, the hashing. Policy is not applied: whoever imports accounts vouches for them.
 *
 * @throws ApiError 400 for a hash of no known format
 */
export async function prepareCredentials(
  context: Context,
  body: CredentialsBody | null | undefined,
): Promise<PreparedCredentials> {
  const password = body?.password ? await passwordConfig(context, body.password.config) : undefined;
  const now = context.now();
  return (existing) => ({
    ...existing,
    ...(password && {
      password: newCredential("password", existing.password?.identifiers ?? [], password, now),
    }),
    ...(body?.oidc && {
      oidc: withLinks({
        existing: existing.oidc,
        type: "oidc",
        links: body.oidc.config.providers.map(oidcLink),
        now,
      }),
    }),
    // Nothing here signs in by SAML; it is kept for a server that does.
    ...(body?.saml && {
      saml: withLinks({
        existing: existing.saml,
        type: "saml",
        links: body.saml.config.providers.map(link),
        now,
      }),
    }),
  });
}

type PasswordBody = NonNullable<CredentialsBody["password"]>["config"];

async function passwordConfig(context: Context, body: PasswordBody): Promise<JsonObject> {
  if (body.use_password_migration_hook) {
    return { hashed_password: "", use_password_migration_hook: true };
  }
  if (body.password !== "") return { hashed_password: await context.passwords.hash(body.password) };
  if (!context.passwords.understands(body.hashed_password)) {
    throw badRequest("The imported password is hashed in no format that is known here.");
  }
  return { hashed_password: body.hashed_password };
}

type OidcProvider = NonNullable<CredentialsBody["oidc"]>["config"]["providers"][number];

interface Link extends JsonObject {
  provider: string;
  subject: string;
}

function link({ provider, subject, organization }: Omit<OidcProvider, "use_auto_link">): Link {
  return { subject, provider, ...(organization && { organization }) };
}

function oidcLink(given: OidcProvider): Link {
  return {
    initial_id_token: "",
    initial_access_token: "",
    initial_refresh_token: "",
    ...link(given),
    ...(given.use_auto_link && { use_auto_link: true }),
  };
}

interface Linking {
  existing: Credential | undefined;
  type: "oidc" | "saml";
  links: Link[];
  now: number;
}

function withLinks({ existing, type, links, now }: Linking): Credential {
  const known = Array.isArray(existing?.config.providers)
    ? existing.config.providers.filter(isJsonObject)
    : [];
  const identifiers = links.map(({ provider, subject }) => `${provider}:${subject}`);
  return {
    ...newCredential(type, [], {}, now),
    ...(existing && { createdAt: existing.createdAt }),
    identifiers: [...new Set([...(existing?.identifiers ?? []), ...identifiers])],
    config: { providers: [...known, ...links] },
  };
}

function newCredential(
  type: Credential["type"],
  identifiers: string[],
  config: JsonObject,
  now: number,
): Credential {
  return { type, identifiers, config, version: 0, createdAt: now, updatedAt: now };
}
