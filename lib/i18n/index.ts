/**
 * Everything the pages say. Each language is a folder beside this file; `en` is the measure of the others.
 * Server only: the browser gets sentences, never the catalogue.
 *
 * `get...` is for what is async (pages, actions, handlers), `use...` for components that are not.
 */
import "server-only";
import { use } from "react";
import type { Locale } from "./languages";
import { getLocale } from "./locale";
import type { UiText } from "@ory/client";
import type { ProviderError } from "@/lib/oauth2/error-codes";
import { type SayMessage, serviceText } from "./service-text";
import { type ToldMessage, toldMessage, toldProviderError } from "./told-message";
import { traitTitle } from "./trait-title";
import { type Namespace, type Translate, translator } from "./translator";

export type { Locale } from "./languages";
export type { SayMessage } from "./service-text";
export type { ToldMessage } from "./told-message";
export type { Translate } from "./translator";
export { getLocale } from "./locale";
export { ids, isTextId } from "./text-id";

/** @see {@link translator} for the namespace */
export async function getTranslations<N extends Namespace = never>(namespace?: N): Promise<Translate<N>> {
  return translator(await getLocale(), namespace);
}

export function useTranslations<N extends Namespace = never>(namespace?: N): Translate<N> {
  return translator(useLocale(), namespace);
}

export function useLocale(): Locale {
  return use(getLocale());
}

/** Says the identity service's messages in the visitor's language. */
export function useMessageText(): SayMessage {
  const locale = useLocale();
  return (message) => serviceText(message, locale);
}

/** Likewise, with the words of others apart. */
export function useToldMessage(): (message: UiText) => ToldMessage {
  const locale = useLocale();
  return (message) => toldMessage(message, locale);
}

/** Says in the visitor's language why a provider has sent somebody back. */
export function useToldProviderError(): (error: ProviderError) => ToldMessage {
  const locale = useLocale();
  return (error) => toldProviderError(error, locale);
}

/** Says what a trait is called, by its schema's title. */
export function useTraitTitle(): (title: string) => string {
  const locale = useLocale();
  return (title) => traitTitle(title, locale);
}

export async function getMessageText(): Promise<SayMessage> {
  const locale = await getLocale();
  return (message) => serviceText(message, locale);
}
