// The templates of mails: a fork's own files where the configuration names them, built-in ones elsewhere. Read and
// checked when the server starts; in development read again when a file changes.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import type { Config } from "../config/index.js";
import type { HttpClient } from "../outgoing/client.js";
import { loadFresh } from "../outgoing/documents.js";
import type { JsonObject } from "../json.js";
import { builtinSms, builtinTemplate, type MailText } from "./builtin-templates.js";
import { compileTemplate, type Render, type Source, type TemplateFiles } from "./go-template/index.js";
import { fieldName, mailFields, mailTypes, templateFields, templatePlace, type MailType } from "./mail.js";
import { smsTypes, smsValueNames, smsValues } from "./text-message.js";

export interface Templates {
  /** Fills a mail's templates in. Never fails: a template that can't take the values is logged and the built-in one sent. */
  render(type: MailType, data: JsonObject): MailText;
  /** Likewise, for a message to a phone. @param data of the mail of that type */
  renderSms(type: MailType, data: JsonObject): string;
}

type Part = keyof MailText;
type Renderers = Record<Part, Render>;

interface LoadedMail {
  renderers: Renderers;
  /** Changes when a file of the mail's folder does. */
  stamp: string;
}

/** As Kratos looks for them; the pattern names files whose templates this one may call, one for a language, say. */
const SMS_FILE = "sms.body.gotmpl";
const FILES: Record<Part, { name: string; prefix: string }> = {
  subject: { name: "email.subject.gotmpl", prefix: "email.subject" },
  text: { name: "email.body.plaintext.gotmpl", prefix: "email.body.plaintext" },
  html: { name: "email.body.gotmpl", prefix: "email.body" },
};

/**
 * @throws TemplateError with file and line when a template has a fault, Error when one can't be loaded
 */
export async function loadTemplates(http: HttpClient, config: Config, log: Logger): Promise<Templates> {
  const folder = config.courier.template_override_path;
  if (folder !== undefined && !existsSync(folder)) {
    log.warn(`courier.template_override_path: there is no folder ${folder}; the built-in mails are sent`);
  }
  const addresses = await loadAddresses(http, config);
  const load = (type: MailType): LoadedMail => ({
    stamp: folderStamp(folder, type),
    renderers: compileMail(type, folder, addresses.get(type) ?? {}),
  });
  const loaded = new Map(mailTypes.map((type) => [type, load(type)]));
  const sms = new Map<MailType, Render>();
  for (const type of smsTypes) sms.set(type, compileSms(type, folder, await loadSmsText(http, config, type)));

  const current = (type: MailType): Renderers | undefined => {
    const mail = loaded.get(type);
    if (!config.dev || mail?.stamp === folderStamp(folder, type)) return mail?.renderers;
    try {
      const fresh = load(type);
      loaded.set(type, fresh);
      return fresh.renderers;
    } catch (error) {
      log.error({ err: error }, "a mail template has a fault; the one from before is used");
      return mail?.renderers;
    }
  };

  return {
    render: (type, data) => {
      const fields = templateFields(data);
      const own = current(type);
      if (own) {
        try {
          return fill(own, fields);
        } catch (error) {
          log.error(
            { err: error, templateType: type },
            "a mail template could not take its values; the built-in one is sent",
          );
        }
      }
      return fill(compileMail(type, undefined, {}), fields);
    },
    renderSms: (type, data) => {
      const fields = templateFields(smsValues(type, data));
      const own = sms.get(type);
      try {
        if (own) return own(fields);
      } catch (error) {
        log.error(
          { err: error, templateType: type },
          "the template of a text message could not take its values; the built-in one is sent",
        );
      }
      return compileSms(type, undefined, undefined)(fields);
    },
  };
}

function fill(renderers: Renderers, fields: ReturnType<typeof templateFields>): MailText {
  return {
    // A subject is one line.
    subject: renderers.subject(fields).replace(/\s+/g, " ").trim(),
    text: renderers.text(fields),
    html: renderers.html(fields),
  };
}

function compileMail(type: MailType, folder: string | undefined, addresses: Partial<MailText>): Renderers {
  const builtin = builtinTemplate(type);
  const compile = (part: Part): Render => {
    const options = { isHtml: part === "html", fields: mailFields(type) };
    const named = addresses[part];
    if (named !== undefined)
      return compileTemplate({ main: { file: configKey(type, part), text: named } }, options);
    const files =
      folder === undefined ? undefined : filesOf(join(folder, ...Object.values(templatePlace(type))), part);
    return compileTemplate(files ?? { main: { file: `built-in ${type}`, text: builtin[part] } }, options);
  };
  return { subject: compile("subject"), text: compile("text"), html: compile("html") };
}

