/** What a message's context says, as values that can stand in a sentence. */
import type { UiText } from "@ory/client";

/** Numbers stay numbers, for a language's plurals. */
export type MessageValues = Record<string, string | number>;

/**
 * What is missing or empty is left out, so that no sentence has a hole.
 *
 * @param now  milliseconds since the epoch, for "within N minutes"
 * @param language  BCP 47 tag, for dates and lists
 */
export function messageValues(message: UiText, now: number, language: string): MessageValues {
  const context = (message.context ?? {}) as Record<string, unknown>;
  // Some messages are nothing but what they show: an address, half of it hidden.
  const values: MessageValues = { text: message.text };
  for (const [name, value] of Object.entries(context)) {
    if (typeof value === "string" || typeof value === "number") values[name] = value;
    if (typeof value === "boolean") values[name] = String(value);
  }

  const privilegedUntil = momentOf(values["privileged_session_expires_at"]);
  if (privilegedUntil !== undefined) {
    values["minutes"] = Math.max(1, Math.ceil((privilegedUntil - now) / 60_000));
  }
  const usedAt = momentOf(values["used_at"]);
  if (usedAt !== undefined) {
    values["used_on"] = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" }).format(
      usedAt,
    );
  }
  if (Array.isArray(context["allowed_types"])) {
    values["allowed_types_list"] = listOf(context["allowed_types"].map(String), language);
  }
  if (Array.isArray(context["secrets"])) {
    values["secret_list"] = (context["secrets"] as UiText[]).map((secret) => secret.text).join(", ");
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
}

function momentOf(value: string | number | undefined): number | undefined {
  const moment = Date.parse(String(value ?? ""));
  return Number.isNaN(moment) ? undefined : moment;
}

const listOf = (items: string[], language: string) =>
  new Intl.ListFormat(language, { type: "disjunction" }).format(items);
