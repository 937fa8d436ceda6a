// Messages to phones: which there are, and what they know. Some values are called otherwise than in mails.
import type { JsonObject, JsonValue } from "../json.js";
import type { MailType } from "./mail.js";

const COMMON = ["to", "request_url", "transient_payload", "identity", "expires_in_minutes"];

/** The values of each message, by the names that templates know them under. */
const VALUES: Partial<Record<MailType, readonly string[]>> = {
  recovery_code_valid: [...COMMON, "recovery_code", "request_url_domain"],
  verification_code_valid: [...COMMON, "verification_code"],
  login_code_valid: [...COMMON, "login_code"],
  registration_code_valid: [...COMMON, "registration_code"],
};

/** What can be sent to a phone. */
export const smsTypes = Object.keys(VALUES) as readonly MailType[];

/** The names of the values that the templates of a message can use. */
export function smsValueNames(type: MailType): readonly string[] {
  return VALUES[type] ?? [];
}

/**
 * The values for the templates of a message.
 *
 * @param data of the mail of that type
 */
export function smsValues(type: MailType, data: JsonObject): JsonObject {
  const known: JsonObject = {
    ...data,
    // Who signs up is nobody yet: the traits stand for the identity.
    identity: data.identity ?? data.traits ?? {},
    request_url_domain: hostOf(data.request_url),
  };
  return Object.fromEntries(smsValueNames(type).map((name) => [name, known[name] ?? null]));
}

/** `template_data` of a message: as Kratos has it, with the code of a recovery under the name of a verification's. */
export function smsTemplateData(type: MailType, data: JsonObject): JsonObject {
  const values = smsValues(type, data);
  if (type !== "recovery_code_valid") return values;
  const { recovery_code: code = null, ...rest } = values;
  return { ...rest, verification_code: code };
}

function hostOf(url: JsonValue | undefined): string {
  return typeof url === "string" && URL.canParse(url) ? new URL(url).hostname : "";
}
