// Mails to people: queued beside what causes them, sent in the background.
import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { JsonObject } from "../json.js";
import type { HttpClient } from "../outgoing/client.js";
import type { Timestamp } from "../time.js";
import type { Mail } from "./mail.js";
import type { Message } from "./message.js";
import { createPost } from "./post.js";
import { loadTemplates, type Templates } from "./templates.js";
import { smsTemplateData } from "./text-message.js";
import { createWorker, type WorkerOptions } from "./worker.js";

export interface Courier {
  /** Within a write: queues a mail, so that it is there if and only if what caused it is. @returns the message's id */
  insert(mail: Mail): string;
  /**
   * Does work once the answer in hand is out, so that its time tells nothing about the work. Failures are logged.
   * What must not be lost with the process is written down before.
   */
  defer(work: () => Promise<void>): void;
  /** Begins to deliver. Without it messages stay queued for another process. */
  start(): void;
  /** Reads the templates again after a change of the configuration. Keeps the old ones when the new have a fault. */
  reload(): Promise<void>;
  /** Finishes deferred work and deliveries in hand. */
  close(): Promise<void>;
}

export interface CourierOptions extends Omit<WorkerOptions, "deliver"> {
  /** For services that messages are handed to by HTTP. */
  http: HttpClient;
}

// Enough for the answer to have left.
const DEFER_MS = 20;

/**
 * @throws TemplateError with file and line when a mail template has a fault
 */
export async function openCourier(options: CourierOptions): Promise<Courier> {
  const { config, log } = options;
  let templates = await loadTemplates(options.http, config(), log);
  const post = createPost(config, options.http);
  const worker = createWorker({ ...options, deliver: post.deliver });
  const deferred = createDeferred(log);
  return {
    insert: (mail) => {
      const message = compose(mail, templates, options.now());
      options.store.messages.insert(message);
      // After the commit; a look too early finds nothing, and the next pull comes soon.
      setImmediate(() => {
        worker.wake();
      });
      return message.id;
    },
    defer: deferred.add,
    start: () => {
      worker.start();
    },
    reload: async () => {
      try {
        templates = await loadTemplates(options.http, config(), log);
      } catch (error) {
        log.error({ err: error }, "the mail templates have a fault; those from before are used");
      }
    },
    close: async () => {
      await deferred.close();
      await worker.close();
      post.close();
    },
  };
}

type Composed = Omit<Message, "sequence">;

function compose(mail: Mail, templates: Templates, now: Timestamp): Composed {
  const { channel = "email" } = mail;
  const data: JsonObject = { to: mail.to, ...mail.values };
  const { subject, text, html } =
    channel === "sms"
      ? { subject: "", text: templates.renderSms(mail.type, data), html: "" }
      : templates.render(mail.type, data);
  return {
    id: randomUUID(),
    status: "queued",
    channel,
    recipient: mail.to,
    subject,
    body: text,
    html,
    templateType: mail.type,
    templateData: channel === "sms" ? smsTemplateData(mail.type, data) : data,
    requestHeaders: mail.requestHeaders ?? {},
    sendCount: 0,
    createdAt: now,
    updatedAt: now,
  };
}

function createDeferred(log: Logger): {
  add: (work: () => Promise<void>) => void;
  close: () => Promise<void>;
} {
  const pending = new Set<Promise<void>>();
  return {
    add: (work) => {
      const done = new Promise((resolve) => setTimeout(resolve, DEFER_MS))
        .then(work)
        .catch((error: unknown) => {
          log.error({ err: error }, "work that was put off failed");
        })
        .finally(() => pending.delete(done));
      pending.add(done);
    },
    close: async () => {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}
