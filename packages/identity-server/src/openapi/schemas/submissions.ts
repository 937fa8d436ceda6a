// What the forms of the flows send. Keys that a method does not know are not looked at: a form may hold the fields of
// several methods.
import { anyObject, flag, oneOf, open, ref, text, type Schema } from "../model.js";

/** @param required beside `method` */
function body(
  method: string,
  required: Record<string, Schema>,
  optional: Record<string, Schema> = {},
): Schema {
  return open(
    { method: { const: method }, ...required },
    { csrf_token: ref("csrfToken"), transient_payload: anyObject, ...optional },
  );
}

/** The button names the method; it may do without `method`. */
function button(method: string, required: Record<string, Schema>, optional: Record<string, Schema>): Schema {
  return open(required, {
    method: { const: method },
    csrf_token: ref("csrfToken"),
    transient_payload: anyObject,
    ...optional,
  });
}

function choice(schemas: Record<string, Schema>): Schema {
  return { anyOf: Object.keys(schemas).map(ref) };
}

const traits = ref("identityTraits");
const oidcExtras: Record<string, Schema> = {
  traits,
  upstream_parameters: { ...anyObject, description: "Handed on to the provider, such as `login_hint`." },
  id_token: { ...text, description: "From a native sign-in SDK." },
  id_token_nonce: text,
};
const webauthnAnswer: Schema = {
  ...text,
  description: "The credential, as webauthn.js hands it over: JSON.",
};

/** A button whose value is sent as it stands in the form is text. */
const pressed: Schema = { anyOf: [flag, oneOf(["true", "false", "1", "0", "t", "f", ""])] };

const login: Record<string, Schema> = {
  updateLoginFlowWithPasswordMethod: body(
    "password",
    { password: text },
    { identifier: text, password_identifier: text },
  ),
  updateLoginFlowWithOidcMethod: button("oidc", { provider: text }, oidcExtras),
  updateLoginFlowWithTotpMethod: body("totp", { totp_code: text }),
  updateLoginFlowWithWebAuthnMethod: button(
    "webauthn",
    {},
    { identifier: text, webauthn_login: webauthnAnswer },
  ),
  updateLoginFlowWithLookupSecretMethod: body("lookup_secret", { lookup_secret: text }),
  updateLoginFlowWithCodeMethod: button(
    "code",
    {},
    { identifier: text, address: text, code: text, resend: text },
  ),
  updateLoginFlowWithPasskeyMethod: button("passkey", {}, { passkey_login: webauthnAnswer }),
  updateLoginFlowWithIdentifierFirstMethod: body("identifier_first", {}, { identifier: text }),
};

const registration: Record<string, Schema> = {
  updateRegistrationFlowWithPasswordMethod: body("password", { password: text, traits }),
  updateRegistrationFlowWithOidcMethod: button("oidc", { provider: text }, oidcExtras),
  updateRegistrationFlowWithWebAuthnMethod: button(
    "webauthn",
    { traits },
    { webauthn_register: webauthnAnswer, webauthn_register_displayname: text },
  ),
  updateRegistrationFlowWithCodeMethod: body("code", {}, { traits, code: text, resend: text }),
  updateRegistrationFlowWithPasskeyMethod: button(
    "passkey",
    { traits },
    { passkey_register: webauthnAnswer },
  ),
  updateRegistrationFlowWithProfileMethod: body(
    "profile",
    { traits },
    { screen: oneOf(["credential-selection", "previous", ""]) },
  ),
};

const settings: Record<string, Schema> = {
  updateSettingsFlowWithPasswordMethod: body("password", { password: text }),
  updateSettingsFlowWithProfileMethod: body("profile", { traits }),
  updateSettingsFlowWithOidcMethod: button(
    "oidc",
    {},
    { link: text, unlink: text, flow: text, traits, upstream_parameters: anyObject },
  ),
  updateSettingsFlowWithTotpMethod: button("totp", {}, { totp_code: text, totp_unlink: pressed }),
  updateSettingsFlowWithWebAuthnMethod: button(
    "webauthn",
    {},
    { webauthn_register: webauthnAnswer, webauthn_register_displayname: text, webauthn_remove: text },
  ),
  updateSettingsFlowWithLookupMethod: button(
    "lookup_secret",
    {},
    {
      lookup_secret_reveal: pressed,
      lookup_secret_regenerate: pressed,
      lookup_secret_confirm: pressed,
      lookup_secret_disable: pressed,
    },
  ),
  updateSettingsFlowWithPasskeyMethod: button(
    "passkey",
    {},
    { passkey_settings_register: webauthnAnswer, passkey_remove: text },
  ),
};

const recovery: Record<string, Schema> = {
  updateRecoveryFlowWithLinkMethod: body("link", { email: text }),
  updateRecoveryFlowWithCodeMethod: button(
    "code",
    {},
    {
      email: text,
      code: text,
      recovery_address: text,
      recovery_select_address: text,
      recovery_confirm_address: text,
      screen: text,
    },
  ),
};

const verification: Record<string, Schema> = {
  updateVerificationFlowWithLinkMethod: body("link", { email: text }),
  updateVerificationFlowWithCodeMethod: button("code", {}, { email: text, code: text }),
};

export const submissionSchemas: Record<string, Schema> = {
  csrfToken: {
    type: ["string", "null"],
    description: "The value of the node of that name; native clients need none.",
  },
  ...login,
  updateLoginFlowBody: choice(login),
  ...registration,
  updateRegistrationFlowBody: choice(registration),
  ...settings,
  updateSettingsFlowBody: choice(settings),
  ...recovery,
  updateRecoveryFlowBody: choice(recovery),
  ...verification,
  updateVerificationFlowBody: choice(verification),
  formFields: {
    ...open({}, { method: text, csrf_token: text }),
    description: "The fields as a form sends them; `traits.email` for the trait `email`.",
    additionalProperties: { type: ["string", "array"], items: text },
  },
  performNativeLogoutBody: open({ session_token: text }),
};
