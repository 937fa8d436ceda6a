// Whether a key's answer is one to what was asked. The cryptography is @simplewebauthn/server's, loaded at the first use.
import { timingSafeEqual } from "node:crypto";
import type { CreatedAnswer, SignedAnswer } from "./answers.js";
import { algorithms, type Asked } from "./options.js";
import type { RelyingParty } from "./relying-party.js";
import { browserId, type StoredKey } from "./stored-keys.js";

/** What a key's own answer says of it. */
type KeyItself = Pick<
  StoredKey,
  "id" | "public_key" | "attestation_type" | "authenticator" | "display_name" | "flags"
>;

export type Created = { kind: "created"; key: KeyItself } | { kind: "wrong"; why: string };

export type Signed =
  /** `key` is the stored one with what the answer says of it. */
  | { kind: "signed"; key: StoredKey }
  /** The key has signed less often than it says it had before: there are two of it. */
  | { kind: "copied"; key: StoredKey }
  | { kind: "wrong"; why: string };

/**
 * Verifies a new key. That a person was there is required; that the key recognised them is only preferred.
 *
 * @see https://www.w3.org/TR/webauthn-3/#sctn-registering-a-new-credential
 */
export async function verifyCreated(
  party: RelyingParty,
  asked: Asked,
  answer: CreatedAnswer,
): Promise<Created> {
  const [{ verifyRegistrationResponse }, { modelName }] = await Promise.all([
    import("@simplewebauthn/server"),
    import("./models.js"),
  ]);
  const verified = await orWrong(() =>
    verifyRegistrationResponse({
      response: {
        id: answer.id,
        rawId: answer.rawId,
        type: answer.type,
        response: {
          attestationObject: answer.response.attestationObject,
          clientDataJSON: answer.response.clientDataJSON,
        },
        clientExtensionResults: {},
      },
      expectedChallenge: (challenge) => isEqual(challenge, asked.challenge),
      expectedOrigin: party.origins,
      expectedRPID: party.id,
      requireUserVerification: false,
      supportedAlgorithmIDs: algorithms,
    }),
  );
  if ("why" in verified) return { kind: "wrong", why: verified.why };
  const info = verified.registrationInfo;
  if (!info) return { kind: "wrong", why: "The attestation does not hold." };
  if (info.credential.id !== answer.id) return { kind: "wrong", why: "The key answers under another id." };
  return {
    kind: "created",
    key: {
      id: Buffer.from(info.credential.id, "base64url").toString("base64"),
      public_key: Buffer.from(info.credential.publicKey).toString("base64"),
      attestation_type: info.fmt,
      authenticator: {
        aaguid: Buffer.from(info.aaguid.replaceAll("-", ""), "hex").toString("base64"),
        sign_count: info.credential.counter,
        clone_warning: false,
      },
      display_name: modelName(info.aaguid) ?? "",
      flags: {
        user_present: true,
        user_verified: info.userVerified,
        backup_eligible: info.credentialDeviceType === "multiDevice",
        backup_state: info.credentialBackedUp,
      },
    },
  };
}

/**
 * Verifies a signature.
 *
 * @param keys those of the account that may sign here
 * @param handles what the account is called in its keys; an answer that names another one is refused
 * @see https://www.w3.org/TR/webauthn-3/#sctn-verifying-assertion
 */
export async function verifySigned(
  party: RelyingParty,
  asked: Asked,
  answer: SignedAnswer,
  { keys, handles }: { keys: StoredKey[]; handles: Buffer[] },
): Promise<Signed> {
  const key = keys.find((candidate) => browserId(candidate) === answer.id);
  if (!key) return { kind: "wrong", why: "The account has no such key." };
  if (asked.allowedIds.length > 0 && !asked.allowedIds.includes(answer.id)) {
    return { kind: "wrong", why: "This key was not asked." };
  }
  const handle = Buffer.from(answer.response.userHandle ?? "", "base64url");
  if (handle.length > 0 && !handles.some((known) => known.equals(handle))) {
    return { kind: "wrong", why: "The key names another account." };
  }
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  const verified = await orWrong(() =>
    verifyAuthenticationResponse({
      response: {
        id: answer.id,
        rawId: answer.rawId,
        type: answer.type,
        response: {
          authenticatorData: answer.response.authenticatorData,
          clientDataJSON: answer.response.clientDataJSON,
          signature: answer.response.signature,
        },
        clientExtensionResults: {},
      },
      expectedChallenge: (challenge) => isEqual(challenge, asked.challenge),
      expectedOrigin: party.origins,
      expectedRPID: party.id,
      // The counter is compared below: a copy is told apart from what is merely wrong.
      credential: {
        id: answer.id,
        publicKey: new Uint8Array(Buffer.from(key.public_key, "base64")),
        counter: 0,
      },
      requireUserVerification: false,
    }),
  );
  if ("why" in verified) return { kind: "wrong", why: verified.why };
  if (!verified.verified) return { kind: "wrong", why: "The signature does not hold." };
  const { newCounter, userVerified, credentialDeviceType, credentialBackedUp } = verified.authenticationInfo;
  const isSynced = credentialDeviceType === "multiDevice";
  if (key.flags && key.flags.backup_eligible !== isSynced) {
    return { kind: "wrong", why: "Whether a key may be copied never changes." };
  }
  const used: StoredKey = {
    ...key,
    authenticator: {
      ...(key.authenticator ?? { aaguid: null, clone_warning: false }),
      sign_count: newCounter,
    },
    flags: {
      ...key.flags,
      user_present: true,
      user_verified: userVerified,
      backup_eligible: isSynced,
      backup_state: credentialBackedUp,
    },
  };
  return hasCountedOn(key, used) ? { kind: "signed", key: used } : { kind: "copied", key };
}

/** Whether a key has signed more often than before. Most passkeys don't count: they say 0 for ever. */
export function hasCountedOn(before: StoredKey, after: StoredKey): boolean {
  const counts = [before, after].map((key) => key.authenticator?.sign_count ?? 0);
  const [earlier = 0, later = 0] = counts;
  return later > earlier || (later === 0 && earlier === 0);
}

/** The library throws at whatever does not fit; nothing of that is the server's fault. */
async function orWrong<T extends object>(verify: () => Promise<T>): Promise<T | { why: string }> {
  try {
    return await verify();
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}

function isEqual(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