/** @param named the text at the address that the configuration names */
function compileSms(type: MailType, folder: string | undefined, named: string | undefined): Render {
  const options = { isHtml: false, fields: smsValueNames(type).map(fieldName) };
  if (named !== undefined) {
    return compileTemplate({ main: { file: smsConfigKey(type), text: named } }, options);
  }
  const file = folder === undefined ? "" : join(folder, ...Object.values(templatePlace(type)), SMS_FILE);
  const main =
    file !== "" && existsSync(file)
      ? { file, text: readFileSync(file, "utf8") }
      : { file: `built-in ${type} (sms)`, text: builtinSms(type) };
  return compileTemplate({ main }, options);
}

async function loadSmsText(
  http: HttpClient,
  { courier }: Config,
  type: MailType,
): Promise<string | undefined> {
  const address = smsConfig(courier.templates, type)?.body.plaintext;
  return address === undefined ? undefined : loadFresh(http, address, smsConfigKey(type));
}

function smsConfig(templates: Config["courier"]["templates"], type: MailType) {
  switch (type) {
    case "recovery_code_valid":
      return templates.recovery_code?.valid?.sms;
    case "verification_code_valid":
      return templates.verification_code?.valid?.sms;
    case "login_code_valid":
      return templates.login_code?.valid?.sms;
    case "registration_code_valid":
      return templates.registration_code?.valid?.sms;
    default:
      return undefined;
  }
}

function smsConfigKey(type: MailType): string {
  const { name, validity } = templatePlace(type);
  return `courier.templates.${name}.${validity}.sms.body.plaintext`;
}

function filesOf(folder: string, part: Part): TemplateFiles | undefined {
  const { name, prefix } = FILES[part];
  if (!existsSync(join(folder, name))) return undefined;
  const read = (file: string): Source => ({
    file: join(folder, file),
    text: readFileSync(join(folder, file), "utf8"),
  });
  // A text file is never called from HTML, and its text would not be read as HTML.
  const others = readdirSync(folder).filter(
    (file) =>
      file.startsWith(prefix) && file !== name && !(part === "html" && file.startsWith(FILES.text.prefix)),
  );
  return { main: read(name), others: others.map((file) => ({ name: file, source: read(file) })) };
}

function folderStamp(folder: string | undefined, type: MailType): string {
  if (folder === undefined) return "";
  const place = join(folder, ...Object.values(templatePlace(type)));
  if (!existsSync(place)) return "";
  return readdirSync(place)
    .map((file) => `${file}:${String(statSync(join(place, file)).mtimeMs)}`)
    .join();
}

async function loadAddresses(http: HttpClient, config: Config): Promise<Map<MailType, Partial<MailText>>> {
  const found = new Map<MailType, Partial<MailText>>();
  for (const type of mailTypes) {
    const email = emailConfig(config, type);
    if (!email) continue;
    const addresses: Record<Part, string | undefined> = {
      subject: email.subject,
      text: email.body.plaintext,
      html: email.body.html,
    };
    const texts: Partial<MailText> = {};
    for (const part of ["subject", "text", "html"] as const) {
      const address = addresses[part];
      if (address !== undefined) texts[part] = await loadFresh(http, address, configKey(type, part));
    }
    found.set(type, texts);
  }
  return found;
}

function emailConfig({ courier: { templates } }: Config, type: MailType) {
  switch (type) {
    case "recovery_valid":
      return templates.recovery?.valid?.email;
    case "recovery_invalid":
      return templates.recovery?.invalid?.email;
    case "recovery_code_valid":
      return templates.recovery_code?.valid?.email;
    case "recovery_code_invalid":
      return templates.recovery_code?.invalid?.email;
    case "verification_valid":
      return templates.verification?.valid?.email;
    case "verification_invalid":
      return templates.verification?.invalid?.email;
    case "verification_code_valid":
      return templates.verification_code?.valid?.email;
    case "verification_code_invalid":
      return templates.verification_code?.invalid?.email;
    case "login_code_valid":
      return templates.login_code?.valid?.email;
    case "registration_code_valid":
      return templates.registration_code?.valid?.email;
  }
}

function configKey(type: MailType, part: Part): string {
  const { name, validity } = templatePlace(type);
  const suffix = { subject: "subject", text: "body.plaintext", html: "body.html" }[part];
  return `courier.templates.${name}.${validity}.email.${suffix}`;
}
