/** Which language a request is answered in. */
import { match } from "@formatjs/intl-localematcher";
import Negotiator from "negotiator";
import { cookieValue } from "@/lib/ory/cookies";
import { isLocale, type Locale, locales } from "./languages";

export const LANGUAGE_COOKIE = "foyer_language";

export const DEFAULT_LOCALE: Locale = "en";

/** Nobody reads more languages than that; whoever sends more is not asked for them. */
const MOST_WISHES = 10;

/**
 * The visitor's own choice; without one, the first of the browser's wishes that we speak; else English.
 *
 * @param headers  of the request: `Cookie` and `Accept-Language` are read
 * @see RFC 9110, 12.5.4 and RFC 4647, 3.4: "de-AT" is answered in German
 */
export function localeOf(headers: Headers): Locale {
  return localeOfVisitor({
    cookie: headers.get("cookie") ?? "",
    acceptLanguage: headers.get("accept-language") ?? undefined,
  });
}

/** The same of the two headers alone. */
export function localeOfVisitor({
  cookie,
  acceptLanguage = "",
}: {
  cookie: string;
  acceptLanguage: string | undefined;
}): Locale {
  const chosen = cookieValue(cookie, LANGUAGE_COOKIE);
  if (isLocale(chosen)) return chosen;
  const wishes = new Negotiator({ headers: { "accept-language": acceptLanguage } })
    .languages()
    .slice(0, MOST_WISHES)
    .filter(isLanguageTag);
  return match(wishes, locales, DEFAULT_LOCALE, { algorithm: "lookup" }) as Locale;
}

/** The matcher throws on what is no tag, such as `*`. */
function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
