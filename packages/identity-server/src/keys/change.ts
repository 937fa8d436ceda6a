// What may be changed about the keys of an identity, within the write that changes them.
import type { Context } from "../context.js";
import { FieldIssuesError } from "../flows/outcome.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import { countFirstFactors } from "../sessions/assurance.js";
import { genericProblem } from "../ui/messages.js";
import type { KeyMethod } from "./relying-party.js";
import { formId, keyRing, withKeys, type StoredKey } from "./stored-keys.js";

/**
 * The identity without one of its keys.
 *
 * @param id as the form names it
 * @throws FieldIssuesError when there is no such key, or nobody could sign in without it
 */
export function withoutKey(
  context: Context,
  identity: IdentityWithCredentials,
  method: KeyMethod,
  id: string,
): IdentityWithCredentials {
  const { keys, userHandle } = keyRing(identity, method);
  const removed = keys.find((key) => formId(key) === id);
  if (!removed) refuse("", "There is no such key. It may have been removed already.");
  const isFirstFactor = method === "passkey" || removed.is_passwordless;
  if (isFirstFactor && countFirstFactors(context.config(), identity) < 2) {
    // Kratos says so at this field for passkeys, too.
    refuse(
      "webauthn_remove",
      "To remove this key would lock you out: nothing else signs you in. Add another way first.",
    );
  }
  const left = keys.filter((key) => key !== removed);
  // A passkey's identifiers are the names in the keys; those of security keys are the schema's, and stay claimed.
  const known = identity.credentials[method]?.identifiers ?? [];
  const identifiers = method === "passkey" && left.length === 0 ? [] : known;
  return withKeys(identity, method, { keys: left, userHandle, identifiers }, context.now());
}

/** An answer counts once, also when it is sent twice at the same time. @throws FieldIssuesError */
export function assertNewKey(keys: StoredKey[], key: StoredKey): void {
  if (keys.some(({ id }) => id === key.id)) refuse("", "This key has been added already.");
}

function refuse(node: string, reason: string): never {
  throw new FieldIssuesError([{ node, message: genericProblem(reason) }]);
}
