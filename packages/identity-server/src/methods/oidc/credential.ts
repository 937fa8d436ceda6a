// The credential that holds the providers of an identity: `{ providers: [{ provider, subject, ...tokens }] }`, with
// the identifiers `provider:subject`.
import type { Config } from "../../config/index.js";
import type { Credential, IdentityWithCredentials } from "../../identities/identity.js";
import { isJsonObject, type JsonObject } from "../../json.js";
import { decryptStored, encryptStored } from "../../secrets/cipher.js";
import type { Timestamp } from "../../time.js";
import type { Tokens } from "./kind.js";

/** As Kratos stores it; the tokens are encrypted. */
export interface LinkedProvider {
  initial_id_token: string;
  initial_access_token: string;
  initial_refresh_token: string;
  subject: string;
  provider: string;
  organization?: string;
  use_auto_link?: true;
}

export function identifierOf(provider: string, subject: string): string {
  return `${provider}:${subject}`;
}

/** @param tokens what the provider gave; undefined where an app signed in by itself */
export function newLink(
  config: Config,
  { provider, subject }: { provider: string; subject: string },
  tokens: Tokens | undefined,
): LinkedProvider {
  return {
    initial_id_token: encryptStored(config, tokens?.idToken ?? ""),
    initial_access_token: encryptStored(config, tokens?.accessToken ?? ""),
    initial_refresh_token: encryptStored(config, tokens?.refreshToken ?? ""),
    subject,
    provider,
  };
}

/** The providers that an identity can sign in with. */
export function linkedProviders(identity: IdentityWithCredentials | undefined): LinkedProvider[] {
  const credential = identity?.credentials.oidc;
  if (!credential) return [];
  return providersIn(credential).filter(({ provider, subject }) =>
    credential.identifiers.includes(identifierOf(provider, subject)),
  );
}

/** The credential with one more provider. */
export function withProvider(
  existing: Credential | undefined,
  link: LinkedProvider,
  now: Timestamp,
): Credential {
  const identifier = identifierOf(link.provider, link.subject);
  return {
    type: "oidc",
    version: existing?.version ?? 0,
    createdAt: existing?.createdAt ?? now,
    updatedAt: now,
    identifiers: [...new Set([...(existing?.identifiers ?? []), identifier])],
    config: {
      ...existing?.config,
      providers: [...(existing ? providersIn(existing) : []), link].map(asJson),
    },
  };
}

/** The credential without a provider. */
export function withoutProvider(existing: Credential, provider: string, now: Timestamp): Credential {
  const kept = providersIn(existing).filter((link) => link.provider !== provider);
  return {
    ...existing,
    updatedAt: now,
    identifiers: kept.map((link) => identifierOf(link.provider, link.subject)),
    config: { ...existing.config, providers: kept.map(asJson) },
  };
}

/** The credential's config for the admin API: with the tokens as the provider gave them. */
export function decryptedConfig(config: Config, credential: Credential): JsonObject {
  const open = (text: string) => decryptStored(config, text) ?? "";
  return {
    ...credential.config,
    providers: providersIn(credential).map((link) =>
      asJson({
        ...link,
        initial_id_token: open(link.initial_id_token),
        initial_access_token: open(link.initial_access_token),
        initial_refresh_token: open(link.initial_refresh_token),
      }),
    ),
  };
}

function providersIn({ config }: Credential): LinkedProvider[] {
  const { providers } = config;
  if (!Array.isArray(providers)) return [];
  return providers.filter(isJsonObject).map((entry) => {
    const text = (name: string) => (typeof entry[name] === "string" ? entry[name] : "");
    return {
      initial_id_token: text("initial_id_token"),
      initial_access_token: text("initial_access_token"),
      initial_refresh_token: text("initial_refresh_token"),
      subject: text("subject"),
      provider: text("provider"),
      ...(text("organization") !== "" && { organization: text("organization") }),
      ...(entry.use_auto_link === true && { use_auto_link: true as const }),
    };
  });
}

function asJson(link: LinkedProvider): JsonObject {
  return { ...link };
}
