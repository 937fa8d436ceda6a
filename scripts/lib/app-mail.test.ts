import { expect, test } from "vitest";
import { parseSender, parseSmtpUri } from "../../lib/mail/service";
import { appMailOverrides } from "./app-mail.mjs";

const config = { courier: { smtp: { from_address: "hello@foyer.example", from_name: "Foyer" } } };
const inboxUrl = "http://127.0.0.1:4433/dev/inbox/messages";

test("it takes over the mail server and the sender of the identity server", () => {
  const overrides = appMailOverrides(config, { COURIER_SMTP_CONNECTION_URI: "smtps://u:p@mail.example" }, {});
  expect(overrides).toEqual({
    MAIL_SMTP_URI: "smtps://u:p@mail.example",
    MAIL_FROM: "Foyer <hello@foyer.example>",
  });
  expect(parseSmtpUri(overrides.MAIL_SMTP_URI ?? "")).toMatchObject({ host: "mail.example", port: 465 });
  expect(parseSender(overrides.MAIL_FROM ?? "")).toEqual({ name: "Foyer", address: "hello@foyer.example" });
});

test("it leaves alone what is set for the app itself", () => {
  const env = { COURIER_SMTP_CONNECTION_URI: "smtp://a.example", MAIL_SMTP_URI: "smtp://b.example" };
  expect(appMailOverrides(config, env)).toEqual({});
  const from = { COURIER_SMTP_CONNECTION_URI: "smtp://a.example", MAIL_FROM: "b@b.example" };
  expect(appMailOverrides(config, from)).toEqual({ MAIL_SMTP_URI: "smtp://a.example" });
});

test("it puts mails into the dev inbox where one is and no server is named", () => {
  expect(appMailOverrides(config, {}, { inboxUrl })).toEqual({ MAIL_INBOX_URL: inboxUrl });
  expect(
    appMailOverrides(config, { COURIER_SMTP_CONNECTION_URI: "smtp://a.example" }, { inboxUrl }),
  ).not.toHaveProperty("MAIL_INBOX_URL");
});

test("it names no place in production form where the identity server sends by HTTP, or from nobody", () => {
  expect(appMailOverrides(config, {})).toEqual({});
  const byHttp = { COURIER_SMTP_CONNECTION_URI: "smtp://a.example", COURIER_DELIVERY_STRATEGY: "http" };
  expect(appMailOverrides(config, byHttp)).toEqual({});
  expect(appMailOverrides({}, { COURIER_SMTP_CONNECTION_URI: "smtp://a.example" })).toEqual({});
});
