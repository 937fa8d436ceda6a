/** Tells the service which language its mails are to speak: the one that the visitor reads the pages in. */
import type { Locale } from "@/lib/i18n/languages";
import type { Fields } from "./fields";

const PAYLOAD = "transient_payload";

/**
 * Adds `lang` to the form's `transient_payload`, which the mails' templates read (`.TransientPayload.lang`). What a form
 * says itself stays as it is.
 *
 * @see https://www.ory.com/docs/kratos/emails-sms/custom-email-templates#creating-templates
 */
export function withLanguage(fields: Fields, locale: Locale): Fields {
  const ofPayload = fields.filter(([name]) => name === PAYLOAD || name.startsWith(`${PAYLOAD}.`));
  const [first, ...more] = ofPayload;
  if (first === undefined) return [...fields, [PAYLOAD, JSON.stringify({ lang: locale })]];
  const own = more.length === 0 && first[0] === PAYLOAD ? parsed(first[1]) : undefined;
  if (own === undefined || "lang" in own) return fields;
  const told = JSON.stringify({ ...own, lang: locale });
  return fields.map((field) => (field === first ? [PAYLOAD, told] : field));
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
