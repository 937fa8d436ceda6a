// The shapes of the older API, under the names that its clients have for them. What is smaller than today's is written
// out; nothing is looked up in today's schemas, so that these stay as they are.
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

const genericError: Schema = closed(
  { message: text },
  {
    id: { ...text, description: "A stable name; only errors that a client acts on have one." },
    code: { type: "integer", minimum: 400, maximum: 599 },
    status: text,
    request: text,
    reason: text,
    debug: text,
    details: anyObject,
  },
);

export const olderErrors: Record<string, Schema> = {
  genericError,
  jsonError: closed({ error: ref("genericError") }),
  selfServiceBrowserLocationChangeRequiredError: {
    ...closed({ error: ref("genericError"), redirect_browser_to: text }),
    description: "The browser has to go to `redirect_browser_to`.",
  },
  errorAuthenticatorAssuranceLevelNotSatisfied: {
    ...closed({ error: ref("genericError"), redirect_browser_to: text }),
    description: "The session needs a second factor, which `redirect_browser_to` asks for.",
  },
  needsPrivilegedSessionError: {
    ...closed({ error: ref("genericError"), redirect_browser_to: text }),
    description: "The sign-in is too old for this change; `redirect_browser_to` repeats it.",
  },
  selfServiceFlowExpiredError: {
    ...closed(
      { error: ref("genericError"), use_flow_id: uuid },
      { since: { type: "integer", description: "How long ago it ended, in nanoseconds." } },
    ),
    description: "The flow is over. Go on with the flow that `use_flow_id` names.",
  },
};

const identityKeys: Record<string, Schema> = {
  id: uuid,
  schema_id: text,
  schema_url: text,
  traits: { ...anyObject, description: "As the identity schema says." },
};

const identityMore: Record<string, Schema> = {
  state: oneOf(["active", "inactive"]),
  state_changed_at: time,
  verifiable_addresses: list(ref("verifiableIdentityAddress")),
  recovery_addresses: list(ref("recoveryAddress")),
  created_at: time,
  updated_at: time,
};

export const olderIdentitySchemas: Record<string, Schema> = {
  verifiableIdentityAddress: closed(
    {
      id: uuid,
      value: text,
      verified: flag,
      via: oneOf(["email", "sms"]),
      status: oneOf(["pending", "sent", "completed"]),
    },
    { verified_at: orNull(time), created_at: time, updated_at: time },
  ),
  recoveryAddress: closed(
    { id: uuid, value: text, via: oneOf(["email", "sms"]) },
    { created_at: time, updated_at: time },
  ),
};

export const olderPublicIdentity: Schema = closed(identityKeys, identityMore);
/** Credentials are told of where an administrator reads somebody. */
export const olderAdminIdentity: Schema = closed(identityKeys, {
  ...identityMore,
  credentials: {
    type: "object",
    description: "By type.",
    additionalProperties: closed(
      {
        type: oneOf(["password", "oidc", "totp", "lookup_secret", "webauthn", "code", "passkey"]),
        identifiers: { type: ["array", "null"], items: text },
      },
      { config: anyObject, created_at: time, updated_at: time },
    ),
  },
});

export const olderSessionSchemas: Record<string, Schema> = {
  authenticatorAssuranceLevel: oneOf(["aal0", "aal1", "aal2", "aal3"]),
  sessionAuthenticationMethod: closed({
    method: oneOf([
      "link_recovery",
      "password",
      "totp",
      "oidc",
      "webauthn",
      "lookup_secret",
      "code",
      "code_recovery",
      "passkey",
    ]),
    completed_at: time,
  }),
  session: closed(
    {
      id: uuid,
      active: flag,
      expires_at: time,
      authenticated_at: time,
      authenticator_assurance_level: ref("authenticatorAssuranceLevel"),
      authentication_methods: list(ref("sessionAuthenticationMethod")),
      issued_at: time,
    },
    { identity: orNull(ref("identity")) },
  ),
  successfulSelfServiceLoginWithoutBrowser: closed(
    { session: ref("session") },
    { session_token: { ...text, description: "For native clients only; browsers get a cookie." } },
  ),
  successfulSelfServiceRegistrationWithoutBrowser: closed(
    { identity: ref("identity") },
    { session: ref("session"), session_token: text },
  ),
  selfServiceLogoutUrl: closed({ logout_url: text, logout_token: text }),
  submitSelfServiceLogoutFlowWithoutBrowserBody: closed({ session_token: text }),
};

