// Configurations whose messages go to the receiver: mails by `courier.http`, text messages by a channel.
import { RECEIVER } from "../lib/receiver";
import type { JsonValue } from "../lib/scenario";

type Settings = Record<string, JsonValue>;

const inline = (template: string) => `base64://${Buffer.from(template).toString("base64")}`;

/** All that a template is given. */
const everything = { method: "POST", body: inline("function(ctx) ctx") };

const mails = (config: Settings = everything): Settings => ({
  "courier.delivery_strategy": "http",
  "courier.http.request_config": { url: `${RECEIVER}/mails`, ...config },
});

const texts = (config: Settings = everything): Settings => ({
  "courier.channels": [{ id: "sms", type: "http", request_config: { url: `${RECEIVER}/texts`, ...config } }],
});

const working: Settings = { "courier.worker.pull_wait": "300ms" };
/** A message that fails is given up at once. */
const impatient: Settings = { ...working, "courier.message_retries": 0 };

/** Kratos wants a mail's template beside the one of a text message. */
const ownWords = (template: string): Settings => ({
  email: { body: { html: inline("Hello"), plaintext: inline("Hello") }, subject: inline("Hello") },
  sms: { body: { plaintext: inline(template) } },
});

const notifying: Settings = {
  "selfservice.flows.recovery.notify_unknown_recipients": true,
  "selfservice.flows.verification.notify_unknown_recipients": true,
};

/**
 * @param people what lets people have phones, and sign in by code
 */
export function courierHttpVariants(people: Settings): Record<string, Settings> {
  const withCodes: Settings = {
    ...people,
    ...working,
    ...notifying,
    "feature_flags.choose_recovery_address": true,
  };
  return {
    "courier-http": { ...withCodes, ...mails(), ...texts() },
    "courier-http-phones": { ...withCodes, ...texts(), "identity.default_schema_id": "phone" },
    "courier-http-second": {
      ...people,
      ...working,
      ...texts(),
      "selfservice.methods.code.passwordless_enabled": false,
      "selfservice.methods.code.mfa_enabled": true,
    },
    "courier-http-link": {
      ...people,
      ...working,
      ...notifying,
      ...mails(),
      "selfservice.flows.recovery.use": "link",
      "selfservice.flows.verification.use": "link",
    },
    /** No template is named. */
    "courier-http-default": { ...withCodes, ...mails({}), ...texts() },
    /** In the way of services that send text messages, and of those that send mails. */
    "courier-http-requests": {
      ...withCodes,
      ...mails({
        method: "PUT",
        headers: { "X-Tenant": "one" },
        auth: { type: "api_key", config: { in: "header", name: "X-Api-Key", value: "key" } },
        body: inline("function(ctx) { to: ctx.recipient, who: ctx.template_data.request_url }"),
      }),
      ...texts({
        url: `${RECEIVER}/texts?by=form`,
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        auth: { type: "basic_auth", config: { user: "account", password: "to:ken" } },
        body: inline("function(ctx) { To: ctx.recipient, From: '+15550100', Kind: ctx.message_type }"),
      }),
    },
    "courier-http-own-words": {
      ...withCodes,
      ...mails(),
      ...texts({ method: "POST", body: inline("function(ctx) { to: ctx.recipient, words: ctx.body }") }),
      "courier.templates.recovery_code.valid": ownWords(
        "{{ .RecoveryCode }} {{ .Identity.traits.nickname }} {{ .RequestURLDomain }} {{ .ExpiresInMinutes }}",
      ),
      "courier.templates.login_code.valid": ownWords("{{ .LoginCode }} {{ .Identity.traits.nickname }}"),
      "courier.templates.registration_code.valid": ownWords(
        "{{ .RegistrationCode }} {{ .Identity.nickname }}",
      ),
      "courier.templates.verification_code.valid": ownWords(
        "{{ .VerificationCode }} {{ .Identity.traits.nickname }} {{ .RequestURL }}",
      ),
    },
    "courier-http-failing": { ...people, ...impatient, ...mails(), ...texts() },
    "courier-http-broken": {
      ...people,
      ...impatient,
      ...mails({ body: inline("function(ctx) ctx.nothing") }),
      ...texts({ method: "POST", body: inline("function(ctx) error 'cancel'") }),
    },
    /** Mails go by SMTP to nobody, and nothing says how to reach a phone. */
    "courier-without-channel": { ...people, ...impatient },
  };
}
