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
import { type SayMessage, serviceText } from "./service-text";
import { traitTitle } from "./trait-title";
import { type Namespace, type Translate, translator } from "./translator";

export type { Locale } from "./languages";
export type { SayMessage } from "./service-text";
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

/** Says what a trait is called, by its schema's title. */
export function useTraitTitle(): (title: string) => string {
  const locale = useLocale();
  return (title) => traitTitle(title, locale);
}

export async function getMessageText(): Promise<SayMessage> {
  const locale = await getLocale();
  return (message) => serviceText(message, locale);
}
