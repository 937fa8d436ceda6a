// The addresses that an account can get codes at.
import type { Config } from "../config/index.js";
import type { Context } from "../context.js";
import type { CodeAddress } from "../identities/extension.js";
import { isEmail } from "../identities/formats.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import { isJsonObject } from "../json.js";

/** Those that the identity schema names for codes. */
export function codeAddresses({ credentials }: IdentityWithCredentials): CodeAddress[] {
  const addresses = credentials.code?.config.addresses;
  if (!Array.isArray(addresses)) return [];
  return addresses.flatMap((entry) => {
    if (!isJsonObject(entry) || typeof entry.address !== "string" || entry.address === "") return [];
    if (entry.channel !== "email" && entry.channel !== "sms") return [];
    return [{ channel: entry.channel, address: entry.address }];
  });
}

/** With `missing_credential_fallback_enabled`, the addresses to verify stand in where the schema names none. */
export function sendableAddresses(config: Config, identity: IdentityWithCredentials): CodeAddress[] {
  const named = codeAddresses(identity);
  if (named.length > 0 || !isFallbackOn(config)) return named;
  return identity.verifiableAddresses.map(({ via, value }) => ({ channel: via, address: value }));
}

export function isFallbackOn(config: Config): boolean {
  return config.selfservice.methods.code.config.missing_credential_fallback_enabled;
}

export interface CodeRecipient {
  identity: IdentityWithCredentials;
  /** Where a code for what was typed goes. */
  address: CodeAddress;
}

/** Whom a code signs in. @param identifier normalised (normaliseTypedIdentifier) */
export function findCodeRecipient(context: Context, identifier: string): CodeRecipient | undefined {
  const identity = context.store.identities.findByIdentifier("code", identifier);
  const address = identity && codeAddresses(identity).find((known) => known.address === identifier);
  if (identity && address) return { identity, address };
  return isFallbackOn(context.config()) ? findFallback(context, identifier) : undefined;
}

function findFallback(context: Context, identifier: string): CodeRecipient | undefined {
  for (const type of ["password", "webauthn"] as const) {
    const identity = context.store.identities.findByIdentifier(type, identifier.toLowerCase());
    if (!identity) continue;
    const known = identity.verifiableAddresses.find(({ value }) => value === identifier);
    if (known) return { identity, address: { channel: known.via, address: known.value } };
    if (isEmail(identifier)) return { identity, address: { channel: "email", address: identifier } };
  }
  return undefined;
}
