// The providers that scenarios sign in with. All of them are the peer of lib/peer.ts, each configured otherwise.
import type { JsonValue } from "../lib/scenario";
import { PEER } from "../lib/peer";

const mapper = (source: string) => `base64://${Buffer.from(source).toString("base64")}`;

const person = mapper(`
local claims = std.extVar('claims');
local raw = if 'raw_claims' in claims then claims.raw_claims else {};
{
  identity: {
    traits: {
      [if 'email' in claims then 'email' else null]: claims.email,
      name: {
        [if 'given_name' in claims then 'first' else null]: claims.given_name,
        [if 'family_name' in claims then 'last' else null]: claims.family_name,
      },
    },
    verified_addresses: if 'email' in claims && 'email_verified' in claims && claims.email_verified then
      [{ via: 'email', value: claims.email }] else [],
    metadata_public: { [if 'team' in raw then 'team' else null]: raw.team },
    metadata_admin: { sub: claims.sub },
  },
}`);

const provider = (id: string, more: { [key: string]: JsonValue } = {}) => ({
  id,
  provider: "generic",
  client_id: id,
  client_secret: "peer-secret",
  issuer_url: PEER,
  mapper_url: person,
  scope: ["email"],
  ...more,
});

export const providers = [
  provider("peer", { label: "Peer" }),
  provider("second", { requested_claims: { id_token: { email: { essential: true } } } }),
  provider("forced", { pkce: "force" }),
  provider("never", { pkce: "never" }),
  provider("plain", { issuer_url: `${PEER}/plain` }),
  provider("info", { claims_source: "userinfo" }),
  provider("no-traits", { mapper_url: mapper("{ identity: {} }") }),
  provider("broken", { mapper_url: mapper("error 'no mapping for ' + std.extVar('claims').sub") }),
  provider("bad-metadata", {
    mapper_url: mapper(
      "{ identity: { traits: { email: std.extVar('claims').email }, metadata_public: 'text' } }",
    ),
  }),
  provider("down", { issuer_url: "http://127.0.0.1:9" }),
  { ...provider("device"), provider: "fedcm-test" },
];

const base: Record<string, JsonValue> = {
  "selfservice.methods.oidc": { enabled: true, config: { providers } },
  "selfservice.flows.registration.after.oidc": { hooks: [{ hook: "session" }] },
};

export const oidcVariants: Record<string, Record<string, JsonValue>> = {
  oidc: base,
  "oidc-hints": { ...base, "selfservice.flows.registration.login_hints": true },
  "oidc-two-step": { ...base, "selfservice.flows.registration.style": "profile_first" },
  "oidc-hooks": {
    ...base,
    "selfservice.flows.registration.after.oidc": { hooks: [{ hook: "show_verification_ui" }] },
    "selfservice.flows.login.after.oidc": { hooks: [{ hook: "require_verified_address" }] },
    "selfservice.flows.settings.after.oidc": {
      hooks: [{ hook: "revoke_active_sessions" }],
    },
    "selfservice.flows.settings.privileged_session_max_age": "1ms",
  },
  "oidc-automatic": {
    ...base,
    "selfservice.methods.oidc": {
      enabled: true,
      config: { providers: [provider("peer", { account_linking_mode: "automatic" })] },
    },
  },
  "oidc-second-factor": {
    ...base,
    "selfservice.methods.totp": { enabled: true, config: { issuer: "Foyer" } },
  },
  "oidc-off": { ...base, "selfservice.methods.oidc.enabled": false },
};
