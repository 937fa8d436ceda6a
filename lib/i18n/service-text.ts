/** The identity service's messages as texts, where there is no room to set the words of others apart. */
import "server-only";
import type { UiText } from "@ory/client";
import type { Locale } from "./languages";
import { toldMessage } from "./told-message";

export type SayMessage = (message: UiText) => string;

export function serviceText(message: UiText, locale: Locale): string {
  const { text, quotation } = toldMessage(message, locale);
  return quotation === undefined ? text : `${text} ${quotation.words}`;
}
