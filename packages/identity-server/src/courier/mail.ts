// The mails that there are: their names, what each one knows, where its templates lie.
import type { AddressChannel } from "../identities/identity.js";
import type { JsonObject, JsonValue } from "../json.js";
import type { Value } from "./go-template/index.js";

/** What every mail knows. */
const COMMON = ["to", "request_url", "transient_payload"] as const;
const FOR_IDENTITY = [...COMMON, "identity", "expires_in_minutes"] as const;

/** Each mail's values, by their names in `template_data`. */
const VALUES = {
  recovery_valid: [...FOR_IDENTITY, "recovery_url"],
  recovery_invalid: COMMON,
  recovery_code_valid: [...FOR_IDENTITY, "recovery_code"],
  recovery_code_invalid: COMMON,
  verification_valid: [...FOR_IDENTITY, "verification_url"],
  verification_invalid: COMMON,
  verification_code_valid: [...FOR_IDENTITY, "verification_code", "verification_url"],
  verification_code_invalid: COMMON,
  login_code_valid: [...FOR_IDENTITY, "login_code"],
  registration_code_valid: [...COMMON, "expires_in_minutes", "registration_code", "traits"],
} as const satisfies Record<string, readonly string[]>;

export type MailType = keyof typeof VALUES;
type ValueName<T extends MailType> = Exclude<(typeof VALUES)[T][number], "to">;

/** A mail to send, or a text message: its kind, to whom, and every value that its templates can use. */
export type Mail = {
  [T in MailType]: {
    type: T;
    to: string;
    channel?: AddressChannel;
    values: Record<ValueName<T>, JsonValue>;
    /** Of the request that caused it, for services that messages are handed to by HTTP. */
    requestHeaders?: JsonObject;
  };
}[MailType];

export const mailTypes = Object.keys(VALUES) as MailType[];

/** A value's name in Go templates: `expires_in_minutes` is `.ExpiresInMinutes`, `recovery_url` is `.RecoveryURL`. */
export function fieldName(name: string): string {
  return name
    .split("_")
    .map((part) => (part === "url" ? "URL" : part.charAt(0).toUpperCase() + part.slice(1)))
    .join("");
}

/** The fields that the templates of a mail can use. */
export function mailFields(type: MailType): string[] {
  return VALUES[type].map(fieldName);
}

/** What a template gets: `template_data` under the names of fields. */
export function templateFields(data: JsonObject): { [field: string]: Value } {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      fieldName(name),
      // The one whole number; those inside of traits are what JSON has, numbers of any kind.
      name === "expires_in_minutes" && typeof value === "number" ? BigInt(Math.floor(value)) : value,
    ]),
  );
}

/** `recovery_code_valid` lies in `recovery_code/valid`, in folders and in configuration keys. */
export function templatePlace(type: MailType): { name: string; validity: "valid" | "invalid" } {
  const validity = type.endsWith("_invalid") ? "invalid" : "valid";
  return { name: type.slice(0, -validity.length - 1), validity };
}
