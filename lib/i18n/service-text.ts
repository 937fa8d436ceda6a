/** The identity service's messages in our own words, by their number. */
import "server-only";
import type { UiText } from "@ory/client";
import { createTranslator } from "use-intl/core";
import type { Locale } from "./languages";
import { messageValues } from "./message-values";
import { traitTitle } from "./trait-title";
import { catalogues } from "./translator";

export type SayMessage = (message: UiText) => string;

type ByNumber = (id: string, values: Record<string, string | number>) => string;

const translators = new Map<Locale, ByNumber>();

/**
 * @returns our sentence; the service's own where the number is unknown or the context lacks what our sentence needs
 */
export function serviceText(message: UiText, locale: Locale): string {
  const values = messageValues(message, Date.now(), locale);
  if (typeof values["title"] === "string") values["title"] = traitTitle(values["title"], locale);
  const ours = byNumber(locale)(String(message.id), values);
  return ours === "" ? message.text : ours;
}

/** Half a sentence helps nobody: what cannot be said whole comes out empty. */
function byNumber(locale: Locale): ByNumber {
  const known = translators.get(locale);
  if (known) return known;
  const messages: Record<string, string> = catalogues[locale].service;
  const made: ByNumber = createTranslator({
    locale,
    messages,
    onError: () => undefined,
    getMessageFallback: () => "",
  });
  translators.set(locale, made);
  return made;
}
