// Reads what recovery and verification are sent: an address or what was sent to it.
import { readFields, type Fields } from "../flows/fields.js";
import type { Submission } from "../flows/request.js";
import { isEmail } from "../identities/formats.js";
import { invalidEmail } from "../ui/messages.js";

export interface AddressFields {
  /** "" when none was given. */
  email: string;
  /** A phone number: sent by the button that asks again for a code which went to it. "" when none was given. */
  phone: string;
  code: string;
  transientPayload: Fields["transientPayload"];
  issues: Fields["issues"];
}

export function readAddressFields(submission: Submission): AddressFields {
  const { text, issues, transientPayload } = readFields(submission, { text: ["email", "sms", "code"] });
  const email = text.email ?? "";
  if (email !== "" && !isEmail(email)) issues.push({ node: "email", message: invalidEmail(email) });
  return { email, phone: text.sms ?? "", code: text.code ?? "", transientPayload, issues };
}
