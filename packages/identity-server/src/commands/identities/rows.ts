// An identity as a line of a table.
import { isJsonObject, type JsonObject, type JsonValue } from "../../json.js";
import type { Row } from "../output.js";

export const identityHeader = ["ID", "VERIFIED ADDRESSES", "RECOVERY ADDRESSES", "SCHEMA ID", "SCHEMA URL"];

/** As in Kratos, whose "verified addresses" are those that can be verified; the JSON tells which ones are. */
export function identityRow(identity: JsonObject): Row {
  return {
    value: identity,
    columns: [
      textOf(identity.id),
      addresses(identity.verifiable_addresses),
      addresses(identity.recovery_addresses),
      textOf(identity.schema_id),
      textOf(identity.schema_url),
    ],
  };
}

function addresses(list: JsonValue | undefined): string {
  return (Array.isArray(list) ? list : [])
    .filter(isJsonObject)
    .map(({ value }) => textOf(value))
    .filter((value) => value !== "")
    .join(", ");
}

export function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}
