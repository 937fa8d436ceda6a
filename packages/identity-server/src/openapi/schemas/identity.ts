// People: their traits, addresses and, for the admin API, credentials.
import {
  anyObject,
  closed,
  count,
  flag,
  list,
  oneOf,
  orNull,
  ref,
  text,
  time,
  uuid,
  type Schema,
} from "../model.js";

export const credentialTypes = [
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

const addressSchemas: Record<string, Schema> = {
  identityVerifiableAddressStatus: oneOf(["pending", "sent", "completed"]),
  verifiableIdentityAddress: closed(
    {
      value: text,
      verified: flag,
      via: oneOf(["email", "sms"]),
      status: ref("identityVerifiableAddressStatus"),
    },
    { id: uuid, verified_at: time, created_at: time, updated_at: time },
  ),
  recoveryIdentityAddress: closed(
    { value: text, via: oneOf(["email", "sms"]) },
    { id: uuid, created_at: time, updated_at: time },
  ),
};

const required: Record<string, Schema> = {
  id: uuid,
  schema_id: text,
  schema_url: { ...text, description: "Where the schema is read; empty in lists of one's own sessions." },
  state: oneOf(["active", "inactive"]),
  traits: { ...ref("identityTraits") },
  metadata_public: ref("nullJsonRawMessage"),
  created_at: time,
  updated_at: time,
  organization_id: orNull(uuid),
};

const optional: Record<string, Schema> = {
  external_id: { ...text, description: "The id that another system knows this person by." },
  state_changed_at: time,
  verifiable_addresses: list(ref("verifiableIdentityAddress")),
  recovery_addresses: list(ref("recoveryIdentityAddress")),
};

/** As anybody sees themselves: no credentials, nothing that only administrators may know. */
const publicIdentity = closed(required, optional);

const shared: Record<string, Schema> = {
  ...addressSchemas,
  identityTraits: { ...anyObject, description: "As the identity schema says." },
  nullJsonRawMessage: { description: "Any JSON value; `null` where there is none." },
};

export const publicIdentitySchemas: Record<string, Schema> = { ...shared, identity: publicIdentity };

/** In the admin API `identity` has all there is; sessions show what their owner sees. */
export const adminIdentitySchemas: Record<string, Schema> = {
  ...shared,
  publicIdentity,
  identity: closed(required, {
    ...optional,
    credentials: {
      type: "object",
      description: "By type.",
      additionalProperties: ref("identityCredentials"),
    },
    metadata_admin: ref("nullJsonRawMessage"),
  }),
  identityCredentials: closed(
    {
      type: oneOf(credentialTypes),
      identifiers: { type: ["array", "null"], items: text },
      version: count,
      created_at: time,
      updated_at: time,
    },
    { config: { ...anyObject, description: "Only for the types named in `include_credential`." } },
  ),
};

export const identitySchemaSchemas: Record<string, Schema> = {
  identitySchema: { ...anyObject, description: "A JSON schema." },
  identitySchemaContainer: closed({ id: text, schema: ref("identitySchema") }),
  identitySchemas: list(ref("identitySchemaContainer")),
};
