// Takes an identity back from its JSON after a patch.
import * as z from "zod";
import type { IdentityWithCredentials, VerifiableAddress } from "../identities/identity.js";
import type { JsonObject, JsonValue } from "../json.js";
import type { Timestamp } from "../time.js";
import { malformed } from "./answer.js";

const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const channel = z.enum(["email", "sms"]);
const json = z.custom<JsonValue>(() => true);

const patchedIdentity = z.object({
  schema_id: z.string(),
  state: z.enum(["active", "inactive"]),
  state_changed_at: time.nullish(),
  traits: z.custom<JsonObject>(
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
    {
      error: "must be an object",
    },
  ),
  verifiable_addresses: z
    .array(
      z.object({
        id: z.string().optional(),
        value: z.string(),
        via: channel,
        verified: z.boolean().default(false),
        status: z.enum(["pending", "sent", "completed"]).optional(),
        verified_at: time.nullish(),
      }),
    )
    .nullish(),
  recovery_addresses: z
    .array(z.object({ id: z.string().optional(), value: z.string(), via: channel }))
    .nullish(),
  metadata_public: json.optional(),
  metadata_admin: json.optional(),
  external_id: z.string().nullish(),
  organization_id: z.uuid().nullish(),
});

/**
 * @param before the JSON that was patched
 * @param after what the patch made of it
 * @throws ApiError 400 when it is no identity any more
 */
export function identityFromPatched(
  stored: IdentityWithCredentials,
  before: JsonObject,
  after: JsonObject,
  now: Timestamp,
): IdentityWithCredentials {
  const result = patchedIdentity.safeParse(after);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw malformed(
      `after the patch, "${issue?.path.join(".") ?? ""}" is not valid: ${issue?.message ?? ""}`,
      "The JSON patch could not be applied.",
    );
  }
  const patched = result.data;
  const changesState = patched.state !== stored.state;
  const changesTime = after.state_changed_at !== before.state_changed_at;
  const stateChangedAt = changesTime ? (patched.state_changed_at ?? null) : stored.stateChangedAt;
  return {
    ...stored,
    schemaId: patched.schema_id,
    state: patched.state,
    stateChangedAt: changesState ? now : stateChangedAt,
    traits: patched.traits,
    metadataPublic: patched.metadata_public ?? null,
    metadataAdmin: patched.metadata_admin ?? null,
    externalId: patched.external_id || null,
    organizationId: patched.organization_id ?? null,
    verifiableAddresses: stored.verifiableAddresses.flatMap((address) => {
      const change = patched.verifiable_addresses?.find(({ value, via }) => isSame(address, value, via));
      return change ? [withChange(address, change, now)] : [];
    }),
    recoveryAddresses: stored.recoveryAddresses.filter((address) =>
      patched.recovery_addresses?.some(({ value, via }) => isSame(address, value, via)),
    ),
  };
}

function isSame(address: { value: string; via: string }, value: string, via: string): boolean {
  return address.value === value.toLowerCase() && address.via === via;
}

interface AddressChange {
  verified: boolean;
  status?: VerifiableAddress["status"];
}

/** An address that is declared verified is so from now on; one that no longer is loses its time. */
function withChange(address: VerifiableAddress, change: AddressChange, now: Timestamp): VerifiableAddress {
  const status = change.status ?? address.status;
  if (change.verified === address.verified && status === address.status) return address;
  return {
    ...address,
    verified: change.verified,
    verifiedAt: change.verified ? (address.verifiedAt ?? now) : null,
    status: change.verified ? "completed" : status,
    updatedAt: now,
  };
}
