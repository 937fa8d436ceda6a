/** The identity service's messages in our own words, and apart from them words that are not ours: a provider's, or its own where it has no number for them. */
import "server-only";
import type { UiText } from "@ory/client";
import { createTranslator } from "use-intl/core";
import { oauth2Trouble, type ProviderError, providerError } from "@/lib/oauth2/error-codes";
import type { Locale } from "./languages";
import { messageValues } from "./message-values";
import { traitTitle } from "./trait-title";
import { catalogues, translator } from "./translator";

interface Quotation {
  words: string;
  /** BCP 47 tag; empty where nobody knows. */
  language: "en" | "";
}

export interface ToldMessage {
  /** Ours, in the visitor's language. */
  text: string;
  /** What others say, as they say it. */
  quotation?: Quotation;
}

/** A message that is nothing but its reason, in English. */
const REASON = 4000001;
/** Of a removal that would leave its owner no way in. */
const LOCKS_OUT = /\bwould lock you out\b/;

/**
 * @returns our sentence; the service's own where the number is unknown or the context lacks what our sentence needs
 */
export function toldMessage(message: UiText, locale: Locale): ToldMessage {
  const text = sentence(message, locale);
  if (message.id !== REASON) return { text };
  const error = providerError(text);
  if (error) return toldProviderError(error, locale);
  const t = translator(locale, "flow");
  if (LOCKS_OUT.test(text)) return { text: t("onlyWayIn") };
  return locale === "en" ? { text } : { text: t("notDone"), quotation: { words: text, language: "en" } };
}

/** Why a provider has sent somebody back; its own words only where the code says nothing to us. */
export function toldProviderError({ code, words }: ProviderError, locale: Locale): ToldMessage {
  const t = translator(locale, "provider");
  const trouble = oauth2Trouble(code);
  if (trouble !== undefined) return { text: t(trouble, { error: code }) };
  const text = t("other", { error: code });
  return words === undefined ? { text } : { text, quotation: { words, language: "" } };
}

function sentence(message: UiText, locale: Locale): string {
  const values = messageValues(message, Date.now(), locale);
  if (typeof values["title"] === "string") values["title"] = traitTitle(values["title"], locale);
  const ours = byNumber(locale)(String(message.id), values);
  return ours === "" ? message.text : ours;
}

type ByNumber = (id: string, values: Record<string, string | number>) => string;

const translators = new Map<Locale, ByNumber>();

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
