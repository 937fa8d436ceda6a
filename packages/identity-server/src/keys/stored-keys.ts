// Keys as they are stored with an identity: in the form of Kratos, so that accounts can move in both directions.
import * as z from "zod";
import type { Credential, IdentityWithCredentials } from "../identities/identity.js";
import type { JsonObject } from "../json.js";
import type { Timestamp } from "../time.js";
import type { KeyMethod } from "./relying-party.js";

const extra = z.json();

const keySchema = z
  .object({
    /** In base64, as `public_key` (COSE) and `aaguid`. */
    id: z.string().min(1),
    public_key: z.string().min(1),
    attestation_type: z.string().default(""),
    authenticator: z
      .object({
        aaguid: z.string().nullable().default(null),
        sign_count: z.int().min(0).default(0),
        clone_warning: z.boolean().default(false),
      })
      .catchall(extra)
      .optional(),
    display_name: z.string().default(""),
    added_at: z.string().default("0001-01-01T00:00:00Z"),
    is_passwordless: z.boolean().default(false),
    /** Missing from keys that were made before the flags were kept. */
    flags: z
      .object({
        user_present: z.boolean().default(false),
        user_verified: z.boolean().default(false),
        backup_eligible: z.boolean().default(false),
        backup_state: z.boolean().default(false),
      })
      .catchall(extra)
      .optional(),
  })
  .catchall(extra);

export type StoredKey = z.infer<typeof keySchema>;

const ringSchema = z.object({
  credentials: z.array(keySchema).nullish(),
  user_handle: z.string().nullish(),
});

export interface KeyRing {
  keys: StoredKey[];
  /** What the account is called in its keys; undefined before there was one. */
  userHandle: Buffer | undefined;
}

/** @throws Error when what is stored has another form */
export function keyRing(identity: IdentityWithCredentials, method: KeyMethod): KeyRing {
  const { credentials, user_handle: handle } = ringSchema.parse(identity.credentials[method]?.config ?? {});
  return { keys: credentials ?? [], userHandle: handle ? Buffer.from(handle, "base64") : undefined };
}

export function ringConfig(keys: StoredKey[], userHandle: Buffer | undefined): JsonObject {
  return {
    ...(keys.length > 0 && { credentials: keys }),
    ...(userHandle && { user_handle: userHandle.toString("base64") }),
  };
}

/** In base64url, as browsers name it. */
export function browserId(key: StoredKey): string {
  return Buffer.from(key.id, "base64").toString("base64url");
}

/** In hexadecimal digits, as forms name it. */
export function formId(key: StoredKey): string {
  return Buffer.from(key.id, "base64").toString("hex");
}

export function addedAt(key: StoredKey): Timestamp {
  return Date.parse(key.added_at);
}

/** Within a change: the identity with these keys; the identifiers that belong to it stay claimed. */
export function withKeys(
  identity: IdentityWithCredentials,
  method: KeyMethod,
  { keys, userHandle, identifiers }: KeyRing & { identifiers: string[] },
  now: Timestamp,
): IdentityWithCredentials {
  const { [method]: existing, ...others } = identity.credentials;
  if (identifiers.length === 0 && keys.length === 0)
    return { ...identity, updatedAt: now, credentials: others };
  const credential: Credential = {
    type: method,
    identifiers,
    config: keys.length === 0 ? {} : ringConfig(keys, userHandle),
    version: 1,
    createdAt: existing?.createdAt ?? now,
    updatedAt: now,
  };
  return { ...identity, updatedAt: now, credentials: { ...others, [method]: credential } };
}
