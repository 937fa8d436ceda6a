// A provider that waits to be linked: somebody came with it whose address belongs to an account already, and has to
// prove that the account is theirs. Kept in the sign-in flow that asks for the proof.
import type { Context } from "../context.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import { isJsonObject } from "../json.js";
import { availableAal } from "../sessions/assurance.js";
import type { AuthenticationMethod } from "../sessions/session.js";
import { loginLinkMismatch } from "../ui/messages.js";
import { withProvider, type LinkedProvider } from "../methods/oidc/credential.js";
import type { LoginFlow } from "./flow.js";
import { FieldIssuesError } from "./outcome.js";

const KEY = "pending_link";

export interface PendingLink {
  provider: LinkedProvider;
  /** The address or name that the account has and the provider told. */
  identifier: string;
}

export function keepPendingLink(flow: LoginFlow, { provider, identifier }: PendingLink): void {
  flow.internal[KEY] = { provider: { ...provider }, identifier };
}

export function pendingLink(flow: LoginFlow): PendingLink | undefined {
  const kept = flow.internal[KEY];
  if (!isJsonObject(kept) || !isJsonObject(kept.provider) || typeof kept.identifier !== "string")
    return undefined;
  return { provider: kept.provider as unknown as LinkedProvider, identifier: kept.identifier };
}

/** @throws FieldIssuesError when the proof was that of another account */
export function assertOwner(identity: IdentityWithCredentials, { identifier }: PendingLink): void {
  const owned = [
    ...Object.values(identity.credentials).flatMap((credential) => credential.identifiers),
    ...identity.verifiableAddresses.map(({ value }) => value),
    ...identity.recoveryAddresses.map(({ value }) => value),
  ];
  if (!owned.includes(identifier)) throw new FieldIssuesError([{ node: "", message: loginLinkMismatch() }]);
}

/** Within a write: links the provider to the account as it is stored now. */
export function linkPending(
  context: Context,
  identityId: string,
  link: PendingLink,
): IdentityWithCredentials | undefined {
  const stored = context.store.identities.findWithCredentials(identityId);
  if (!stored) return undefined;
  assertOwner(stored, link);
  const now = context.now();
  const linked: IdentityWithCredentials = {
    ...stored,
    updatedAt: now,
    credentials: { ...stored.credentials, oidc: withProvider(stored.credentials.oidc, link.provider, now) },
  };
  const changed = { ...linked, availableAal: availableAal(context.config(), linked) };
  context.store.identities.update(changed);
  return changed;
}

/** The provider counts as a proof of the session as well. */
export function proofOf({ provider }: PendingLink, completedAt: number): AuthenticationMethod {
  return { method: "oidc", aal: "aal1", completedAt, provider: provider.provider };
}
