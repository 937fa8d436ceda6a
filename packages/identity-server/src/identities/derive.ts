// Makes an identity's credentials and addresses follow its traits: at registration, in settings, in the admin API.
import { randomUUID } from "node:crypto";
import type { Timestamp } from "../time.js";
import type { DerivedIdentifiers } from "./extension.js";
import type { AddressChannel, Credential, Credentials, IdentityWithCredentials } from "./identity.js";

interface Address {
  value: string;
  via: AddressChannel;
}

/**
 * The identity with identifiers and addresses as its traits say. An address that was there keeps its id and status;
 * one that the traits no longer have is dropped. Credentials other than `password`, `webauthn` and `code` are not
 * touched.
 *
 * As in Kratos, a marked trait makes a credential of its type even before anything is registered for it: the
 * credential then claims the identifier and has no config.
 */
export function applyDerived(
  identity: IdentityWithCredentials,
  derived: DerivedIdentifiers,
  now: Timestamp,
): IdentityWithCredentials {
  const { credentials } = identity;
  return {
    ...identity,
    credentials: {
      ...credentials,
      ...withIdentifiers("password", derived.password, credentials, now),
      ...withIdentifiers("webauthn", derived.webauthn, credentials, now),
      ...codeCredential(derived, credentials, now),
    },
    verifiableAddresses: derived.verifiable.map(
      (address) =>
        findAddress(identity.verifiableAddresses, address) ?? {
          ...newAddress(address, now),
          verified: false,
          verifiedAt: null,
          status: "pending" as const,
        },
    ),
    recoveryAddresses: derived.recovery.map(
      (address) => findAddress(identity.recoveryAddresses, address) ?? newAddress(address, now),
    ),
  };
}

function withIdentifiers(
  type: "password" | "webauthn",
  identifiers: string[],
  credentials: Credentials,
  now: Timestamp,
): Credentials {
  const existing = credentials[type];
  // Without identifiers in the traits the old ones stay: nobody is locked out by a change of the schema.
  if (identifiers.length === 0) return {};
  return {
    [type]: { ...(existing ?? emptyCredential(type, type === "webauthn" ? 1 : 0, now)), identifiers },
  };
}

function codeCredential({ code }: DerivedIdentifiers, credentials: Credentials, now: Timestamp): Credentials {
  if (code.length === 0) return {};
  return {
    code: {
      ...(credentials.code ?? emptyCredential("code", 1, now)),
      identifiers: [...new Set(code.map(({ address }) => address))],
      config: { addresses: code.map(({ channel, address }) => ({ channel, address })) },
    },
  };
}

function emptyCredential(type: Credential["type"], version: number, now: Timestamp): Credential {
  return { type, identifiers: [], config: {}, version, createdAt: now, updatedAt: now };
}

function findAddress<T extends Address>(addresses: T[], { value, via }: Address): T | undefined {
  return addresses.find((address) => address.value === value && address.via === via);
}

function newAddress({ value, via }: Address, now: Timestamp) {
  return { id: randomUUID(), value, via, createdAt: now, updatedAt: now };
}
