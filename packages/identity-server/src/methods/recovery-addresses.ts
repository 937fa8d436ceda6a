// Where somebody's recovery code can go, and how an address is shown to whoever has not proved to know it.
import type { Config } from "../config/index.js";
import type { Context } from "../context.js";
import type { RecoveryAddress } from "../identities/identity.js";
import { digestOf, matchesDigest } from "./sent-secrets.js";

/** All recovery addresses of whoever has this one, in their order; none when nobody has it. */
export function recoveryAddressesOf({ store }: Context, address: string): RecoveryAddress[] {
  const identity =
    store.identities.findByRecoveryAddress("email", address) ??
    store.identities.findByRecoveryAddress("sms", address);
  const addresses = identity?.recoveryAddresses ?? [];
  return addresses.toSorted((a, b) => (a.value < b.value ? -1 : 1));
}

/** The first letters and what tells a provider or a number: enough to know it again, not enough to learn it. */
export function maskAddress(address: string): string {
  const at = address.indexOf("@");
  if (at !== -1) return at < 2 ? address : `${address.slice(0, 2)}****${address.slice(at)}`;
  return address.length < 6 ? address : `${address.slice(0, 3)}****${address.slice(-2)}`;
}

/**
 * Stands for an address in a form. Under the server's secret and of this flow alone: a plain hash, as Kratos has it,
 * gives away a number of which the mask shows half, to whoever tries the rest.
 */
export function addressToken(config: Config, flowId: string, address: string): string {
  return Buffer.from(digestOf(config, flowId, address)).toString("base64");
}

export function standsFor(config: Config, flowId: string, token: string, address: string): boolean {
  return matchesDigest(config, Buffer.from(token, "base64"), flowId, address);
}
