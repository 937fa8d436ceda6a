// What a used code or link says about the address that it was sent to. Within the write that uses it.
import type { Context } from "../context.js";
import type { Identity, VerifiableAddress } from "../identities/identity.js";
import type { SentSecret } from "../store/sent-secrets.js";

export function proveAddress(context: Context, address: VerifiableAddress): void {
  const now = context.now();
  context.store.identities.updateVerifiableAddress({
    ...address,
    verified: true,
    verifiedAt: now,
    status: "completed",
    updatedAt: now,
  });
}

/** Whoever recovers by mail has shown that the mail's address is theirs. What the admin API made shows nothing. */
export function proveRecoveryAddress(context: Context, identity: Identity, secret: SentSecret): void {
  if (secret.recoveryAddressId === null) return;
  const sentTo = identity.recoveryAddresses.find((address) => address.id === secret.recoveryAddressId);
  for (const address of identity.verifiableAddresses) {
    if (address.value === sentTo?.value && address.via === sentTo.via) proveAddress(context, address);
  }
}

/** The address of the identity that a code or link for verification was sent to. */
export function findProvedAddress(
  context: Context,
  secret: SentSecret,
): { identity: Identity; address: VerifiableAddress } | undefined {
  const identity = context.store.identities.find(secret.identityId);
  const address = identity?.verifiableAddresses.find(({ id }) => id === secret.verifiableAddressId);
  return identity && address && { identity, address };
}
