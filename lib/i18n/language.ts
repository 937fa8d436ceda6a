import type { admin } from "./en/admin";
import type { pages } from "./en/pages";

type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };

/** One language: all texts of the pages and of the identity service's messages. */
export interface Language {
  /** BCP 47 tag, also for dates and `<html lang>`. */
  code: string;
  dir: "ltr" | "rtl";
  pages: Texts<typeof pages>;
  admin: Texts<typeof admin>;
  messages: Readonly<Record<number, string>>;
}
