/** All that is said in one language. English is the measure: the others have its ids, no more and no fewer. */
import type { en } from "./en";

type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };

export type EnglishCatalogue = typeof en;
export type Catalogue = Texts<EnglishCatalogue>;
