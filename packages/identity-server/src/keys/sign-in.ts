// What a key's signature leads to at sign-in, whichever method asked for it.
import type { Context } from "../context.js";
import { FieldIssuesError, type FieldIssue } from "../flows/outcome.js";
import type { Submission } from "../flows/request.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import type { Commit, Invalid, LoginResult } from "../methods/method.js";
import type { AuthenticationMethod } from "../sessions/session.js";
import { genericProblem, securityKeyAccountUnknown, totpCodeWrong } from "../ui/messages.js";
import type { SignedAnswer } from "./answers.js";
import type { Asked } from "./options.js";
import { relyingParty, type KeyMethod } from "./relying-party.js";
import { keyRing, ringConfig, type KeyRing, type StoredKey } from "./stored-keys.js";
import { hasCountedOn, verifySigned } from "./verify.js";

interface SignIn {
  /** The method that asked. */
  asking: KeyMethod;
  /** Where the key is kept: a security key that stands in the place of a password serves as a passkey, too. */
  kept: KeyMethod;
  identity: IdentityWithCredentials;
  asked: Asked;
  answer: SignedAnswer;
  mayUse: (key: StoredKey) => boolean;
  /** What the account is called in its keys. */
  handles: (ring: KeyRing) => Buffer[];
  proof: AuthenticationMethod;
}

/** Verifies the signature; the key's counter is stored with the sign-in, and an answer to an older count is refused. */
export async function signInWithKey(
  context: Context,
  { request }: Submission,
  { asking, kept, identity, asked, answer, mayUse, handles, proof }: SignIn,
): Promise<LoginResult> {
  const ring = keyRing(identity, kept);
  const party = relyingParty(context.config(), asking);
  const signed = await verifySigned(party, asked, answer, {
    keys: ring.keys.filter(mayUse),
    handles: handles(ring),
  });
  switch (signed.kind) {
    case "wrong":
      context.log.info({ identity: identity.id, why: signed.why }, "A key's answer was refused");
      context.limits.count("key-client", request.client.ipAddress);
      return wrongKey();
    case "copied":
      await warnOfCopy(context, identity, kept, signed.key);
      return wrongKey();
    case "signed":
      return {
        kind: "authenticated",
        identity,
        proof,
        commit: storeCount(context, identity, kept, signed.key),
        // As in Kratos, which finds the owner of a security key in another way.
        ...(asking !== kept && { hidesAddresses: true }),
      };
  }
}

/** Neither what is wrong nor whose key it was is told. */
export function wrongKey(): Invalid {
  return invalid({ node: "", message: totpCodeWrong() });
}

/** No such account, or none with a key: one answer for both. */
export function unknownKey(context: Context, { request }: Submission): Invalid {
  context.limits.count("key-client", request.client.ipAddress);
  return invalid({ node: "", message: securityKeyAccountUnknown() });
}

export function unreadableAnswer(): Invalid {
  const reason = "The answer of the key could not be read. Please try again.";
  return invalid({ node: "", message: genericProblem(reason) });
}

function invalid(...issues: FieldIssue[]): Invalid {
  return { kind: "invalid", issues };
}

/**
 * Within the write of the sign-in: what is stored may have changed since the signature was looked at. A key that was
 * removed meanwhile is refused, and of a key and its copy, used at once, one gets in.
 */
function storeCount(
  context: Context,
  { id }: IdentityWithCredentials,
  method: KeyMethod,
  key: StoredKey,
): Commit {
  return () => {
    const stored = context.store.identities.findWithCredentials(id);
    const credential = stored?.credentials[method];
    const ring = stored && keyRing(stored, method);
    const current = ring?.keys.find((candidate) => candidate.id === key.id);
    if (!credential || !ring || !current || !hasCountedOn(current, key)) {
      throw new FieldIssuesError(wrongKey().issues);
    }
    if (JSON.stringify(current) === JSON.stringify(key)) return;
    const keys = ring.keys.map((other) => (other.id === key.id ? key : other));
    const config = { ...credential.config, ...ringConfig(keys, ring.userHandle) };
    context.store.identities.setCredentialConfig(id, { ...credential, config });
  };
}

/** Whoever looks after the server learns of it in the log and in the admin API (`clone_warning`). */
async function warnOfCopy(
  context: Context,
  identity: IdentityWithCredentials,
  method: KeyMethod,
  copied: StoredKey,
): Promise<void> {
  context.log.warn(
    { identity: identity.id, method },
    "A key has signed less often than before: somebody may have a copy of it. The sign-in was refused",
  );
  await context.store.write(() => {
    const stored = context.store.identities.findWithCredentials(identity.id);
    const credential = stored?.credentials[method];
    if (!stored || !credential) return;
    const ring = keyRing(stored, method);
    const keys = ring.keys.map((key) =>
      key.id === copied.id && key.authenticator
        ? { ...key, authenticator: { ...key.authenticator, clone_warning: true } }
        : key,
    );
    const config = { ...credential.config, ...ringConfig(keys, ring.userHandle) };
    context.store.identities.setCredentialConfig(identity.id, { ...credential, config });
  });
}
