// To whom, in which language and in which words somebody is told of their account; and what counts as a new device.
import { describe, expect, it } from "vitest";
import { securityMails } from "@/identity/security-mails";
import type { SecurityEvent } from "@/lib/activity/security-events";
import { locales } from "@/lib/i18n/languages";
import { catalogues } from "@/lib/i18n/translator";
import { renderMail } from "@/lib/mail/mail";
import { areAddressesChanged, readersOf } from "./addresses";
import { type SecurityMailKind, securityMail, type SecurityNews } from "./compose";
import { isNewDevice } from "./devices";
import { readersLanguage } from "./language";

const account = (addresses: Record<string, boolean>, more: object = {}) => ({
  id: "1",
  verifiable_addresses: Object.entries(addresses).map(([value, verified]) => ({
    value,
    verified,
    via: value.startsWith("+") ? "sms" : "email",
  })),
  ...more,
});

describe("those who are told", () => {
  it("are the confirmed mail addresses", () => {
    const given = account({ "ada@a.example": true, "new@a.example": false, "+4930123456": true });
    expect(readersOf(given)).toEqual([{ address: "ada@a.example", isFormer: false }]);
    expect(readersOf({ id: "1" })).toEqual([]);
    expect(readersOf({ id: "1", verifiable_addresses: "odd" })).toEqual([]);
  });

  it("are also the addresses that the account has lost, confirmed or not", () => {
    const before = account({ "old@a.example": false, "kept@a.example": true });
    const after = account({ "kept@a.example": true, "new@a.example": false });
    expect(areAddressesChanged(before, after)).toBe(true);
    expect(readersOf(after, before)).toEqual([
      { address: "old@a.example", isFormer: true },
      { address: "kept@a.example", isFormer: false },
    ]);
  });

  it("stay who they were where an address is only written or confirmed in another way", () => {
    const before = account({ "Ada@a.example": false });
    expect(areAddressesChanged(before, account({ "ada@a.example": true }))).toBe(false);
    expect(readersOf(account({ "ada@a.example": true }), before)).toEqual([
      { address: "ada@a.example", isFormer: false },
    ]);
  });
});

const trace = (given: Partial<SecurityEvent> = {}) =>
  ({ kind: "signed_in", browser: "Firefox", system: "Linux", address: "203.0.113.0/24", ...given }) as const;

describe("a sign-in", () => {
  it("is from a new device where browser, system or network is another than ever before", () => {
    const earlier = [trace(), trace({ browser: "Chrome" })];
    expect(isNewDevice(trace(), earlier)).toBe(false);
    expect(isNewDevice(trace({ browser: "Safari" }), earlier)).toBe(true);
    expect(isNewDevice(trace({ system: "Windows" }), earlier)).toBe(true);
    expect(isNewDevice(trace({ address: "198.51.100.0/24" }), earlier)).toBe(true);
  });

  it("is none where nothing was there before, as the first one", () => {
    expect(isNewDevice(trace(), [])).toBe(false);
    expect(isNewDevice(trace(), [trace({ kind: "changed_by_administrator", browser: undefined })])).toBe(
      false,
    );
  });

  it("is compared with the sign-up, and not with what others did", () => {
    expect(isNewDevice(trace(), [trace({ kind: "signed_up" })])).toBe(false);
    expect(isNewDevice(trace(), [trace({ kind: "signed_up", browser: "Chrome" })])).toBe(true);
    const others = [trace({ kind: "password_changed" }), trace({ browser: "Chrome" })];
    expect(isNewDevice(trace(), others)).toBe(true);
  });
});

