/** The language of a mail about an account. */
import { z } from "zod";
import type { WrittenSecurityEvent } from "@/lib/activity/security-events";
import { isLocale, type Locale } from "@/lib/i18n/languages";
import { DEFAULT_LOCALE } from "@/lib/i18n/negotiate";
import type { Account } from "./account";

const wishesShape = z
  .looseObject({
    lang: z.string().optional().catch(undefined),
    locale: z.string().optional().catch(undefined),
  })
  .catch({});

/**
 * As the identity service's mails have it: the trait `lang` or `locale`, two letters of it. Where the schema has none,
 * the language that the reader has the pages in: now, if it is certain that they are the one who acts, else when they were
 * here last.
 *
 * @param page  the language of the page that the change was made on; where an administrator made it, none
 * @param isCertain  whether it is the reader's own page: a sign-in from a new device may be somebody else's
 * @param earlier  the account's security events, the newest first
 */
export function readersLanguage(
  account: Account,
  {
    page,
    isCertain,
    earlier,
  }: {
    page: Locale | undefined;
    isCertain: boolean;
    earlier: readonly Pick<WrittenSecurityEvent, "language">[];
  },
): Locale {
  const { lang, locale } = wishesShape.parse(account.traits);
  const wish = (lang ?? locale)?.slice(0, 2).toLowerCase();
  if (isLocale(wish)) return wish;
  const lately = earlier.find(({ language }) => language !== undefined)?.language;
  return (isCertain ? (page ?? lately) : (lately ?? page)) ?? DEFAULT_LOCALE;
}
