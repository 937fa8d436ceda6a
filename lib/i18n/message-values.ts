/** What a message's context says, as texts that can stand in a sentence. */
import type { UiText } from "@ory/client";

/**
 * @param now  milliseconds since the epoch, for "within N minutes"
 * @param language  BCP 47 tag, for dates
 */
export function messageValues(message: UiText, now: number, language: string): Record<string, string> {
  const context = (message.context ?? {}) as Record<string, unknown>;
  // Some messages are nothing but what they show: an address, half of it hidden.
  const values: Record<string, string> = { text: message.text };
  for (const [name, value] of Object.entries(context)) {
    if (typeof value === "string") values[name] = value;
    if (typeof value === "number" || typeof value === "boolean") values[name] = String(value);
  }

  const privilegedUntil = Date.parse(values["privileged_session_expires_at"] ?? "");
  if (!Number.isNaN(privilegedUntil)) {
    values["minutes"] = String(Math.max(1, Math.ceil((privilegedUntil - now) / 60_000)));
  }
  const usedAt = Date.parse(values["used_at"] ?? "");
  if (!Number.isNaN(usedAt)) {
    values["used_on"] = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" }).format(
      usedAt,
    );
  }
  if (Array.isArray(context["allowed_types"])) {
    values["allowed_types_list"] = context["allowed_types"].map(String).join(", ");
  }
  if (Array.isArray(context["secrets"])) {
    values["secret_list"] = (context["secrets"] as UiText[]).map((secret) => secret.text).join(", ");
  }
  return values;
}
