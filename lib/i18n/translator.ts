/** Texts by id, in one language. The calls are those of next-intl, whose core this is. */
import "server-only";
import { createTranslator, type NamespaceKeys, type NestedKeyOf } from "use-intl/core";
import { ar } from "./ar";
import type { Catalogue, EnglishCatalogue } from "./catalogue";
import { de } from "./de";
import { en } from "./en";
import { fr } from "./fr";
import { es } from "./es";
import { pt } from "./pt";
import { pl } from "./pl";
import { nl } from "./nl";
import { sv } from "./sv";
import { ja } from "./ja";
import type { Locale } from "./languages";

export const catalogues: Readonly<Record<Locale, Catalogue>> = { en, de, fr, es, pt, pl, nl, sv, ar, ja };

export type Namespace = NamespaceKeys<EnglishCatalogue, NestedKeyOf<EnglishCatalogue>>;

/** Gives the text of an id, with the values that the text asks for: `t("hello", { name })`. Both are checked as types. */
export type Translate<N extends Namespace = never> = ReturnType<typeof createTranslator<EnglishCatalogue, N>>;

/** One for each language and namespace that is asked for: both are names in our own code, so it stays small. */
const translators = new Map<string, unknown>();

/**
 * @param namespace  the part of the catalogue that ids are relative to, as "login" or "admin.overview"
 */
export function translator<N extends Namespace = never>(locale: Locale, namespace?: N): Translate<N> {
  const name = `${locale} ${namespace ?? ""}`;
  const known = translators.get(name) as Translate<N> | undefined;
  if (known) return known;
  const made = createTranslator<EnglishCatalogue, N>({
    locale,
    // The other languages have the same ids and take the same values (catalogues.test.ts).
    messages: catalogues[locale] as EnglishCatalogue,
    ...(namespace !== undefined && { namespace }),
    timeZone: "UTC",
  });
  translators.set(name, made);
  return made;
}
