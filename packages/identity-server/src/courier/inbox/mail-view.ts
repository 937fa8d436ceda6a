// A mail as a developer or a test wants it: with its code and its links at hand.
import type { JsonObject } from "../../json.js";
import { iso } from "../../time.js";
import type { Message, MessageStatus } from "../message.js";

export interface MailView {
  id: string;
  recipient: string;
  subject: string;
  text: string;
  html: string;
  /** What the person is asked to enter; null when the mail has none. */
  code: string | null;
  /** The link that the mail is about first, then any others. */
  links: string[];
  template_type: string;
  status: MessageStatus;
  created_at: string;
}

const CODES = ["recovery_code", "verification_code", "login_code", "registration_code"];
const LINKS = ["recovery_url", "verification_url"];

export function mailView(message: Message): MailView {
  const data = message.templateData;
  const [code] = texts(data, CODES);
  return {
    id: message.id,
    recipient: message.recipient,
    subject: message.channel === "sms" ? "Text message" : message.subject,
    text: message.body,
    html: message.html,
    code: code ?? null,
    links: [...new Set([...texts(data, LINKS), ...linksIn(message.body)])],
    template_type: message.templateType,
    status: message.status,
    created_at: iso(message.createdAt),
  };
}

function texts(data: JsonObject, names: string[]): string[] {
  return names.map((name) => data[name]).filter((value) => typeof value === "string");
}

function linksIn(text: string): string[] {
  return [...text.matchAll(/https?:\/\/[^\s<>"]+/g)].map(([link]) => link.replace(/[.,;:!?)]+$/, ""));
}
