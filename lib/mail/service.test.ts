import { describe, expect, it } from "vitest";
import { readEnv } from "@/lib/env";

const FROM = "Example <hello@example.com>";
const INBOX = "http://127.0.0.1:4433/dev/inbox/messages";
const serverOf = (uri: string) => {
  const { mail } = readEnv({ MAIL_SMTP_URI: uri, MAIL_FROM: FROM });
  return mail?.kind === "smtp" ? mail.server : undefined;
};

describe("the place for mails", () => {
  it("is none where nothing names one, and no mail is sent", () => {
    expect(readEnv({}).mail).toBeUndefined();
    expect(readEnv({ MAIL_FROM: FROM }).mail).toBeUndefined();
  });

  it("is an SMTP server, with TLS unless a catcher on the same machine can't", () => {
    expect(serverOf("smtps://user:p%40ss@mail.example.com")).toEqual({
      host: "mail.example.com",
      port: 465,
      isImplicitTls: true,
      isPlain: false,
      verifiesCertificate: true,
      serverName: undefined,
      auth: { user: "user", pass: "p@ss" },
    });
    expect(serverOf("smtp://mail.example.com")).toMatchObject({ port: 587, isPlain: false, auth: undefined });
    expect(serverOf("smtp://[::1]:1025/?disable_starttls=true")).toMatchObject({
      host: "::1",
      port: 1025,
      isPlain: true,
    });
    expect(serverOf("smtps://a.example/?skip_ssl_verify=true&server_name=b.example")).toMatchObject({
      verifiesCertificate: false,
      serverName: "b.example",
    });
    expect(serverOf("smtps://user:100%@a.example")?.auth?.pass).toBe("100%");
  });

  it("wants a sender for a server", () => {
    expect(() => readEnv({ MAIL_SMTP_URI: "smtps://a.example" })).toThrow(/MAIL_FROM is not set/);
  });

  it.each([
    ["MAIL_SMTP_URI", "mail.example.com"],
    ["MAIL_SMTP_URI", "https://mail.example.com"],
    ["MAIL_FROM", "Example"],
    ["MAIL_FROM", "Example <hello>"],
    ["MAIL_FROM", "a@b.example\r\nBcc: c@d.example"],
    ["MAIL_INBOX_URL", "http://mail.example.com/dev/inbox/messages"],
    ["MAIL_INBOX_URL", "https://localhost.example/"],
  ])("names %s where it is not right: %s", (name, value) => {
    expect(() => readEnv({ [name]: value })).toThrow(name);
  });

  it("is the dev inbox on this machine where no server is named", () => {
    expect(readEnv({ MAIL_INBOX_URL: INBOX }).mail).toEqual({ kind: "inbox", url: INBOX });
    expect(
      readEnv({ MAIL_INBOX_URL: INBOX, MAIL_SMTP_URI: "smtps://a.example", MAIL_FROM: FROM }).mail,
    ).toMatchObject({ kind: "smtp", from: { name: "Example", address: "hello@example.com" } });
  });

  it("takes a sender with and without a name", () => {
    const from = (text: string) => {
      const { mail } = readEnv({ MAIL_SMTP_URI: "smtps://a.example", MAIL_FROM: text });
      return mail?.kind === "smtp" ? mail.from : undefined;
    };
    expect(from("hello@example.com")).toEqual({ name: "", address: "hello@example.com" });
    expect(from('"Example, Inc." <hello@example.com>')).toEqual({
      name: "Example, Inc.",
      address: "hello@example.com",
    });
  });
});
