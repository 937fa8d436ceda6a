// What a provider says, made into an identity, by the file that `mapper_url` names: Jsonnet as in Kratos, or a JSON file
// that says which claim becomes which trait.
import * as z from "zod";
import { ApiError } from "../../http/error.js";
import type { AddressChannel } from "../../identities/identity.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../json.js";
import { evaluateJsonnet } from "../../jsonnet/evaluate.js";
import type { HttpClient } from "../../outgoing/client.js";
import { loadDocument } from "../../outgoing/documents.js";
import type { Claims } from "./claims.js";
import { mapperFailed, misconfigured } from "./errors.js";
import type { Provider } from "./kind.js";
import { applyMapping } from "./plain-mapping.js";

export interface MappedIdentity {
  traits: JsonObject;
  metadataPublic: JsonObject | undefined;
  metadataAdmin: JsonObject | undefined;
  verified: { value: string; via: AddressChannel }[];
}

const output = z.object({
  identity: z
    .object({
      traits: z.unknown(),
      metadata_public: z.unknown(),
      metadata_admin: z.unknown(),
      verified_addresses: z.unknown(),
    })
    .partial(),
});
const addresses = z.array(z.object({ value: z.string(), via: z.enum(["email", "sms"]) }));

/** @throws ApiError when the mapper cannot be loaded, fails, or makes something else than an identity */
export async function mapClaims({ config, http }: Provider, claims: Claims): Promise<MappedIdentity> {
  const source = await load(http, config.mapper_url, config.id);
  let made: JsonValue;
  try {
    const mapping = asMapping(source);
    made = mapping ? applyMapping(mapping, claims) : await evaluateJsonnet(source, { variables: { claims } });
  } catch (error) {
    throw mapperFailed(config.id, error);
  }
  const identity = output.safeParse(made).data?.identity;
  if (!isJsonObject(identity?.traits)) throw wrongOutput(config.id, "identity.traits", 500);
  const verified = addresses.safeParse(identity.verified_addresses ?? []).data;
  if (!verified) throw wrongOutput(config.id, "identity.verified_addresses", 400);
  return {
    traits: identity.traits,
    metadataPublic: optionalObject(identity.metadata_public, config.id, "identity.metadata_public"),
    metadataAdmin: optionalObject(identity.metadata_admin, config.id, "identity.metadata_admin"),
    verified: verified.map(({ value, via }) => ({
      via,
      value: via === "email" ? value.trim().toLowerCase() : value,
    })),
  };
}

async function load(http: HttpClient, url: string, providerId: string): Promise<string> {
  try {
    return await loadDocument(http, url, `the mapper_url of the provider ${JSON.stringify(providerId)}`);
  } catch (error) {
    throw misconfigured("The provider's mapper_url cannot be loaded.", error);
  }
}

/** A JSON object is Jsonnet as well, but a mapper that takes nothing from the claims would make everybody the same. */
function asMapping(source: string): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(source);
    return isJsonObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function optionalObject(value: unknown, providerId: string, key: string): JsonObject | undefined {
  if (value === undefined) return undefined;
  if (isJsonObject(value)) return value;
  throw wrongOutput(providerId, key, 500);
}

function wrongOutput(providerId: string, key: string, code: number): ApiError {
  const reason = `The mapper of the provider ${JSON.stringify(providerId)} did not make a usable ${key}.`;
  if (key === "identity.traits") {
    return new ApiError({ code, message: "Something went wrong on the server", reason });
  }
  return code === 500
    ? misconfigured(reason)
    : new ApiError({ code, message: "The request cannot be understood", reason });
}
