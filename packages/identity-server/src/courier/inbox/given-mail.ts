// A mail that the dev inbox is given, in place of an SMTP server that nobody has set up yet.
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Timestamp } from "../../time.js";
import { type Message, STRAY } from "../message.js";

export const MAX_MAIL_BYTES = 256 * 1024;

const shape = z.strictObject({
  recipient: z.string().trim().toLowerCase().min(1).max(320),
  /** RFC 5322, 2.1.1: no line of a mail is longer. */
  subject: z.string().max(998),
  text: z.string(),
  html: z.string().default(""),
});

type Given = { mail: Omit<Message, "sequence">; problem?: undefined } | { mail?: undefined; problem: string };

/** @param body  JSON with `recipient`, `subject`, `text` and, if there is one, `html` */
export function givenMail(body: string, now: Timestamp): Given {
  const { success, data, error } = shape.safeParse(parsed(body));
  if (!success) return { problem: z.prettifyError(error) };
  return {
    mail: {
      id: randomUUID(),
      // It is where it was to go.
      status: "sent",
      channel: "email",
      recipient: data.recipient,
      subject: data.subject,
      body: data.text,
      html: data.html,
      templateType: STRAY,
      templateData: {},
      requestHeaders: {},
      sendCount: 1,
      createdAt: now,
      updatedAt: now,
    },
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
