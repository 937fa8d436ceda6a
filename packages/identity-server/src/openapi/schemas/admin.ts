// What the admin API takes, and what only it answers.
import {
  anyObject,
  closed,
  count,
  flag,
  list,
  oneOf,
  open,
  orNull,
  ref,
  text,
  time,
  uuid,
  type Schema,
} from "../model.js";

const metadata = ref("nullJsonRawMessage");
const state = oneOf(["active", "inactive", ""]);
const duration: Schema = {
  ...text,
  pattern: "^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))*$",
  examples: ["1h30m"],
};

const identityBodies: Record<string, Schema> = {
  identityWithCredentials: {
    ...closed(
      {},
      {
        password: orNull(ref("identityWithCredentialsPassword")),
        oidc: orNull(ref("identityWithCredentialsOidc")),
        saml: orNull(ref("identityWithCredentialsSaml")),
      },
    ),
    description: "Credentials to bring along, so that nobody has to choose a new password.",
  },
  identityWithCredentialsPassword: closed({}, { config: ref("identityWithCredentialsPasswordConfig") }),
  identityWithCredentialsPasswordConfig: closed(
    {},
    {
      password: { ...text, description: "In plain text; it is hashed, and held to no policy." },
      hashed_password: { ...text, description: "In one of the formats that the documentation lists." },
      use_password_migration_hook: flag,
    },
  ),
  identityWithCredentialsOidc: closed({}, { config: ref("identityWithCredentialsOidcConfig") }),
  identityWithCredentialsOidcConfig: closed(
    {},
    {
      config: anyObject,
      providers: { type: ["array", "null"], items: ref("identityWithCredentialsOidcConfigProvider") },
    },
  ),
  identityWithCredentialsOidcConfigProvider: closed(
    { subject: text, provider: text },
    { organization: orNull(uuid), use_auto_link: flag },
  ),
  identityWithCredentialsSaml: closed({}, { config: ref("identityWithCredentialsSamlConfig") }),
  identityWithCredentialsSamlConfig: closed(
    {},
    { providers: { type: ["array", "null"], items: ref("identityWithCredentialsSamlConfigProvider") } },
  ),
  identityWithCredentialsSamlConfigProvider: closed(
    { subject: text, provider: text },
    { organization: orNull(uuid) },
  ),
  createIdentityBody: closed(
    { traits: { type: ["object", "null"] } },
    {
      schema_id: { ...text, description: "Default: the default schema." },
      credentials: orNull(ref("identityWithCredentials")),
      verifiable_addresses: { type: ["array", "null"], items: ref("givenAddress") },
      recovery_addresses: { type: ["array", "null"], items: ref("givenAddress") },
      metadata_public: metadata,
      metadata_admin: metadata,
      state,
      organization_id: orNull({ ...text }),
      external_id: { type: ["string", "null"] },
    },
  ),
  givenAddress: open(
    { value: text },
    { via: text, verified: flag, status: text, id: text, created_at: text, updated_at: text },
  ),
  updateIdentityBody: open(
    { traits: { type: ["object", "null"] } },
    {
      schema_id: text,
      state,
      credentials: orNull(ref("identityWithCredentials")),
      metadata_public: metadata,
      metadata_admin: metadata,
      external_id: { type: ["string", "null"] },
    },
  ),
  jsonPatch: open(
    { op: oneOf(["add", "remove", "replace", "move", "copy", "test"]), path: text },
    { from: text, value: {} },
  ),
  jsonPatchDocument: { ...list(ref("jsonPatch")), description: "RFC 6902." },
};

const batch: Record<string, Schema> = {
  patchIdentitiesBody: closed(
    {},
    { identities: { type: ["array", "null"], items: ref("identityPatch"), maxItems: 1000 } },
  ),
  identityPatch: closed({}, { create: orNull(ref("createIdentityBody")), patch_id: orNull(uuid) }),
  batchPatchIdentitiesResponse: closed({ identities: list(orNull(ref("identityPatchResponse"))) }),
  identityPatchResponse: closed(
    { action: oneOf(["create", "error"]) },
    { identity: uuid, patch_id: uuid, error: ref("genericError") },
  ),
};

const recovery: Record<string, Schema> = {
  createRecoveryCodeForIdentityBody: closed(
    { identity_id: uuid },
    { expires_in: duration, flow_type: oneOf(["browser", "api", ""]) },
  ),
  recoveryCodeForIdentity: closed({ recovery_link: text, recovery_code: text, expires_at: time }),
  createRecoveryLinkForIdentityBody: closed({ identity_id: uuid }, { expires_in: duration }),
  recoveryLinkForIdentity: closed({ recovery_link: text, expires_at: time }),
};

const courier: Record<string, Schema> = {
  courierMessageStatus: oneOf(["queued", "sent", "processing", "abandoned"]),
  courierMessageType: oneOf(["email", "phone", "sms"]),
  message: closed(
    {
      id: uuid,
      status: ref("courierMessageStatus"),
      type: ref("courierMessageType"),
      recipient: text,
      body: { ...text, description: "Only in development mode; a placeholder otherwise." },
      subject: text,
      template_type: text,
      channel: text,
      send_count: count,
      created_at: time,
      updated_at: time,
    },
    { dispatches: list(ref("messageDispatch")) },
  ),
  messageDispatch: closed(
    {
      id: uuid,
      message_id: uuid,
      status: oneOf(["failed", "success"]),
      created_at: time,
      updated_at: time,
    },
    { error: { description: "What went wrong; null after a success." } },
  ),
};

export const adminSchemas: Record<string, Schema> = { ...identityBodies, ...batch, ...recovery, ...courier };
