// Chooses how a message goes out: mails by SMTP or HTTP, messages to phones by the channel for them.
import type { Config } from "../config/index.js";
import type { HttpClient } from "../outgoing/client.js";
import type { Delivery } from "./delivery.js";
import { deliverByHttp } from "./http-channel.js";
import type { Message } from "./message.js";
import { createSmtpClient, type SmtpClient } from "./smtp.js";

export interface Post {
  deliver: (message: Message) => Promise<Delivery>;
  close: () => void;
}

const NO_SMS_CHANNEL = 'courier.channels: there is none with the id "sms", to send text messages by';

/** Follows the configuration as it changes. In development, what nothing is configured for stays in the dev inbox. */
export function createPost(config: () => Config, http: HttpClient): Post {
  let client: { key: string; smtp: SmtpClient } | undefined;
  return {
    deliver: async (message) => (message.channel === "sms" ? toPhone(message) : toMailbox(message)),
    close: () => {
      client?.smtp.close();
    },
  };

  async function toPhone(message: Message): Promise<Delivery> {
    const { courier, dev } = config();
    const index = courier.channels.findIndex(({ id }) => id === message.channel);
    const channel = courier.channels[index];
    if (channel) {
      const key = `courier.channels.${String(index)}.request_config`;
      return deliverByHttp(http, channel.request_config, key, message);
    }
    const staysInInbox = dev && courier.smtp.connection_uri === undefined;
    return staysInInbox ? { kind: "delivered" } : { kind: "failed", reason: NO_SMS_CHANNEL, isFinal: false };
  }

  async function toMailbox(message: Message): Promise<Delivery> {
    const { delivery_strategy, http: byHttp, smtp } = config().courier;
    if (delivery_strategy === "http" && byHttp.request_config) {
      return deliverByHttp(http, byHttp.request_config, "courier.http.request_config", message);
    }
    if (smtp.connection_uri === undefined) return { kind: "delivered" };
    const key = JSON.stringify(smtp);
    if (client?.key !== key) {
      client?.smtp.close();
      client = { key, smtp: createSmtpClient(smtp) };
    }
    return client.smtp.deliver(message);
  }
}
