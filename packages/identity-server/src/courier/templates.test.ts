// The starter's own mails, as they are in identity/mail.
import { fileURLToPath } from "node:url";
import pino from "pino";
import { beforeAll, describe, expect, it } from "vitest";
import { loadConfig } from "../config/index.js";
import type { JsonObject } from "../json.js";
import { mailTypes, templatePlace, type MailType } from "./mail.js";
import { createHttpClient } from "../outgoing/client.js";
import { loadTemplates, type Templates } from "./templates.js";

const identityFolder = fileURLToPath(new URL("../../../../identity/", import.meta.url));
let templates: Templates;

beforeAll(async () => {
  const config = loadConfig({
    files: [`${identityFolder}kratos.yml`],
    env: { COURIER_TEMPLATE_OVERRIDE_PATH: `${identityFolder}mail` },
    isDev: true,
  });
  templates = await loadTemplates(
    createHttpClient(() => config),
    config,
    pino({ level: "silent" }),
  );
});

const secrets: Partial<Record<MailType, string[]>> = {
  recovery_valid: ["http://localhost:3000/recover?flow=a&token=b"],
  recovery_code_valid: ["012345"],
  verification_valid: ["http://localhost:3000/verify?flow=a&token=b"],
  verification_code_valid: ["012345", "http://localhost:3000/verify?flow=a&code=012345"],
  login_code_valid: ["012345"],
  registration_code_valid: ["012345"],
};

function dataFor(type: MailType, payload: JsonObject): JsonObject {
  const { name, validity } = templatePlace(type);
  const [first, second] = secrets[type] ?? [];
  return {
    to: "ann@example.org",
    request_url: "http://localhost:3000/",
    transient_payload: payload,
    ...(validity === "valid" && {
      expires_in_minutes: 15,
      identity: { traits: { email: "ann@example.org" } },
      traits: {},
    }),
    ...(name.endsWith("_code") ? { [name]: first, verification_url: second } : { [`${name}_url`]: first }),
  };
}

const asHtml = (text: string) => text.replaceAll("&", "&amp;");

describe.each(mailTypes)("the mail %s", (type) => {
  it.each([
    ["en", {}],
    ["de", { lang: "de-AT" }],
    ["fr", { lang: "fr" }],
    ["es", { lang: "es" }],
    ["pt", { lang: "pt-BR" }],
    ["pl", { lang: "pl" }],
    ["nl", { lang: "nl" }],
    ["sv", { lang: "sv" }],
    ["ar", { lang: "ar" }],
    ["ja", { lang: "JA" }],
    ["en", { lang: "xx" }],
    ["en", { lang: 5 }],
  ])("is written in %s for %o", (language, payload) => {
    const mail = templates.render(type, dataFor(type, payload));
    expect(mail.html).toContain(`<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}">`);
    expect(mail.html).toContain(language === "ar" ? 'align="right"' : 'align="left"');
    if (language !== "en") expect(mail.subject).not.toBe(templates.render(type, dataFor(type, {})).subject);
    expect(mail.text).not.toMatch(/no value|\{\{|^\s/);
    expect(mail.subject).toMatch(/^\S.{9,70}$/);
    for (const secret of secrets[type] ?? []) {
      expect(mail.text).toContain(secret);
      expect(mail.html).toContain(asHtml(secret));
    }
    if (secrets[type]) expect(mail.text).toContain("15");
    if (type.includes("_code_valid")) expect(mail.subject).toContain("012345");
  });
});