const groups = [
  "default",
  "password",
  "oidc",
  "profile",
  "link",
  "totp",
  "lookup_secret",
  "webauthn",
  "code",
  "passkey",
];

const attributes: Record<string, Schema> = {
  uiNodeInputAttributes: closed(
    { name: text, type: text, disabled: flag, node_type: { const: "input" } },
    { value: {}, required: flag, pattern: text, label: ref("uiText"), onclick: text },
  ),
  uiNodeTextAttributes: closed({ text: ref("uiText"), id: text, node_type: { const: "text" } }),
  uiNodeImageAttributes: closed(
    { src: text, id: text, node_type: { const: "img" } },
    { width: count, height: count },
  ),
  uiNodeAnchorAttributes: closed({ href: text, title: ref("uiText"), id: text, node_type: { const: "a" } }),
  uiNodeScriptAttributes: closed({
    src: text,
    async: flag,
    referrerpolicy: text,
    crossorigin: text,
    integrity: text,
    type: text,
    id: text,
    node_type: { const: "script" },
  }),
};

export const olderUiSchemas: Record<string, Schema> = {
  ...attributes,
  uiText: closed(
    { id: { type: "integer" }, text, type: oneOf(["info", "error"]) },
    { context: { ...anyObject, description: "The values that stand in the text." } },
  ),
  uiNode: closed({
    type: oneOf(["text", "input", "img", "a", "script"]),
    group: oneOf(groups),
    attributes: { oneOf: Object.keys(attributes).map(ref) },
    messages: list(ref("uiText")),
    meta: closed({}, { label: ref("uiText") }),
  }),
  uiContainer: closed(
    { action: text, method: oneOf(["POST", "GET"]), nodes: list(ref("uiNode")) },
    { messages: list(ref("uiText")) },
  ),
};

function flow(required: Record<string, Schema>, optional: Record<string, Schema> = {}): Schema {
  return closed(
    { id: uuid, type: ref("selfServiceFlowType"), ui: ref("uiContainer"), ...required },
    { expires_at: time, issued_at: time, request_url: text, return_to: text, active: text, ...optional },
  );
}

const mailed = oneOf(["choose_method", "sent_email", "passed_challenge"]);

export const olderFlowSchemas: Record<string, Schema> = {
  selfServiceFlowType: oneOf(["browser", "api"]),
  selfServiceLoginFlow: flow(
    { refresh: flag, requested_aal: ref("authenticatorAssuranceLevel") },
    { created_at: time, updated_at: time },
  ),
  selfServiceRegistrationFlow: flow({}),
  selfServiceRecoveryFlow: flow({ state: mailed }),
  selfServiceVerificationFlow: flow({ state: mailed }),
  selfServiceSettingsFlow: flow({ state: oneOf(["show_form", "success"]), identity: ref("identity") }),
  selfServiceError: closed({ id: uuid }, { error: anyObject, created_at: time, updated_at: time }),
};

export const olderIdentitySchemaSchemas: Record<string, Schema> = {
  jsonSchema: { ...anyObject, description: "A JSON schema." },
  identitySchemas: list(closed({ id: text, schema: ref("jsonSchema") })),
};

export const olderAdminSchemas: Record<string, Schema> = {
  adminCreateIdentityBody: closed(
    { traits: anyObject },
    { schema_id: text, state: oneOf(["active", "inactive", ""]) },
  ),
  adminUpdateIdentityBody: closed(
    { traits: anyObject },
    { schema_id: text, state: oneOf(["active", "inactive", ""]) },
  ),
  adminCreateSelfServiceRecoveryLinkBody: closed(
    { identity_id: uuid },
    { expires_in: { ...text, pattern: "^([0-9]+(\\.[0-9]+)?(ns|us|µs|ms|s|m|h))*$" } },
  ),
  selfServiceRecoveryLink: closed({ recovery_link: text }, { expires_at: time }),
};
