// What a provider says about a person, in the form that mappers get it in (`std.extVar('claims')`).
import { isJsonObject, type JsonObject, type JsonValue } from "../../json.js";

/** Only what the provider said: nothing empty, as in Kratos. */
export interface Claims extends JsonObject {
  iss: string;
  sub: string;
}

const TEXTS = [
  "oid",
  "name",
  "given_name",
  "family_name",
  "last_name",
  "middle_name",
  "nickname",
  "preferred_username",
  "profile",
  "picture",
  "website",
  "email",
  "gender",
  "birthdate",
  "zoneinfo",
  "phone_number",
  "hd",
  "team",
  "nonce",
];
const FLAGS = ["email_verified", "phone_number_verified", "nonce_supported"];

/** @param raw the claims of an id token or of userinfo; handed to the mapper as `raw_claims` as well */
export function claimsOf(raw: JsonObject, { withRaw = true } = {}): Claims {
  const claims: Claims = { iss: textOf(raw.iss), sub: textOf(raw.sub) };
  for (const name of TEXTS) put(claims, name, textOf(raw[name]));
  for (const name of FLAGS) put(claims, name, raw[name] === true || raw[name] === "true");
  put(claims, "locale", localeOf(raw.locale));
  put(claims, "updated_at", secondsOf(raw.updated_at));
  if (withRaw) claims.raw_claims = raw;
  return claims;
}

function put(claims: Claims, name: string, value: string | boolean | number): void {
  if (value !== "" && value !== false && value !== 0) claims[name] = value;
}

function textOf(value: JsonValue | undefined): string {
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : "";
}

/** LinkedIn tells language and country apart. */
function localeOf(value: JsonValue | undefined): string {
  if (!isJsonObject(value)) return textOf(value);
  return [textOf(value.language), textOf(value.country)].filter((part) => part !== "").join("-");
}

/** Some providers write the time as a date. */
function secondsOf(value: JsonValue | undefined): number {
  if (typeof value === "number") return Math.trunc(value);
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? 0 : Math.trunc(time / 1000);
}
