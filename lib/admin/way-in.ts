/** The mail by which an administrator lets somebody in: into a new account, or back into one. */
import type { Identity } from "@ory/client";
import { brand } from "@/identity/brand";
import { ownSecurityEvents } from "@/lib/activity/security-events";
import { database } from "@/lib/db/database";
import type { Locale } from "@/lib/i18n/languages";
import { translator } from "@/lib/i18n/translator";
import { utcText } from "@/lib/i18n/utc-text";
import type { Mail } from "@/lib/mail/mail";
import { readersLanguage } from "@/lib/security-mails/language";
import type { RecoveryHandout } from "./identities";

/** As many visits are looked through for the language of the pages. */
const LOOK_BACK = 20;

/** @returns the address that the account is recovered by, else the first one it has; confirmed or not: an administrator has seen it */
export function addressFor({ recovery_addresses, verifiable_addresses }: Identity): string | undefined {
  const all = [...(recovery_addresses ?? []), ...(verifiable_addresses ?? [])];
  return all.find(({ via }) => via === "email")?.value;
}

/** @param page  the administrator's own language, for whoever has never been here */
export async function languageFor(identity: Identity, page: Locale): Promise<Locale> {
  const { events } = await ownSecurityEvents(database(), identity.id).page({ limit: LOOK_BACK });
  return readersLanguage(identity, { page, isCertain: false, earlier: events });
}

export function wayInMail({ link, expiresAt }: RecoveryHandout, to: string, locale: Locale): Mail {
  const t = translator(locale, "mails");
  const until =
    expiresAt === undefined ? undefined : utcText(Date.parse(expiresAt), { locale, withTime: true });
  return {
    to,
    locale,
    subject: t("wayIn.subject", { brand: brand.name }),
    parts: [
      { as: "text", text: t("wayIn.text", { brand: brand.name }) },
      { as: "button", text: t("wayIn.go"), href: link },
      ...(until === undefined
        ? []
        : [{ as: "facts", facts: [{ label: t("wayIn.until"), value: until }] } as const]),
      { as: "quiet", text: t("notAsked") },
    ],
  };
}
