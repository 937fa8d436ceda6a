// People with every credential that there is, for moving from one server to another.
import { Secret, TOTP } from "otpauth";
import { answerCeremony, type Keys } from "../../../../tests/contract/lib/authenticator.js";
import { isJsonObject, type JsonObject } from "../../src/json.js";
import { createVisitor, nodeValue, signUp, startFlow, textAt, type Answer, type Visitor } from "./visitor.js";

const page = "http://localhost:3000";
const schema = new URL("../../../../tests/contract/config/person.schema.json", import.meta.url).href;
const party = { id: "localhost", display_name: "Foyer", origins: [page] };

/** A configuration that both servers read, with every method on. */
export const everyMethod: JsonObject = {
  version: "v26.2.0",
  identity: { default_schema_id: "person", schemas: [{ id: "person", url: schema }] },
  selfservice: {
    default_browser_return_url: page,
    methods: {
      password: { config: { haveibeenpwned_enabled: false } },
      totp: { enabled: true, config: { issuer: "Foyer" } },
      lookup_secret: { enabled: true },
      webauthn: { enabled: true, config: { passwordless: false, rp: party } },
      passkey: { enabled: true, config: { rp: party } },
    },
    flows: {
      login: { ui_url: `${page}/login` },
      registration: {
        ui_url: `${page}/registration`,
        style: "unified",
        after: { password: { hooks: [{ hook: "session" }] } },
      },
      settings: { ui_url: `${page}/settings` },
      error: { ui_url: `${page}/error` },
    },
  },
  hashers: { algorithm: "bcrypt", bcrypt: { cost: 4 } },
};

/** What Ada proves with who she is. */
export interface Proofs {
  email: string;
  totpSecret: string;
  backupCode: string;
  keys: Keys;
}

/** Signs up with a password and sets everything else up. @throws where a step is refused */
export async function setUpEverything(publicUrl: string, email: string): Promise<Proofs> {
  const visitor = createVisitor(fetch);
  const keys: Keys = new Map();
  const settings = new URL("/self-service/settings/browser", publicUrl).href;
  const change = async (fields: (flow: JsonObject) => JsonObject) => {
    const { flow, action, csrfToken } = await startFlow(visitor, settings);
    return accepted(await visitor.request(action, { json: { ...fields(flow), csrf_token: csrfToken } }));
  };
  accepted(await signUpAt(visitor, publicUrl, email));
  let totpSecret = "";
  await change((flow) => {
    totpSecret = /"text":\{"id":1050006,"text":"([A-Z2-7]{32})"/.exec(JSON.stringify(flow))?.[1] ?? "";
    return { method: "totp", totp_code: totpCode(totpSecret) };
  });
  await change((flow) => ({
    method: "webauthn",
    webauthn_register: create("security key", nodeValue(flow, "webauthn_register_trigger"), keys),
    webauthn_register_displayname: "my key",
  }));
  await change((flow) => ({
    method: "passkey",
    passkey_settings_register: create("passkey", nodeValue(flow, "passkey_create_data"), keys),
  }));
  // The codes that are confirmed are those of the same form.
  const { action, csrfToken } = await startFlow(visitor, settings);
  const submit = async (fields: JsonObject) =>
    accepted(await visitor.request(action, { json: { ...fields, csrf_token: csrfToken } }));
  const { text } = await submit({ lookup_secret_regenerate: true });
  const [, backupCode = ""] = /"secret":"([a-z0-9]{8})"/.exec(text) ?? [];
  await submit({ lookup_secret_confirm: true });
  return { email, totpSecret, backupCode, keys };
}

async function signUpAt(visitor: Visitor, publicUrl: string, email: string): Promise<Answer> {
  return signUp(
    { ...visitor, request: (path, options) => visitor.request(new URL(path, publicUrl).href, options) },
    email,
  );
}

/** Starts a sign-in and submits it with what `fields` makes of the form. */
export async function signInAt(
  publicUrl: string,
  fields: (flow: JsonObject) => JsonObject,
  { visitor = createVisitor(fetch), aal = "aal1" }: { visitor?: Visitor; aal?: "aal1" | "aal2" } = {},
): Promise<Answer> {
  const begun = await startFlow(visitor, new URL(`/self-service/login/browser?aal=${aal}`, publicUrl).href);
  return visitor.request(begun.action, { json: { ...fields(begun.flow), csrf_token: begun.csrfToken } });
}

export const byTotp = ({ totpSecret }: Proofs) => ({ method: "totp", totp_code: totpCode(totpSecret) });

export const byBackupCode = ({ backupCode }: Proofs) => ({
  method: "lookup_secret",
  lookup_secret: backupCode,
});

export const byPasskey = ({ keys }: Proofs, flow: JsonObject) => ({
  method: "passkey",
  passkey_login: sign("passkey", nodeValue(flow, "passkey_challenge"), keys),
});

export const bySecurityKey = ({ email, keys }: Proofs, flow: JsonObject) => ({
  method: "webauthn",
  identifier: email,
  webauthn_login: sign("security key", nodeValue(flow, "webauthn_login_trigger"), keys),
});

/** The config of all credentials of an identity, by type. */
export async function credentialsOf(adminUrl: string, email: string): Promise<Record<string, unknown>> {
  const types = ["password", "oidc", "saml", "totp", "lookup_secret", "webauthn", "passkey"];
  const query = types.map((type) => `include_credential=${type}`).join("&");
  const address = `${adminUrl}/admin/identities?credentials_identifier=${encodeURIComponent(email)}`;
  const found = (await (await fetch(address)).json()) as JsonObject[];
  const id = textAt(found[0] ?? {}, "id");
  const identity: unknown = await (await fetch(`${adminUrl}/admin/identities/${id}?${query}`)).json();
  const credentials =
    isJsonObject(identity) && isJsonObject(identity.credentials) ? identity.credentials : {};
  return Object.fromEntries(
    Object.entries(credentials).map(([type, each]) => [type, isJsonObject(each) ? each.config : undefined]),
  );
}

function totpCode(secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate();
}

function create(key: string, options: string, keys: Keys): string {
  return answerCeremony({ step: "", key, does: "create", options, keep: "" }, options, keys);
}

function sign(key: string, options: string, keys: Keys): string {
  return answerCeremony({ step: "", key, does: "sign", options, keep: "" }, options, keys);
}

function accepted(answer: Answer): Answer {
  if (answer.status === 200) return answer;
  throw new Error(`It was refused with ${String(answer.status)}: ${answer.text}`);
}
