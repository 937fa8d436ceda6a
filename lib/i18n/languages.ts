/** The languages that the pages speak, each by its own name. docs/add-a-language.md says what a new one takes. */
export const languages = {
  en: { name: "English", dir: "ltr" },
  de: { name: "Deutsch", dir: "ltr" },
  fr: { name: "Français", dir: "ltr" },
  es: { name: "Español", dir: "ltr" },
  pt: { name: "Português", dir: "ltr" },
  pl: { name: "Polski", dir: "ltr" },
  nl: { name: "Nederlands", dir: "ltr" },
  sv: { name: "Svenska", dir: "ltr" },
  ar: { name: "العربية", dir: "rtl" },
  ja: { name: "日本語", dir: "ltr" },
} as const satisfies Record<string, Language>;

export interface Language {
  /** What its speakers call it. */
  name: string;
  /** Which way it is written. */
  dir: "ltr" | "rtl";
}

/** A BCP 47 tag: it names the folder of texts, and stands in `<html lang>`. */
export type Locale = keyof typeof languages;

export const locales = Object.keys(languages) as Locale[];

export const isLocale = (tag: string | undefined): tag is Locale =>
  tag !== undefined && Object.hasOwn(languages, tag);
