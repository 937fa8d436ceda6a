// Where a code for the second factor can go.
import type { Context } from "../context.js";
import type { FlowRequest } from "../flows/request.js";
import { badRequest } from "../http/errors.js";
import type { CodeAddress } from "../identities/extension.js";
import type { IdentityWithCredentials } from "../identities/identity.js";
import { normaliseTypedIdentifier } from "../identities/normalise.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../json.js";
import { sendableAddresses } from "./code-addresses.js";

/**
 * All of the identity's addresses for codes, or the one that the trait named by `?via=` holds.
 *
 * @throws ApiError 400 when that trait holds none of them
 */
export async function secondFactorAddresses(
  context: Context,
  identity: IdentityWithCredentials,
  { query }: FlowRequest,
): Promise<CodeAddress[]> {
  const addresses = sendableAddresses(context.config(), identity);
  const via = query.get("via") ?? "";
  if (via === "") return addresses;
  const value = traitAt(identity.traits, via);
  if (value === "") throw badRequest(`There is nothing at the trait ${JSON.stringify(via)} ("via").`);
  if (addresses.length === 0) return [];
  const wanted = await normaliseTypedIdentifier(value);
  const address = addresses.find((known) => known.address === wanted);
  if (!address) {
    throw badRequest(`The trait ${JSON.stringify(via)} ("via") holds no address that codes are sent to.`);
  }
  return [address];
}

/** @param path dotted, as in `contact.phone` */
function traitAt(traits: JsonObject, path: string): string {
  let current: JsonValue | undefined = traits;
  for (const key of path.split(".")) {
    current = isJsonObject(current) && Object.hasOwn(current, key) ? current[key] : undefined;
  }
  return typeof current === "string" || typeof current === "number" ? String(current) : "";
}
