// What is sent where the configuration names no template of its own: plain and short.
import type { MailType } from "./mail.js";

export interface MailText {
  subject: string;
  text: string;
  html: string;
}

const ignore = "If this was not you, you can ignore this mail.";
const validity = "valid for {{ .ExpiresInMinutes }} minutes and can be used once";

const texts: Record<MailType, { subject: string; paragraphs: string[] }> = {
  recovery_valid: {
    subject: "Get back into your account",
    paragraphs: [
      "Open this link to get back into your account:",
      "{{ .RecoveryURL }}",
      `It is ${validity}. ${ignore}`,
    ],
  },
  recovery_invalid: {
    subject: "Account recovery",
    paragraphs: [
      "Somebody asked to recover an account with this address, but there is no account with it.",
      "If it was you, please try the address that you signed up with.",
    ],
  },
  recovery_code_valid: {
    subject: "{{ .RecoveryCode }} is your recovery code",
    paragraphs: [
      "Enter this code to get back into your account:",
      "{{ .RecoveryCode }}",
      `It is ${validity}. ${ignore}`,
    ],
  },
  recovery_code_invalid: {
    subject: "Account recovery",
    paragraphs: [
      "Somebody asked to recover an account with this address, but there is no account with it.",
      "If it was you, please try the address that you signed up with.",
    ],
  },
  verification_valid: {
    subject: "Please confirm your address",
    paragraphs: [
      "Open this link to confirm that this address is yours:",
      "{{ .VerificationURL }}",
      `It is ${validity}. ${ignore}`,
    ],
  },
  verification_invalid: {
    subject: "Confirmation of an address",
    paragraphs: ["Somebody asked to confirm this address, but there is no account with it."],
  },
  verification_code_valid: {
    subject: "{{ .VerificationCode }} is your confirmation code",
    paragraphs: [
      "Enter this code to confirm that this address is yours:",
      "{{ .VerificationCode }}",
      "Or open this link:",
      "{{ .VerificationURL }}",
      `Code and link are ${validity}. ${ignore}`,
    ],
  },
  verification_code_invalid: {
    subject: "Confirmation of an address",
    paragraphs: ["Somebody asked to confirm this address, but there is no account with it."],
  },
  login_code_valid: {
    subject: "{{ .LoginCode }} is your sign-in code",
    paragraphs: ["Enter this code to sign in:", "{{ .LoginCode }}", `It is ${validity}. ${ignore}`],
  },
  registration_code_valid: {
    subject: "{{ .RegistrationCode }} is your sign-up code",
    paragraphs: [
      "Enter this code to complete your sign-up:",
      "{{ .RegistrationCode }}",
      `It is ${validity}. ${ignore}`,
    ],
  },
};

export function builtinTemplate(type: MailType): MailText {
  const { subject, paragraphs } = texts[type];
  const html = paragraphs.map((paragraph) => `<p>${asHtml(paragraph)}</p>`).join("\n");
  return { subject, text: `${paragraphs.join("\n\n")}\n`, html: `${html}\n` };
}

/**
 * Lets a browser fill the code in, on the page of that domain alone. Only recovery knows its domain.
 *
 * @see https://wicg.github.io/sms-one-time-codes/
 */
const ORIGIN_BOUND_CODE = "@{{ .RequestURLDomain }} #{{ .RecoveryCode }}";

/** A message to a phone: who asked for it has the page open, so the code is enough. */
export function builtinSms(type: MailType): string {
  const { subject } = texts[type];
  const text = `${subject}, valid for {{ .ExpiresInMinutes }} minutes.\n`;
  return type === "recovery_code_valid" ? `${text}\n${ORIGIN_BOUND_CODE}\n` : text;
}

function asHtml(paragraph: string): string {
  if (/^\{\{ \.\w+URL \}\}$/.test(paragraph)) return `<a href="${paragraph}">${paragraph}</a>`;
  return /^\{\{ \.\w+Code \}\}$/.test(paragraph) ? `<strong>${paragraph}</strong>` : paragraph;
}
