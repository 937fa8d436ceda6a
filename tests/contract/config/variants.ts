// The configurations that scenarios run under: one for most, and the few that differ from it where a flow depends on it.
// Its own, and not the starter's identity/kratos.yml, so that a fork may change that without touching a recording.
import { fileURLToPath } from "node:url";
import type { JsonValue } from "../lib/scenario";
import { courierHttpVariants } from "./courier-http";
import { v0alpha2Changes } from "./v0alpha2";
import { migrateHookVariants } from "./migrate-hook";
import { oauth2Variants } from "./oauth2";
import { oidcVariants } from "./oidc";
import { tokenVariants } from "./tokens";
import { webHookVariants } from "./web-hooks";

export type Settings = { [key: string]: JsonValue };

const ui = "http://localhost:3000";

const schemaFile = (name: string) =>
  `file://${fileURLToPath(new URL(`${name}.schema.json`, import.meta.url))}`;

const base: Settings = {
  version: "v26.2.0",
  selfservice: {
    default_browser_return_url: `${ui}/welcome`,
    allowed_return_urls: [ui, "https://*.wild.example/app"],
    methods: {
      password: { enabled: true, config: { min_password_length: 8, haveibeenpwned_enabled: false } },
      profile: { enabled: true },
      code: { enabled: true, config: { lifespan: "15m" } },
      link: { enabled: true, config: { lifespan: "1h" } },
    },
    flows: {
      error: { ui_url: `${ui}/error` },
      login: { ui_url: `${ui}/login`, lifespan: "1h" },
      registration: {
        ui_url: `${ui}/registration`,
        lifespan: "1h",
        style: "unified",
        after: { password: { hooks: [{ hook: "session" }, { hook: "show_verification_ui" }] } },
      },
      verification: {
        enabled: true,
        use: "code",
        ui_url: `${ui}/verification`,
        lifespan: "1h",
        after: { default_browser_return_url: `${ui}/dashboard` },
      },
      recovery: { enabled: true, use: "code", ui_url: `${ui}/recovery`, lifespan: "1h" },
      settings: {
        ui_url: `${ui}/settings`,
        lifespan: "1h",
        privileged_session_max_age: "15m",
        required_aal: "highest_available",
      },
      logout: { after: { default_browser_return_url: `${ui}/login` } },
    },
  },
  session: {
    lifespan: "720h",
    cookie: { persistent: true, same_site: "Lax" },
    whoami: { required_aal: "highest_available" },
  },
  // As little work as the algorithm allows: these tests are not about its strength.
  hashers: {
    algorithm: "argon2",
    argon2: {
      memory: "1MB",
      iterations: 1,
      parallelism: 1,
      salt_length: 16,
      key_length: 32,
      expected_duration: "1ms",
      expected_deviation: "1ms",
    },
  },
  identity: {
    default_schema_id: "person",
    schemas: [
      { id: "person", url: schemaFile("person") },
      { id: "everything", url: schemaFile("everything") },
    ],
  },
  courier: {
    // Nobody listens there.
    smtp: { connection_uri: "smtp://127.0.0.1:9/", from_address: "hello@foyer.example" },
  },
  secrets: {
    cookie: ["a-cookie-secret-for-contract-tests"],
    cipher: ["32-bytes-for-the-contract-tests!"],
  },
  log: { level: "warning", format: "text" },
};

/** People who have several addresses. */
const reachable: Record<string, JsonValue> = {
  "identity.default_schema_id": "reachable",
  "identity.schemas": ["person", "everything", "reachable", "phone"].map((id) => ({
    id,
    url: schemaFile(id),
  })),
};

/** Sign-in and sign-up by code, beside the password. */
const byCode: Record<string, JsonValue> = {
  "selfservice.methods.code.passwordless_enabled": true,
  "selfservice.flows.registration.after.code.hooks": [{ hook: "session" }],
};

/** A code as the second factor. */
const codeAsSecond: Record<string, JsonValue> = { "selfservice.methods.code.mfa_enabled": true };

const identifierFirst: Record<string, JsonValue> = {
  ...byCode,
  "selfservice.flows.login.style": "identifier_first",
};

const relyingParty = { id: "localhost", display_name: "Foyer", origins: [ui] };
const session = [{ hook: "session" }];

