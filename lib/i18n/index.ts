/**
 * Everything the pages say. A language is a folder beside `en` with the same exports, entered in `languages` below.
 * Server only: the browser gets sentences, never the catalogue.
 */
import "server-only";
import type { UiText } from "@ory/client";
import { en } from "./en";
import { format } from "./format";
import { messageValues } from "./message-values";
import type { Language } from "./language";

export type { Language } from "./language";
export { format } from "./format";

const languages = { en } as const satisfies Record<string, Language>;

/** The language of this request. */
export function getLanguage(): Language {
  return languages.en;
}

/**
 * The text of a message of the identity service in our own words.
 * Falls back to the service's text where the number is unknown or its context lacks what our sentence needs.
 */
export function messageText(message: UiText, language: Language = getLanguage()): string {
  const template = language.messages[message.id];
  if (template === undefined) return message.text;
  return format(template, messageValues(message, Date.now(), language.code)) ?? message.text;
}
