// The configuration of a walk: short, its own, and with everything in it that walks use.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** What differs from walk to walk. */
export interface Setup {
  /** How recovery and verification prove an address. */
  proof: "code" | "link";
  /** What a code that is sent counts as at sign-in; it cannot be both. */
  codes: "first" | "second";
  /** Whether a new password, and a recovery, end all other sessions. */
  revokes: boolean;
  /** Whether the server is a process of its own, as it is shipped. */
  isProcess: boolean;
}

export const minute = 60_000;
export const hour = 60 * minute;

/** In milliseconds. */
export const lifespans = {
  session: 24 * hour,
  flow: hour,
  secret: 15 * minute,
  privileged: 15 * minute,
  /** Of the way to a provider and back. */
  departure: 30 * minute,
};

/** The one provider, and where pages are: what security keys are bound to. */
export const providerId = "peer";
const pages = "http://localhost:3000";

const schema = {
  $id: "https://foyer.example/person.schema.json",
  $schema: "http://json-schema.org/draft-07/schema#",
  type: "object",
  properties: {
    traits: {
      type: "object",
      properties: {
        email: {
          type: "string",
          format: "email",
          "ory.sh/kratos": {
            credentials: {
              password: { identifier: true },
              code: { identifier: true, via: "email" },
              webauthn: { identifier: true },
              passkey: { display_name: true },
              totp: { account_name: true },
            },
            verification: { via: "email" },
            recovery: { via: "email" },
          },
        },
      },
      required: ["email"],
      additionalProperties: false,
    },
  },
};

const mapper = `
local claims = std.extVar('claims');
{
  identity: {
    traits: { email: claims.email },
    verified_addresses: if std.objectHas(claims, 'email_verified') then [{ via: 'email', value: claims.email }] else [],
  },
}`;

const inline = (text: string) => `base64://${Buffer.from(text).toString("base64")}`;
const session = { hooks: [{ hook: "session" }] };

/** @param peerUrl the provider's address. @returns the path of the configuration, written into the folder */
export function writeConfig(folder: string, { proof, codes, revokes }: Setup, peerUrl: string): string {
  const page = (name: string) => `${pages}/${name}`;
  const flow = (name: string) => ({ ui_url: page(name), lifespan: "1h" });
  const revoking = { hooks: revokes ? [{ hook: "revoke_active_sessions" }] : [] };
  const party = { id: "localhost", display_name: "Walk", origins: [pages] };
  const provider = {
    id: providerId,
    provider: "generic",
    client_id: "walk",
    client_secret: "walk-secret",
    issuer_url: peerUrl,
    mapper_url: inline(mapper),
    scope: ["email"],
  };
  const config = {
    identity: {
      default_schema_id: "person",
      schemas: [{ id: "person", url: inline(JSON.stringify(schema)) }],
    },
    selfservice: {
      default_browser_return_url: page("welcome"),
      methods: {
        password: { enabled: true, config: { haveibeenpwned_enabled: false } },
        profile: { enabled: true },
        code: {
          enabled: true,
          passwordless_enabled: codes === "first",
          mfa_enabled: codes === "second",
          config: { lifespan: "15m" },
        },
        link: { enabled: true, config: { lifespan: "15m" } },
        totp: { enabled: true },
        lookup_secret: { enabled: true },
        webauthn: { enabled: true, config: { passwordless: false, rp: party } },
        passkey: { enabled: true, config: { rp: party } },
        oidc: { enabled: true, config: { providers: [provider] } },
      },
      flows: {
        error: { ui_url: page("error") },
        login: flow("login"),
        registration: {
          ...flow("registration"),
          style: "unified",
          after: { password: session, code: session, passkey: session, oidc: session },
        },
        recovery: { ...flow("recovery"), enabled: true, use: proof, after: revoking },
        verification: { ...flow("verification"), enabled: true, use: proof },
        settings: {
          ...flow("settings"),
          privileged_session_max_age: "15m",
          // Where codes are a second factor, everybody has one, and nobody could change anything without a mail.
          required_aal: codes === "second" ? "aal1" : "highest_available",
          after: { password: revoking },
        },
      },
    },
    log: { level: "error", format: "json" },
    session: { lifespan: "24h", whoami: { required_aal: "aal1" } },
    hashers: { algorithm: "argon2", argon2: { memory: "1MB", iterations: 1, parallelism: 1 } },
    secrets: { cookie: ["a-secret-of-walks-of-32-letters!"], cipher: ["a-cipher-of-walks-of-32-letters!"] },
  };
  const path = join(folder, "kratos.yml");
  // JSON is YAML.
  writeFileSync(path, JSON.stringify(config));
  return path;
}
