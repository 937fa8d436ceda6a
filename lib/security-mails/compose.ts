/** What a mail about the safety of an account says. */
import { brand } from "@/identity/brand";
import type { securityMails } from "@/identity/security-mails";
import { deviceText } from "@/lib/account/device-text";
import { utcText } from "@/lib/i18n/utc-text";
import type { Locale } from "@/lib/i18n/languages";
import { translator } from "@/lib/i18n/translator";
import { wayName } from "@/lib/i18n/way-name";
import type { Fact, Mail, MailPart } from "@/lib/mail/mail";
import type { Reader } from "./addresses";

export type SecurityMailKind = keyof typeof securityMails;

export interface SecurityNews {
  kind: SecurityMailKind;
  /** ms since 1970 */
  at: number;
  /** Methods by the protocol's names: those signed in with, or the one that was linked or removed. */
  ways: readonly string[];
  isByAdministrator: boolean;
  /** As far as they are known; an administrator's never. */
  browser: string | undefined;
  system: string | undefined;
  network: string | undefined;
  /** The app's own address, for links; without it the mail has none, since a request's host is the sender's to choose. */
  origin: string | undefined;
}

export function securityMail(news: SecurityNews, reader: Reader, locale: Locale): Mail {
  const t = translator(locale, "mails");
  const { kind, isByAdministrator, origin } = news;
  const cantReturn = kind === "account_deleted" || isByAdministrator;
  const advice = cantReturn ? t("notAsked") : reader.isFormer ? t("notYouMoved") : t("notYou");
  const links: MailPart[] =
    reader.isFormer || cantReturn || origin === undefined
      ? []
      : [
          { as: "button", text: t("setPassword"), href: `${origin}/recovery` },
          { as: "link", text: t("seeDevices"), href: `${origin}/sessions` },
        ];
  return {
    to: reader.address,
    locale,
    subject: t(`kinds.${kind}`),
    parts: [
      { as: "text", text: t("lead", { brand: brand.name }) },
      { as: "facts", facts: factsOf(news, locale) },
      ...(isByAdministrator ? [] : [{ as: "text", text: t("wasYou") } as const]),
      { as: "text", text: advice },
      ...links,
    ],
  };
}

function factsOf(news: SecurityNews, locale: Locale): Fact[] {
  const t = translator(locale, "mails");
  const methods = translator(locale, "methods");
  const { kind, at, ways, browser, system, network, isByAdministrator } = news;
  const facts: Fact[] = [{ label: t("when"), value: utcText(at, { locale, withTime: true }) }];
  const label =
    kind === "account_linked" || kind === "account_unlinked"
      ? t("account")
      : kind === "credential_removed_by_administrator"
        ? t("credential")
        : t("way");
  if (ways.length > 0) facts.push({ label, value: ways.map((way) => wayName(way, methods)).join(" + ") });
  if (isByAdministrator) return [...facts, { label: t("by"), value: t("administrator") }];
  if (browser !== undefined || system !== undefined) {
    const device = { browser, system, isPhone: false };
    facts.push({ label: t("device"), value: deviceText(device, translator(locale, "sessions")) });
  }
  if (network !== undefined) facts.push({ label: t("network"), value: network });
  return facts;
}
