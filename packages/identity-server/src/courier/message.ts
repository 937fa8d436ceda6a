// A message in the queue, and the attempts to deliver it.
import type { AddressChannel } from "../identities/identity.js";
import type { JsonObject } from "../json.js";
import type { Timestamp } from "../time.js";
import type { MailType } from "./mail.js";

/**
 * A mail that somebody else has written and that only lies in the dev inbox. Kratos knows the name, so that clients of
 * the admin API who hold types to a list take it too.
 */
export const STRAY = "stub";

export type MessageStatus = "queued" | "processing" | "sent" | "abandoned";

export const messageStatuses: readonly MessageStatus[] = ["queued", "sent", "processing", "abandoned"];

export interface Message {
  id: string;
  /** Grows with each message: newer ones have higher numbers. */
  sequence: number;
  status: MessageStatus;
  channel: AddressChannel;
  recipient: string;
  /** Empty in a message to a phone, as is `html`. */
  subject: string;
  /** The plain text. */
  body: string;
  html: string;
  templateType: MailType | typeof STRAY;
  templateData: JsonObject;
  /** Of the request that caused it, those that `clients.web_hook.header_allowlist` lets through. */
  requestHeaders: JsonObject;
  /** How often it was tried. */
  sendCount: number;
  createdAt: Timestamp;
  updatedAt: Timestamp;
}

export interface Dispatch {
  id: string;
  messageId: string;
  status: "success" | "failed";
  /** What went wrong; empty after a success. */
  error: JsonObject;
  createdAt: Timestamp;
  updatedAt: Timestamp;
}
