// The bodies of the admin API's identity requests, checked.
import { randomUUID } from "node:crypto";
import * as z from "zod";
import { ApiError } from "../http/error.js";
import type { RecoveryAddress, VerifiableAddress } from "../identities/identity.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import type { Timestamp } from "../time.js";
import { malformed } from "./answer.js";

const channel = z.enum(["email", "sms"]);
const json = z.custom<JsonValue>(() => true);

const provider = z.strictObject({
  provider: z.string().min(1),
  subject: z.string().min(1),
  organization: z.uuid().nullish(),
});

const credentials = z.strictObject({
  password: z
    .strictObject({
      config: z.strictObject({
        hashed_password: z.string().default(""),
        password: z.string().default(""),
        use_password_migration_hook: z.boolean().default(false),
      }),
    })
    .nullish(),
  oidc: z
    .strictObject({
      config: z.strictObject({
        providers: z.array(provider.extend({ use_auto_link: z.boolean().optional() })).default([]),
      }),
    })
    .nullish(),
  saml: z.strictObject({ config: z.strictObject({ providers: z.array(provider).default([]) }) }).nullish(),
});

export type CredentialsBody = z.infer<typeof credentials>;

const createBody = z.strictObject({
  schema_id: z.string().default(""),
  traits: json.optional(),
  credentials: credentials.nullish(),
  verifiable_addresses: z
    .array(
      z.looseObject({
        value: z.string(),
        via: channel,
        verified: z.boolean().default(false),
        status: z.enum(["pending", "sent", "completed"]).optional(),
      }),
    )
    .nullish(),
  recovery_addresses: z.array(z.looseObject({ value: z.string(), via: channel })).nullish(),
  metadata_public: json.optional(),
  metadata_admin: json.optional(),
  state: z.string().default(""),
  organization_id: z.uuid().nullish(),
  external_id: z.string().default(""),
});

export type CreateBody = z.infer<typeof createBody>;

/** Unknown keys are passed over here, as Kratos does, unlike in {@link readCreateBody}. */
const updateBody = z.object({
  schema_id: z.string().default(""),
  traits: json.optional(),
  credentials: credentials.nullish(),
  metadata_public: json.optional(),
  metadata_admin: json.optional(),
  state: z.string().default(""),
  external_id: z.string().default(""),
});

export type UpdateBody = z.infer<typeof updateBody>;

const batchBody = z.strictObject({
  identities: z
    .array(z.strictObject({ create: createBody.nullish(), patch_id: z.uuid().nullish() }))
    .default([]),
});

export type BatchBody = z.infer<typeof batchBody>;

/** @throws ApiError 400 that names the key */
export function readCreateBody(body: JsonValue): CreateBody {
  return read(createBody, body);
}

/** @throws ApiError 400 that names the key */
export function readUpdateBody(body: JsonValue): UpdateBody {
  return read(updateBody, body);
}

/** @throws ApiError 400; as in Kratos its body speaks of a 500 */
export function readBatchBody(body: JsonValue): BatchBody {
  try {
    return read(batchBody, body);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw new ApiError({ code: 500, status: error.code, message: error.message });
  }
}

/** Traits are absent or an object; what else was sent is left to the schema to refuse, under this shape. */
export function traitsOf(body: { traits?: JsonValue }): JsonObject {
  const { traits } = body;
  if (traits === undefined || traits === null) return {};
  if (isJsonObject(traits)) return traits;
  throw malformed("The request cannot be understood", '"traits" must be an object.');
}

/** Addresses that the caller vouches for. They survive where the traits say the same address. */
export function verifiableAddressesOf(body: CreateBody, now: Timestamp): VerifiableAddress[] {
  return (body.verifiable_addresses ?? []).map((address) => ({
    id: randomUUID(),
    value: address.value.toLowerCase(),
    via: address.via,
    verified: address.verified,
    verifiedAt: address.verified ? now : null,
    status: address.verified ? "completed" : (address.status ?? "pending"),
    createdAt: now,
    updatedAt: now,
  }));
}

export function recoveryAddressesOf(body: CreateBody, now: Timestamp): RecoveryAddress[] {
  return (body.recovery_addresses ?? []).map((address) => ({
    id: randomUUID(),
    value: address.value.toLowerCase(),
    via: address.via,
    createdAt: now,
    updatedAt: now,
  }));
}

function read<T>(schema: z.ZodType<T>, body: JsonValue): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.join(".") ?? "";
  throw malformed(
    `the body is not as expected${path === "" ? "" : ` at "${path}"`}: ${issue?.message ?? ""}`,
  );
}
