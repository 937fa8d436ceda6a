// The configurations for the older API. Foyer reads them as they stand, with the older API switched on by
// LEGACY_V0ALPHA2; Kratos 0.8.2 reads the same in the form of its time.
import { fileURLToPath } from "node:url";
import { PEER } from "../lib/peer";
import type { JsonValue } from "../lib/scenario";
import type { Settings } from "./variants";

const schema = (id: string, name: string) => ({
  id,
  url: `file://${fileURLToPath(new URL(`${name}.schema.json`, import.meta.url))}`,
});

/**
 * What is as Kratos 0.8.2 has it: links alone, one page to sign up, no hook but the session, a schema named "default",
 * mails to unknown addresses.
 */
const older: Record<string, JsonValue> = {
  "identity.default_schema_id": "default",
  "identity.schemas": [schema("default", "v0alpha2"), schema("everything", "everything")],
  "selfservice.methods.code.enabled": false,
  "selfservice.flows.recovery.use": "link",
  "selfservice.flows.verification.use": "link",
  "selfservice.flows.recovery.notify_unknown_recipients": true,
  "selfservice.flows.verification.notify_unknown_recipients": true,
  "selfservice.flows.registration.after.password.hooks": [{ hook: "session" }],
};

const mapper = `
local claims = std.extVar('claims');
{ identity: { traits: { [if 'email' in claims then 'email' else null]: claims.email, name: { first: 'Pat' } } } }`;

/** What each variant sets anew, by path in the configuration; see variants.ts. */
export const v0alpha2Changes: Record<string, Record<string, JsonValue>> = {
  v0alpha2: older,
  "v0alpha2-everything": {
    ...older,
    "identity.schemas": [schema("default", "everything"), schema("person", "v0alpha2")],
  },
  /** Every flow is over as soon as it has begun. */
  "v0alpha2-expired": {
    ...older,
    "selfservice.flows.login.lifespan": "1ms",
    "selfservice.flows.recovery.lifespan": "1ms",
    "selfservice.flows.verification.lifespan": "1ms",
  },
  "v0alpha2-expired-registration": { ...older, "selfservice.flows.registration.lifespan": "1ms" },
  "v0alpha2-too-late": {
    ...older,
    "selfservice.flows.settings.lifespan": "1ms",
    "selfservice.methods.link.config.lifespan": "1ms",
  },
  "v0alpha2-short-session": { ...older, "session.lifespan": "1s" },
  "v0alpha2-short-privilege": {
    ...older,
    "selfservice.flows.settings.privileged_session_max_age": "1ms",
  },
  "v0alpha2-without-session": { ...older, "selfservice.flows.registration.after.password.hooks": [] },
  "v0alpha2-verified": {
    ...older,
    "selfservice.flows.login.after.password.hooks": [{ hook: "require_verified_address" }],
  },
  "v0alpha2-disabled": {
    ...older,
    "selfservice.flows.recovery.enabled": false,
    "selfservice.flows.verification.enabled": false,
  },
  "v0alpha2-no-methods": {
    ...older,
    "selfservice.methods.link.enabled": false,
    "selfservice.methods.password.enabled": false,
  },
  "v0alpha2-tuned": {
    ...older,
    "session.cookie.name": "guest_session",
    "session.cookie.persistent": false,
    "cookies.path": "/auth",
    "selfservice.flows.login.after.default_browser_return_url": "http://localhost:3000/after-login",
    "selfservice.flows.registration.after.default_browser_return_url":
      "http://localhost:3000/after-registration",
    "selfservice.flows.settings.after.default_browser_return_url": "http://localhost:3000/after-settings",
    "selfservice.flows.logout.after.default_browser_return_url": "http://localhost:3000/after-logout",
  },
  "v0alpha2-second-factor": {
    ...older,
    "selfservice.methods.totp": { enabled: true, config: { issuer: "Foyer" } },
    "selfservice.methods.lookup_secret.enabled": true,
  },
  "v0alpha2-keys": {
    ...older,
    "selfservice.methods.webauthn": {
      enabled: true,
      config: { rp: { id: "localhost", display_name: "Foyer", origin: "http://localhost:3000" } },
    },
  },
  "v0alpha2-providers": {
    ...older,
    "selfservice.methods.oidc": {
      enabled: true,
      config: {
        providers: [
          {
            id: "house",
            provider: "generic",
            client_id: "foyer",
            client_secret: "a-secret-of-the-provider",
            issuer_url: "http://127.0.0.1:9/",
            mapper_url: "base64://e30=",
          },
        ],
      },
    },
  },
  /** A provider that answers. */
  "v0alpha2-peer": {
    ...older,
    "selfservice.methods.oidc": {
      enabled: true,
      config: {
        providers: [
          {
            id: "peer",
            provider: "generic",
            client_id: "peer",
            client_secret: "peer-secret",
            issuer_url: PEER,
            mapper_url: `base64://${Buffer.from(mapper).toString("base64")}`,
            scope: ["email"],
            pkce: "never",
          },
        ],
      },
    },
    "selfservice.flows.registration.after.oidc": { hooks: [{ hook: "session" }] },
  },
  "v0alpha2-production": older,
};

/** The same configuration in the form that Kratos 0.8.2 reads: its names, and without the keys that it did not know. */
export function olderConfiguration(settings: Settings): Settings {
  const { selfservice, identity, ...rest } = structuredClone(settings);
  const { allowed_return_urls, methods, flows, ...service } = section(selfservice);
  const { code: _code, password, ...otherMethods } = section(methods);
  const { min_password_length: _length, ...policy } = section(section(password)["config"]);
  const { default_schema_id, schemas } = section(identity);
  const urls = (Array.isArray(schemas) ? schemas : []).map(section);
  return {
    ...rest,
    version: "v0.8.2-alpha.1",
    selfservice: {
      ...service,
      whitelisted_return_urls: allowed_return_urls ?? [],
      methods: { ...withoutPkce(otherMethods), password: { ...section(password), config: policy } },
      flows: Object.fromEntries(
        Object.entries(section(flows)).map(([name, flow]) => {
          const { use: _use, style: _style, notify_unknown_recipients: _notify, ...older } = section(flow);
          return [name, older];
        }),
      ),
    },
    // The first schema has no other name than "default" there.
    identity: {
      default_schema_url: urls.find(({ id }) => id === default_schema_id)?.["url"] ?? null,
      schemas: urls.filter(({ id }) => id !== default_schema_id),
    },
  };
}

/** It asked no provider for a proof by PKCE. */
function withoutPkce({ oidc, ...methods }: Settings): Settings {
  const { config, ...rest } = section(oidc);
  const { providers } = section(config);
  if (!Array.isArray(providers)) return methods;
  const older = providers.map((provider) => {
    const { pkce: _pkce, ...known } = section(provider);
    return known;
  });
  return { ...methods, oidc: { ...rest, config: { ...section(config), providers: older } } };
}

function section(value: JsonValue | undefined): Settings {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}