const passkey: Record<string, JsonValue> = {
  "selfservice.methods.passkey": { enabled: true, config: { rp: relyingParty } },
  "selfservice.flows.registration.after.passkey": { hooks: session },
};

/** Security keys as a second factor. */
const webauthn: Record<string, JsonValue> = {
  "selfservice.methods.webauthn": { enabled: true, config: { passwordless: false, rp: relyingParty } },
};

/** Security keys in the place of a password. */
const passwordless: Record<string, JsonValue> = {
  "selfservice.methods.webauthn": { enabled: true, config: { passwordless: true, rp: relyingParty } },
  "selfservice.flows.registration.after.webauthn": { hooks: session },
};

const twoStep: Record<string, JsonValue> = { "selfservice.flows.registration.style": "profile_first" };
const shortPrivilege: Record<string, JsonValue> = {
  "selfservice.flows.settings.privileged_session_max_age": "1ms",
};
const briefPrivilege: Record<string, JsonValue> = {
  "selfservice.flows.settings.privileged_session_max_age": "3s",
};

/** What each variant sets anew, by path in the configuration. */
const changes: Record<string, Record<string, JsonValue>> = {
  ...v0alpha2Changes,
  default: {},
  "two-step": {
    "selfservice.flows.registration.style": "profile_first",
    "selfservice.flows.registration.after.password.hooks": [],
  },
  link: {
    "selfservice.flows.recovery.use": "link",
    "selfservice.flows.verification.use": "link",
  },
  everything: { "identity.default_schema_id": "everything" },
  /** Every flow is over as soon as it has begun. */
  expired: {
    "selfservice.flows.login.lifespan": "1ms",
    "selfservice.flows.registration.lifespan": "1ms",
    "selfservice.flows.recovery.lifespan": "1ms",
    "selfservice.flows.verification.lifespan": "1ms",
  },
  /** Sign-in works; what is done with it is too late. */
  "too-late": {
    "selfservice.flows.settings.lifespan": "1ms",
    "selfservice.methods.code.config.lifespan": "1ms",
    "selfservice.methods.link.config.lifespan": "1ms",
  },
  "second-factor": {
    "selfservice.methods.totp": { enabled: true, config: { issuer: "Foyer" } },
    "selfservice.methods.lookup_secret.enabled": true,
  },
  /** A second factor may be set up, and is asked for by nobody. */
  "optional-second-factor": {
    "selfservice.methods.totp.enabled": true,
    "selfservice.methods.lookup_secret.enabled": true,
    "selfservice.flows.settings.required_aal": "aal1",
    "session.whoami.required_aal": "aal1",
  },
  "brief-second-factor": {
    "selfservice.methods.totp.enabled": true,
    "selfservice.methods.lookup_secret.enabled": true,
    "selfservice.flows.settings.privileged_session_max_age": "3s",
  },
  "short-session": { "session.lifespan": "1s" },
  "short-privilege": { "selfservice.flows.settings.privileged_session_max_age": "1ms" },
  "brief-privilege": { "selfservice.flows.settings.privileged_session_max_age": "3s" },
  disabled: {
    "selfservice.flows.registration.enabled": false,
    "selfservice.flows.recovery.enabled": false,
    "selfservice.flows.verification.enabled": false,
    "selfservice.methods.link.enabled": false,
    "selfservice.methods.password.enabled": false,
  },
  /** Cookies, addresses of return, password policy and hashing, each otherwise than usual. */
  tuned: {
    "session.cookie.name": "guest_session",
    "session.cookie.persistent": false,
    "session.earliest_possible_extend": "1h",
    "cookies.path": "/auth",
    "selfservice.flows.login.after.default_browser_return_url": `${ui}/after-login`,
    "selfservice.flows.registration.after.password.default_browser_return_url": `${ui}/after-password-registration`,
    "selfservice.flows.registration.after.default_browser_return_url": `${ui}/after-registration`,
    "selfservice.flows.registration.after.password.hooks": [{ hook: "session" }],
    "selfservice.flows.settings.after.password.default_browser_return_url": `${ui}/after-password`,
    "selfservice.flows.settings.after.default_browser_return_url": `${ui}/after-settings`,
    "selfservice.flows.recovery.after.default_browser_return_url": `${ui}/after-recovery`,
    "selfservice.flows.verification.after.default_browser_return_url": `${ui}/after-verification`,
    "selfservice.flows.logout.after.default_browser_return_url": `${ui}/after-logout`,
    "selfservice.methods.password.config.min_password_length": 6,
    "selfservice.methods.password.config.identifier_similarity_check_enabled": false,
    "selfservice.methods.code.config.max_submissions": 2,
    "hashers.algorithm": "bcrypt",
    "hashers.bcrypt.cost": 4,
  },
  "cookie-attributes": {
    "session.cookie": {
      name: "guest",
      domain: "foyer.example",
      path: "/app",
      same_site: "Strict",
      persistent: true,
    },
    cookies: { domain: "elsewhere.example", path: "/", same_site: "Lax" },
  },
  "cookie-defaults": {
    "session.cookie": {},
    cookies: { domain: "foyer.example", path: "/auth", same_site: "Strict" },
  },
  "node-groups": { "feature_flags.password_profile_registration_node_group": "password" },
  "older-one-step": {
    "selfservice.flows.registration.style": "profile_first",
    "selfservice.flows.registration.enable_legacy_one_step": true,
  },
  "selectable-schemas": {
    "identity.schemas": [
      { id: "person", url: schemaFile("person") },
      { id: "everything", url: schemaFile("everything"), selfservice_selectable: true },
      { id: "reachable", url: schemaFile("reachable") },
    ],
  },
  /** Not in development mode: see `inDevelopment`. */
  production: {},
  hooks: {
    "selfservice.flows.login.after.password.hooks": [
      { hook: "require_verified_address" },
      { hook: "revoke_active_sessions" },
    ],
    "selfservice.flows.settings.after.password.hooks": [{ hook: "revoke_active_sessions" }],
    "selfservice.flows.recovery.after.hooks": [{ hook: "revoke_active_sessions" }],
    "selfservice.flows.registration.after.password.hooks": [{ hook: "show_verification_ui" }],
  },
  "older-hooks": {
    "selfservice.flows.login.after.password.hooks": [{ hook: "require_verified_address" }],
    "feature_flags.legacy_require_verified_login_error": true,
  },
  "verifying-login": {
    "selfservice.flows.login.after.password.hooks": [
      { hook: "verification" },
      { hook: "show_verification_ui" },
    ],
  },
  cors: {
    "serve.public.cors": {
      enabled: true,
      allowed_origins: ["https://app.example", "https://*.wild.example"],
      allowed_methods: ["GET", "POST"],
      allowed_headers: ["Content-Type", "X-Session-Token"],
      exposed_headers: ["Content-Type", "Set-Cookie"],
      allow_credentials: true,
      max_age: 600,
    },
  },
  "cors-for-all": { "serve.public.cors": { enabled: true, allowed_origins: ["*"], allow_credentials: true } },
  guarded: { "security.account_enumeration.mitigate": true },
  code: byCode,
  "code-alone": { ...byCode, "selfservice.methods.password.enabled": false },
  "code-two-step": {
    ...byCode,
    "selfservice.flows.registration.style": "profile_first",
    "selfservice.flows.registration.after.code.hooks": [],
  },
  "code-late": { ...byCode, "selfservice.methods.code.config.lifespan": "1ms" },
  "code-guarded": { ...byCode, "security.account_enumeration.mitigate": true },
  "code-addresses": {
    ...byCode,
    ...reachable,
    "selfservice.flows.registration.after.code.hooks": [
      { hook: "session" },
      { hook: "show_verification_ui" },
    ],
  },
  /** The schema names no addresses to sign in with. */
  "code-unnamed": { ...byCode, "identity.default_schema_id": "everything" },
  "code-fallback": {
    ...byCode,
    "identity.default_schema_id": "everything",
    "selfservice.methods.code.config.missing_credential_fallback_enabled": true,
  },
  "code-second": codeAsSecond,
  "code-second-late": { ...codeAsSecond, "selfservice.methods.code.config.lifespan": "1ms" },
  "code-second-addresses": { ...codeAsSecond, ...reachable },
  "code-second-fallback": {
    ...codeAsSecond,
    "identity.default_schema_id": "everything",
    "selfservice.methods.code.config.missing_credential_fallback_enabled": true,
  },
  "identifier-first": identifierFirst,
  "identifier-first-password": { "selfservice.flows.login.style": "identifier_first" },
  "identifier-first-guarded": { ...identifierFirst, "security.account_enumeration.mitigate": true },
  "identifier-first-code-guarded": {
    ...identifierFirst,
    "security.account_enumeration.mitigate": true,
    "selfservice.methods.password.enabled": false,
  },
  "identifier-first-passkey": { ...identifierFirst, ...passkey },
  "identifier-first-passkey-guarded": {
    ...identifierFirst,
    ...passkey,
    "security.account_enumeration.mitigate": true,
  },
  "identifier-first-every-key": { ...identifierFirst, ...passkey, ...passwordless },
  /** Phones that nothing is set up to send text messages to. */
  "phone-verification": reachable,
  "phone-verification-at-login": {
    ...reachable,
    "selfservice.flows.login.after.password.hooks": [
      { hook: "verification" },
      { hook: "show_verification_ui" },
    ],
  },
  "phone-verification-required": {
    ...reachable,
    "selfservice.flows.login.after.password.hooks": [{ hook: "require_verified_address" }],
  },
  "recovery-choice": {
    ...reachable,
    "feature_flags.choose_recovery_address": true,
  },
  "recovery-choice-late": {
    ...reachable,
    "feature_flags.choose_recovery_address": true,
    "selfservice.methods.code.config.lifespan": "1ms",
  },
  passkey,
  "passkey-two-step": { ...passkey, ...twoStep },
  "passkey-short-privilege": { ...passkey, ...shortPrivilege },
  "passkey-brief-privilege": { ...passkey, ...briefPrivilege },
  /** The schema has no trait that names a passkey. */
  "passkey-unnamed": { ...passkey, "identity.default_schema_id": "everything" },
  "passkey-expired": {
    ...passkey,
    "selfservice.flows.login.lifespan": "1ms",
    "selfservice.flows.registration.lifespan": "1ms",
  },
  webauthn,
  "webauthn-short-privilege": { ...webauthn, ...shortPrivilege },
  "webauthn-passwordless": passwordless,
  "webauthn-two-step": { ...passwordless, ...twoStep },
  /** Passkeys, and security keys in the place of a password. */
  "every-key": { ...passkey, ...passwordless },
  "every-key-two-step": { ...passkey, ...passwordless, ...twoStep },
  flags: {
    "feature_flags.use_continue_with_transitions": true,
    "feature_flags.legacy_continue_with_verification_ui": true,
    "feature_flags.cacheable_sessions": true,
    "feature_flags.cacheable_sessions_max_age": "1h",
    "feature_flags.faster_session_extend": true,
    "selfservice.flows.registration.login_hints": true,
    "selfservice.flows.recovery.notify_unknown_recipients": true,
    "selfservice.flows.verification.notify_unknown_recipients": true,
  },
  ...oidcVariants,
  ...webHookVariants,
  ...tokenVariants,
  ...migrateHookVariants,
  ...oauth2Variants,
  ...courierHttpVariants({ ...byCode, ...reachable }),
};

/** Whether a variant is served with `--dev`: cookies without Secure, readable mails in the admin API. */
export function inDevelopment(variant: string): boolean {
  return variant !== "production" && variant !== "v0alpha2-production";
}

/** Whether messages are delivered (`--watch-courier`); elsewhere they stay in the queue, where the admin API shows them. */
export function deliversMessages(variant: string): boolean {
  return variant.startsWith("courier-");
}

/** The whole configuration of a variant. Throws on a name that is not known. */
export function configurationOf(variant: string): Settings {
  const changed = changes[variant];
  if (!changed) throw new Error(`There is no configuration variant "${variant}".`);
  const settings = structuredClone(base);
  for (const [path, value] of Object.entries(changed)) set(settings, path.split("."), structuredClone(value));
  return settings;
}

function set(settings: Settings, [key = "", ...rest]: string[], value: JsonValue): void {
  if (rest.length === 0) {
    settings[key] = value;
    return;
  }
  const inner = settings[key];
  const section: Settings = inner !== null && typeof inner === "object" && !Array.isArray(inner) ? inner : {};
  settings[key] = section;
  set(section, rest, value);
}
