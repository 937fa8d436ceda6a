// What the forms of the older API send. Keys that a method does not know are not looked at.
import { anyObject, flag, oneOf, open, ref, text, type Schema } from "../model.js";

function body(
  method: string,
  required: Record<string, Schema>,
  optional: Record<string, Schema> = {},
): Schema {
  return open({ method: { const: method }, ...required }, { csrf_token: ref("csrfToken"), ...optional });
}

/** The button names the method; it may do without `method`. */
function button(
  method: string,
  required: Record<string, Schema>,
  optional: Record<string, Schema> = {},
): Schema {
  return open(required, { method: { const: method }, csrf_token: ref("csrfToken"), ...optional });
}

const traits = { ...anyObject };
const pressed: Schema = { anyOf: [flag, oneOf(["true", "false", "1", "0", "t", "f", ""])] };

const bodies: Record<string, Record<string, Schema>> = {
  Login: {
    Password: body("password", { password: text }, { password_identifier: text, identifier: text }),
    Oidc: button("oidc", { provider: text }, { traits }),
    Totp: body("totp", { totp_code: text }),
    LookupSecret: body("lookup_secret", { lookup_secret: text }),
    WebAuthn: button("webauthn", {}, { webauthn_login: text, identifier: text }),
  },
  Registration: {
    Password: body("password", { password: text, traits }),
    Oidc: button("oidc", { provider: text }, { traits }),
  },
  Settings: {
    Password: body("password", { password: text }),
    Profile: body("profile", { traits }),
    Oidc: button("oidc", {}, { link: text, unlink: text, flow: text }),
    Totp: button("totp", {}, { totp_code: text, totp_unlink: pressed }),
    WebAuthn: button(
      "webauthn",
      {},
      { webauthn_register: text, webauthn_register_displayname: text, webauthn_remove: text },
    ),
    Lookup: button(
      "lookup_secret",
      {},
      {
        lookup_secret_reveal: pressed,
        lookup_secret_regenerate: pressed,
        lookup_secret_confirm: pressed,
        lookup_secret_disable: pressed,
      },
    ),
  },
  Recovery: { Link: body("link", { email: text }) },
  Verification: { Link: body("link", { email: text }) },
};

const nameOf = (flow: string, method: string) => `submitSelfService${flow}FlowWith${method}MethodBody`;

export const olderSubmissionSchemas: Record<string, Schema> = {
  csrfToken: {
    type: ["string", "null"],
    description: "The value of the node of that name; native clients need none.",
  },
  formFields: {
    ...open({}, { method: text, csrf_token: text }),
    description: "The fields as a form sends them; `traits.email` for the trait `email`.",
    additionalProperties: { type: ["string", "array"], items: text },
  },
  ...Object.fromEntries(
    Object.entries(bodies).flatMap(([flow, methods]) => [
      ...Object.entries(methods).map(([method, schema]): [string, Schema] => [nameOf(flow, method), schema]),
      [
        `submitSelfService${flow}FlowBody`,
        { anyOf: Object.keys(methods).map((method) => ref(nameOf(flow, method))) },
      ] as [string, Schema],
    ]),
  ),
};
