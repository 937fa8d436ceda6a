// The five flows.
import {
  anyObject,
  closed,
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

const methods = [
  "default",
  "password",
  "oidc",
  "profile",
  "link",
  "code",
  "totp",
  "lookup_secret",
  "webauthn",
  "passkey",
  "identifier_first",
];

function flow(required: Record<string, Schema>, optional: Record<string, Schema>): Schema {
  return closed(
    {
      id: uuid,
      type: ref("selfServiceFlowType"),
      expires_at: time,
      issued_at: time,
      request_url: { ...text, description: "The address that started the flow, with its query." },
      ui: ref("uiContainer"),
      ...required,
    },
    {
      return_to: text,
      active: oneOf(methods, "The method used last."),
      transient_payload: { ...anyObject, description: "What the submission brought along for web hooks." },
      ...optional,
    },
  );
}

const entry: Record<string, Schema> = {
  oauth2_login_challenge: text,
  oauth2_login_request: anyObject,
  session_token_exchange_code: {
    ...text,
    description: "Once, to a native client that asked for it; see `exchangeSessionToken`.",
  },
  identity_schema: text,
};

const states = ["choose_method", "sent_email", "passed_challenge"];
const continueWith = list(ref("continueWith"));

export const flowSchemas: Record<string, Schema> = {
  selfServiceFlowType: oneOf(["browser", "api"]),
  loginFlowState: oneOf(states),
  registrationFlowState: oneOf(states),
  recoveryFlowState: oneOf([
    ...states,
    "recovery_awaiting_address",
    "recovery_awaiting_address_choice",
    "recovery_confirming_address",
    "recovery_awaiting_code",
  ]),
  verificationFlowState: oneOf(states),
  settingsFlowState: oneOf(["show_form", "success"]),
  loginFlow: flow(
    {
      state: ref("loginFlowState"),
      organization_id: orNull(uuid),
      refresh: { ...flag, description: "Whoever is signed in proves it once more." },
      requested_aal: ref("authenticatorAssuranceLevel"),
      created_at: time,
      updated_at: time,
    },
    entry,
  ),
  registrationFlow: flow({ state: ref("registrationFlowState"), organization_id: orNull(uuid) }, entry),
  recoveryFlow: flow({ state: ref("recoveryFlowState") }, { continue_with: continueWith }),
  verificationFlow: flow({ state: ref("verificationFlowState") }, {}),
  settingsFlow: flow(
    { state: ref("settingsFlowState"), identity: ref("identity") },
    { continue_with: continueWith },
  ),
};
