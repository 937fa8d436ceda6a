// Templates that make a session into a JWT: every algorithm, and everything that can be wrong with a key or a mapper.
// The keys are new each time: nothing of them stands in a recording.
import { generateKeyPairSync, randomBytes, type KeyObject } from "node:crypto";
import type { JsonValue } from "../lib/scenario";

type Settings = Record<string, JsonValue>;

const inline = (text: string) => `base64://${Buffer.from(text).toString("base64")}`;
const keySet = (...keys: Settings[]) => inline(JSON.stringify({ keys }));
const jwk = (key: KeyObject, more: Settings): Settings => ({
  ...(key.export({ format: "jwk" }) as Settings),
  use: "sig",
  kid: "first",
  ...more,
});

const curve = (namedCurve: string) => generateKeyPairSync("ec", { namedCurve }).privateKey;
const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
const p384 = curve("P-384");
const p521 = curve("P-521");
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const ed25519 = generateKeyPairSync("ed25519").privateKey;
const secret: Settings = { kty: "oct", k: randomBytes(64).toString("base64url"), kid: "first" };

const es256 = jwk(p256.privateKey, { alg: "ES256" });
const signed = keySet(es256);
const { alg: _alg, ...withoutAlg } = es256;
const { kid: _kid, ...withoutKid } = es256;

const mapped = (template: string): Settings => ({
  jwks_url: signed,
  claims_mapper_url: inline(template),
});

const templates: Record<string, Settings> = {
  plain: { jwks_url: signed },
  long: { jwks_url: signed, ttl: "24h" },
  "time-missing": { jwks_url: signed },
  es256: { jwks_url: signed },
  es384: { jwks_url: keySet(jwk(p384, { alg: "ES384" })) },
  es512: { jwks_url: keySet(jwk(p521, { alg: "ES512" })) },
  ...Object.fromEntries(
    ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"].map((alg) => [
      alg.toLowerCase(),
      { jwks_url: keySet(jwk(rsa, { alg })) },
    ]),
  ),
  eddsa: { jwks_url: keySet(jwk(ed25519, { alg: "EdDSA" })) },
  ...Object.fromEntries(
    ["HS256", "HS384", "HS512"].map((alg) => [alg.toLowerCase(), { jwks_url: keySet({ ...secret, alg }) }]),
  ),
  "key-alone": { jwks_url: inline(JSON.stringify(es256)) },
  "key-first": { jwks_url: keySet({ ...es256, kid: "one" }, jwk(p384, { alg: "ES384", kid: "two" })) },
  "key-unnamed": { jwks_url: keySet(withoutKid) },
  "key-for-encryption": { jwks_url: keySet({ ...es256, use: "enc" }) },
  "keys-none": { jwks_url: keySet() },
  "keys-unreadable": { jwks_url: inline("keys") },
  "keys-of-no-kind": { jwks_url: keySet({ kty: "own", kid: "first", alg: "ES256" }) },
  "keys-missing": { jwks_url: "file:///nowhere/keys.json" },
  "alg-missing": { jwks_url: keySet(withoutAlg) },
  "alg-none": { jwks_url: keySet({ ...es256, alg: "none" }) },
  "alg-unknown": { jwks_url: keySet({ ...es256, alg: "ES999" }) },
  "alg-of-encryption": { jwks_url: keySet({ ...es256, alg: "ECDH-ES" }) },
  "alg-of-other-curve": { jwks_url: keySet({ ...es256, alg: "ES384" }) },
  "alg-of-other-kind": { jwks_url: keySet({ ...es256, alg: "RS256" }) },
  "alg-symmetric": { jwks_url: keySet({ ...es256, alg: "HS256" }) },
  "key-public": { jwks_url: keySet(jwk(p256.publicKey, { alg: "ES256" })) },
  "mapper-adds": mapped(
    `local session = std.extVar("session");
     local claims = std.extVar("claims");
     { claims: { session: session, given: claims, email: session.identity.traits.email, roles: ["a", "b"], none: null } }`,
  ),
  "mapper-overrides": mapped(
    `{ claims: {
         iss: "https://other.example", sub: "somebody", sid: "other", jti: "mine", aud: ["api"],
         exp: 2000000000, nbf: 1000000000, iat: 1000000000,
       } }`,
  ),
  "mapper-empties": mapped(
    `{ claims: { iss: null, sub: null, sid: null, jti: null, exp: null, nbf: null, iat: null } }`,
  ),
  "mapper-of-words": mapped(`{ claims: { exp: "soon", nbf: {}, iat: [] } }`),
  "mapper-more": mapped(`{ claims: { a: 1.5, b: -0.0, c: 1e21 }, header: { kid: "other" }, other: true }`),
  "mapper-empty": mapped("{ claims: {} }"),
  "mapper-function": mapped("function(ctx) { claims: {} }"),
  "mapper-raises": mapped(`error "no"`),
  "mapper-unreadable": mapped("{ claims: "),
  "mapper-missing": { jwks_url: signed, claims_mapper_url: "file:///nowhere/mapper.jsonnet" },
  "mapper-blank": mapped(" "),
  "subject-id": { jwks_url: signed, subject_source: "id" },
  "subject-external": { jwks_url: signed, subject_source: "external_id" },
  "subject-external-mapped": {
    ...mapped(`{ claims: { sub: "somebody", given: std.extVar("claims").sub } }`),
    subject_source: "external_id",
  },
};

export const templateNames = Object.keys(templates);

/** Kratos's own 1m, which its schema promises to templates without a `ttl`, is not what they get. */
const timed = Object.fromEntries(
  Object.entries(templates).map(([name, template]) => [
    name,
    name === "time-missing" ? template : { ttl: "1h", ...template },
  ]),
);

export const tokenVariants: Record<string, Settings> = {
  tokens: { "session.whoami.tokenizer": { templates: timed } },
  "tokens-cached": {
    "session.whoami.tokenizer": { templates: { plain: timed.plain ?? {} } },
    "feature_flags.cacheable_sessions": true,
  },
  "tokens-short-session": {
    "session.whoami.tokenizer": { templates: { plain: timed.plain ?? {} } },
    "session.lifespan": "30s",
  },
  "tokens-second-factor": {
    "session.whoami.tokenizer": { templates: { plain: timed.plain ?? {} } },
    "selfservice.methods.totp": { enabled: true, config: { issuer: "Foyer" } },
  },
};
