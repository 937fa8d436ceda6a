/** What traits are called. Schemas have their titles in one language; those of the samples are known here in all. */
import "server-only";
import { en } from "./en";
import type { Locale } from "./languages";
import { catalogues } from "./translator";

const byTitle = new Map(Object.entries(en.traits).map(([id, title]) => [title as string, id]));

/**
 * @param title  as the identity schema has it
 * @returns the title in the language, where it is one of `en.traits`; else itself
 */
export function traitTitle(title: string, locale: Locale): string {
  const id = byTitle.get(title);
  const titles: Readonly<Record<string, string>> = catalogues[locale].traits;
  return (id === undefined ? undefined : titles[id]) ?? title;
}
