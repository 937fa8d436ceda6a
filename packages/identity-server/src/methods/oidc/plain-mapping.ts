// The simple mapper: a JSON file in the form of the identity it makes, in which a string names the claim that stands
// there. `{ "identity": { "traits": { "email": "email", "name": { "first": "given_name" } } } }`
//
// Claims below others are named with dots (`raw_claims.team`); "=..." is a fixed text. What the provider did not tell is
// left out. In `verified_addresses`, an entry may say with `if` which claim has to be true.
import { isJsonObject, type JsonObject, type JsonValue } from "../../json.js";
import type { Claims } from "./claims.js";

export function applyMapping(mapping: JsonObject, claims: Claims): JsonValue {
  return resolve(mapping, claims) ?? {};
}

function resolve(node: JsonValue | undefined, claims: Claims): JsonValue | undefined {
  if (typeof node === "string") return node.startsWith("=") ? node.slice(1) : claimAt(claims, node);
  if (Array.isArray(node)) {
    return node.map((item) => resolve(item, claims)).filter((item) => item !== undefined);
  }
  if (!isJsonObject(node)) return node;
  const { if: condition, ...fields } = node;
  if (typeof condition === "string" && claimAt(claims, condition) !== true) return undefined;
  // The channel of an address is a word, no claim.
  const isAddress = "via" in fields && "value" in fields;
  const entries = Object.entries(fields).flatMap(([name, value]): [string, JsonValue][] => {
    const made = isAddress && name === "via" ? value : resolve(value, claims);
    return made === undefined ? [] : [[name, made]];
  });
  if (isAddress && entries.length < 2) return undefined;
  return Object.fromEntries(entries);
}

function claimAt(claims: JsonObject, path: string): JsonValue | undefined {
  let value: JsonValue | undefined = claims;
  for (const key of path.split(".")) {
    value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}
