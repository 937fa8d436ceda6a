/** The error boundaries' words in all languages. The browser fetches them, with the page that says them, when a page has failed. */
import { failure as ar } from "./ar/failure";
import { failure as de } from "./de/failure";
import { failure as en } from "./en/failure";
import { failure as fr } from "./fr/failure";
import { failure as es } from "./es/failure";
import { failure as pt } from "./pt/failure";
import { failure as pl } from "./pl/failure";
import { failure as nl } from "./nl/failure";
import { failure as sv } from "./sv/failure";
import { failure as ja } from "./ja/failure";
import { isLocale, type Locale } from "./languages";

export { languages } from "./languages";

export type FailureWords = Readonly<Record<keyof typeof en, string>>;

export const failures: Readonly<Record<Locale, FailureWords>> = { en, de, fr, es, pt, pl, nl, sv, ar, ja };

/**
 * @param wishes  BCP 47 tags, the dearest first; a tag is as good as its language, so "de-AT" is German
 * @returns the first language of them that we speak, else English
 */
export function localeAmong(wishes: readonly string[]): Locale {
  return wishes.map((tag) => tag.split("-")[0]).find(isLocale) ?? "en";
}
