// Sessions, and what a successful sign-in or sign-up answers.
import { closed, count, flag, list, oneOf, orNull, ref, text, time, uuid, type Schema } from "../model.js";

/** @param identity the schema of the person in a session */
export function sessionSchemas(identity: string): Record<string, Schema> {
  return {
    authenticatorAssuranceLevel: oneOf(["aal0", "aal1", "aal2"]),
    sessionAuthenticationMethod: closed(
      {
        method: oneOf([
          "password",
          "oidc",
          "code",
          "totp",
          "lookup_secret",
          "webauthn",
          "passkey",
          "code_recovery",
          "link_recovery",
        ]),
        aal: ref("authenticatorAssuranceLevel"),
        completed_at: time,
      },
      { provider: text, organization: text },
    ),
    sessionAuthenticationMethods: list(ref("sessionAuthenticationMethod")),
    sessionDevice: closed({ id: uuid }, { ip_address: text, user_agent: text, location: text }),
    session: closed(
      {
        id: uuid,
        active: flag,
        expires_at: time,
        authenticated_at: time,
        authenticator_assurance_level: ref("authenticatorAssuranceLevel"),
        authentication_methods: ref("sessionAuthenticationMethods"),
        issued_at: time,
        identity: orNull(ref(identity)),
        devices: { type: ["array", "null"], items: ref("sessionDevice") },
      },
      { tokenized: { ...text, description: "The session as a JWT, where `tokenize_as` asked for one." } },
    ),
  };
}

const continueWith: Record<string, Schema> = {
  continueWithRedirectBrowserTo: closed({
    action: { const: "redirect_browser_to" },
    redirect_browser_to: text,
  }),
  continueWithSetOrySessionToken: closed({
    action: { const: "set_ory_session_token" },
    ory_session_token: text,
  }),
  continueWithVerificationUi: closed({
    action: { const: "show_verification_ui" },
    flow: ref("continueWithVerificationUiFlow"),
  }),
  continueWithSettingsUi: closed({
    action: { const: "show_settings_ui" },
    flow: ref("continueWithSettingsUiFlow"),
  }),
  continueWithRecoveryUi: closed({
    action: { const: "show_recovery_ui" },
    flow: ref("continueWithRecoveryUiFlow"),
  }),
};

const continueWithList: Schema = { type: ["array", "null"], items: ref("continueWith") };

export const signedInSchemas: Record<string, Schema> = {
  ...continueWith,
  continueWithVerificationUiFlow: closed({ id: uuid, verifiable_address: text }, { url: text }),
  continueWithSettingsUiFlow: closed({ id: uuid }, { url: text }),
  continueWithRecoveryUiFlow: closed({ id: uuid }, { url: text }),
  continueWith: { description: "What to do next.", oneOf: Object.keys(continueWith).map(ref) },
  successfulNativeLogin: closed(
    { session: ref("session") },
    {
      session_token: { ...text, description: "For native clients only; browsers get a cookie." },
      continue_with: continueWithList,
    },
  ),
  successfulNativeRegistration: closed(
    { identity: ref("identity") },
    { session: ref("session"), session_token: text, continue_with: continueWithList },
  ),
  successfulCodeExchangeResponse: closed({ session: ref("session") }, { session_token: text }),
  deleteMySessionsCount: closed({ count }),
  logoutFlow: closed({ logout_url: text, logout_token: text }),
};
