// `selfservice.methods`: the ways to prove who one is, and their settings.
import * as z from "zod";
import { requestAuth } from "./hooks.js";
import { count, duration, flag, httpUrl, resourceUrl, strings } from "./values.js";

const migrateHookConfig = z.strictObject({
  url: httpUrl().optional(),
  method: z.literal("POST").default("POST"),
  headers: z.record(z.string(), z.string()).default({}),
  emit_analytics_event: flag(true),
  auth: requestAuth.optional(),
  body: resourceUrl().optional(),
});

const migrateHook = z
  .strictObject({ enabled: flag(false), config: migrateHookConfig.prefault({}) })
  .prefault({});

/** How an older system is asked for a password. */
export type MigrateHookConfig = z.output<typeof migrateHookConfig>;

const password = z
  .strictObject({
    enabled: flag(true),
    config: z
      .strictObject({
        haveibeenpwned_host: z.string().default("api.pwnedpasswords.com"),
        haveibeenpwned_enabled: flag(true),
        /** How often a password may have been seen in breaches. */
        max_breaches: count(0, { max: 100 }),
        ignore_network_errors: flag(true),
        min_password_length: count(8, { min: 6 }),
        identifier_similarity_check_enabled: flag(true),
        migrate_hook: migrateHook,
      })
      .prefault({}),
  })
  .prefault({});

const code = z
  .strictObject({
    enabled: flag(true),
    passwordless_enabled: flag(false),
    mfa_enabled: flag(false),
    config: z
      .strictObject({
        lifespan: duration("1h"),
        /** How many codes may be tried in one flow. */
        max_submissions: count(5, { min: 1, max: 255 }),
        missing_credential_fallback_enabled: flag(false),
      })
      .prefault({}),
  })
  .refine((method) => !(method.passwordless_enabled && method.mfa_enabled), {
    message: "`passwordless_enabled` and `mfa_enabled` exclude each other",
  })
  .prefault({});

const link = z
  .strictObject({
    enabled: flag(false),
    config: z.strictObject({ base_url: httpUrl().optional(), lifespan: duration("1h") }).prefault({}),
  })
  .prefault({});

const webauthn = z
  .strictObject({
    enabled: flag(false),
    config: z
      .strictObject({
        passwordless: flag(false),
        rp: z
          .strictObject({
            id: z.string(),
            display_name: z.string(),
            origin: httpUrl().optional(),
            origins: z.array(z.string()).optional(),
            icon: z.string().optional(),
          })
          .optional(),
      })
      .prefault({}),
  })
  .refine((method) => !method.enabled || method.config.rp !== undefined, {
    path: ["config", "rp"],
    message: "is missing: webauthn needs `id` and `display_name`",
  })
  .prefault({});

const passkey = z
  .strictObject({
    enabled: flag(false),
    config: z
      .strictObject({
        rp: z
          .strictObject({ id: z.string(), display_name: z.string(), origins: z.array(z.string()).optional() })
          .optional(),
      })
      .prefault({}),
  })
  .refine((method) => !method.enabled || method.config.rp !== undefined, {
    path: ["config", "rp"],
    message: "is missing: passkey needs `id` and `display_name`",
  })
  .prefault({});

const oidcProvider = z.strictObject({
  id: z.string().min(1),
  provider: z.enum([
    "generic",
    "google",
    "github",
    "github-app",
    "gitlab",
    "microsoft",
    "discord",
    "salesforce",
    "slack",
    "facebook",
    "auth0",
    "vk",
    "yandex",
    "apple",
    "spotify",
    "netid",
    "dingtalk",
    "patreon",
    "line",
    "linkedin",
    "linkedin_v2",
    "lark",
    "x",
    "fedcm-test",
    "amazon",
    "uaepass",
  ]),
  label: z.string().optional(),
  client_id: z.string(),
  client_secret: z.string().optional(),
  issuer_url: httpUrl().optional(),
  auth_url: httpUrl().optional(),
  token_url: httpUrl().optional(),
  mapper_url: resourceUrl(),
  scope: strings(),
  microsoft_tenant: z.string().optional(),
  subject_source: z.enum(["userinfo", "me", "oid"]).default("userinfo"),
  apple_team_id: z.string().optional(),
  apple_private_key_id: z.string().optional(),
  apple_private_key: z.string().optional(),
  requested_claims: z.record(z.string(), z.unknown()).optional(),
  organization_id: z.string().optional(),
  additional_id_token_audiences: strings(),
  claims_source: z.enum(["id_token", "userinfo"]).default("id_token"),
  pkce: z.enum(["auto", "never", "force"]).default("auto"),
  fedcm_config_url: httpUrl().optional(),
  net_id_token_origin_header: z.string().optional(),
  account_linking_mode: z
    .enum(["confirm_with_existing_credential", "automatic"])
    .default("confirm_with_existing_credential"),
});

const oidc = z
  .strictObject({
    enabled: flag(false),
    config: z
      .strictObject({
        base_redirect_uri: httpUrl().optional(),
        providers: z.array(oidcProvider).default([]),
      })
      .prefault({}),
  })
  .prefault({});

const organization = z.looseObject({
  id: z.string().optional(),
  label: z.string().optional(),
  domains: z.array(z.string()).optional(),
});

export const methods = z
  .strictObject({
    password,
    profile: z.strictObject({ enabled: flag(true) }).prefault({}),
    code,
    link,
    totp: z
      .strictObject({
        enabled: flag(false),
        config: z.strictObject({ issuer: z.string().optional() }).prefault({}),
      })
      .prefault({}),
    lookup_secret: z.strictObject({ enabled: flag(false) }).prefault({}),
    webauthn,
    passkey,
    oidc,
    b2b: z
      .strictObject({
        config: z.strictObject({ organizations: z.array(organization).optional() }).optional(),
      })
      .optional(),
  })
  .prefault({});

export type OidcProviderConfig = z.infer<typeof oidcProvider>;
