// `courier`: what the server sends, how, and from which templates.
import * as z from "zod";
import { requestAuth } from "./hooks.js";
import { count, duration, httpUrl, resourceUrl } from "./values.js";

/** What a mail's service is told where no template is named. */
const DEFAULT_BODY = `function(ctx)
  local data(name) = std.get(ctx.template_data, name);
  {
    recipient: ctx.recipient,
    template_type: ctx.template_type,
    to: data('to'),
    recovery_code: data('recovery_code'),
    recovery_url: data('recovery_url'),
    verification_url: data('verification_url'),
    verification_code: data('verification_code'),
    subject: ctx.subject,
    body: ctx.body,
  }`;

const requestConfig = z.strictObject({
  url: httpUrl(),
  method: z.string().default("POST"),
  headers: z.record(z.string(), z.string()).default({}),
  /** A Jsonnet document: a function that is called with the message as `ctx` and makes the request's body. */
  body: resourceUrl().default(`base64://${Buffer.from(DEFAULT_BODY).toString("base64")}`),
  auth: requestAuth.optional(),
});

// As in Kratos, where defaults do not reach into a list.
const channelRequest = requestConfig.extend({
  method: z.string().default("GET"),
  body: resourceUrl(),
});

const emailTemplate = z.strictObject({
  subject: resourceUrl().optional(),
  body: z.strictObject({ html: resourceUrl().optional(), plaintext: resourceUrl().optional() }).prefault({}),
});
const smsTemplate = z.strictObject({
  body: z.strictObject({ plaintext: resourceUrl().optional() }).prefault({}),
});
const valid = z.strictObject({ email: emailTemplate, sms: smsTemplate.optional() }).optional();
const invalid = z.strictObject({ email: emailTemplate }).optional();
const template = z.strictObject({ valid, invalid }).optional();
const onlyValid = z.strictObject({ valid }).optional();

export const courier = z
  .strictObject({
    templates: z
      .strictObject({
        recovery: template,
        recovery_code: template,
        verification: template,
        verification_code: template,
        login_code: onlyValid,
        registration_code: onlyValid,
      })
      .prefault({}),
    /** A folder with templates of one's own: `<name>/<valid|invalid>/email.{subject,body,body.plaintext}.gotmpl`. */
    template_override_path: z.string().optional(),
    /** How often a message is tried again before it is abandoned. */
    message_retries: count(5),
    worker: z.strictObject({ pull_count: count(10, { min: 1 }), pull_wait: duration("1s") }).prefault({}),
    delivery_strategy: z.enum(["smtp", "http"]).default("smtp"),
    http: z.strictObject({ request_config: requestConfig.optional() }).prefault({}),
    smtp: z
      .strictObject({
        connection_uri: z
          .string()
          .refine(
            (text) => /^smtps?:\/\//.test(text) && URL.canParse(text),
            "must be an address such as smtp://user:password@mail.example.org:587/ or smtps://mail.example.org:465/",
          )
          .optional(),
        client_cert_path: z.string().default(""),
        client_key_path: z.string().default(""),
        from_address: z
          .string()
          .regex(/^[^\s@]+@[^\s@]+$/, "must be an email address")
          .default("no-reply@ory.kratos.sh"),
        from_name: z.string().default(""),
        headers: z.record(z.string(), z.string()).default({}),
        local_name: z.string().default("localhost"),
      })
      .prefault({}),
    channels: z
      .array(
        z.strictObject({
          id: z.literal("sms"),
          type: z.literal("http").default("http"),
          request_config: channelRequest,
        }),
      )
      .default([]),
  })
  .prefault({});