describe("the language of a mail about an account", () => {
  const of = (language: SecurityEvent["language"]) => ({ language });

  it("is the one that the account names, as in the identity service's mails", () => {
    const options = { page: "fr", isCertain: true, earlier: [of("nl")] } as const;
    expect(readersLanguage({ id: "1", traits: { lang: "de-AT" } }, options)).toBe("de");
    expect(readersLanguage({ id: "1", traits: { locale: "sv" } }, options)).toBe("sv");
    expect(readersLanguage({ id: "1", traits: { lang: "xx", locale: 7 } }, options)).toBe("fr");
  });

  it("is the page's where the reader acts, and else the one that they had last", () => {
    const earlier = [of(undefined), of("nl"), of("pl")];
    expect(readersLanguage({ id: "1" }, { page: "fr", isCertain: true, earlier })).toBe("fr");
    expect(readersLanguage({ id: "1" }, { page: "fr", isCertain: false, earlier })).toBe("nl");
    expect(readersLanguage({ id: "1" }, { page: undefined, isCertain: true, earlier })).toBe("nl");
    expect(readersLanguage({ id: "1" }, { page: "fr", isCertain: false, earlier: [] })).toBe("fr");
    expect(readersLanguage({ id: "1" }, { page: undefined, isCertain: true, earlier: [] })).toBe("en");
  });
});

const kinds = Object.keys(securityMails) as SecurityMailKind[];
const news = (kind: SecurityMailKind, given: Partial<SecurityNews> = {}): SecurityNews => ({
  kind,
  at: Date.parse("2026-11-28T10:02:00Z"),
  ways: ["password", "totp"],
  isByAdministrator: kind.endsWith("_by_administrator"),
  browser: "Firefox",
  system: "Linux",
  network: "203.0.113.0/24",
  origin: "https://app.example",
  ...given,
});
const reader = { address: "ada@a.example", isFormer: false };
const textOf = (given: SecurityNews, to = reader) => renderMail(securityMail(given, to, "en")).text;

describe("a mail about an account", () => {
  it.each(locales)("has a text for each occasion in %s, with nothing left to fill in", (locale) => {
    const { mails } = catalogues[locale];
    expect(Object.keys(mails.kinds).sort()).toEqual([...kinds].sort());
    for (const kind of kinds) {
      const { subject, text, html } = renderMail(securityMail(news(kind), reader, locale));
      expect(subject).toBe(mails.kinds[kind]);
      expect(text + html).not.toMatch(/undefined|\{\w+\}|mails\./);
      expect(text).toContain("UTC");
    }
  });

  it("says what, when, how and from where, and what to do if it was somebody else", () => {
    const { subject, text } = renderMail(securityMail(news("new_device"), reader, "en"));
    expect(subject).toBe("New sign-in to your account");
    expect(text).toContain("When: Nov 28, 2026, 10:02");
    expect(text).toContain(
      "How: Password + Authenticator app\nDevice: Firefox on Linux\nNetwork: 203.0.113.0/24",
    );
    expect(text).toContain("https://app.example/recovery");
    expect(text).toContain("https://app.example/sessions");
  });

  it("has no link where the app's own address is not configured: a request could name any", () => {
    expect(textOf(news("password_changed", { origin: undefined }))).not.toContain("http");
  });

  it("does not send the former reader into an account that is no longer reached from there", () => {
    const text = textOf(news("address_changed", { ways: [] }), { ...reader, isFormer: true });
    expect(text).toContain("please answer this mail at once");
    expect(text).not.toContain("http");
  });

  it("says of an administrator that it was one, and not where they sit", () => {
    const text = textOf(news("credential_removed_by_administrator", { ways: ["totp"] }));
    expect(text).toContain("Removed: Authenticator app");
    expect(text).toContain("Done by: an administrator");
    expect(text).not.toMatch(/Firefox|203\.0/);
  });

  it("names the account that was linked", () => {
    expect(textOf(news("account_linked", { ways: ["oidc:github"] }))).toContain("Linked account: github");
  });

  it("shows what a device calls itself as text alone", () => {
    const mail = renderMail(securityMail(news("new_device", { browser: "<b>x</b>" }), reader, "en"));
    expect(mail.html).toContain("&lt;b&gt;x&lt;/b&gt;");
  });
});
