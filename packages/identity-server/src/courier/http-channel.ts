// Hands messages to a service by HTTP, as a `request_config` describes it: one that sends mails or text messages.
import type { JsonObject } from "../json.js";
import type { HttpClient } from "../outgoing/client.js";
import { templatedRequest, type RequestConfig } from "../outgoing/request.js";
import type { Delivery } from "./delivery.js";
import type { Message } from "./message.js";

const TIMEOUT_MS = 10_000;
// Of the answer, the status is all that counts.
const MAX_BYTES = 1024;

/** @param key the configuration key of the request, for errors */
export async function deliverByHttp(
  http: HttpClient,
  config: RequestConfig,
  key: string,
  message: Message,
): Promise<Delivery> {
  try {
    const request = await templatedRequest(http, config, bodyContext(message), key);
    if (!request) return failed(`${key}.body: the template cancelled the message`, { isFinal: true });
    // No retries: the queue has its own.
    const { status } = await http.send(request, { timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES });
    if (status >= 200 && status < 300) return { kind: "delivered" };
    return failed(`the service was sent the message, and answered ${String(status)}`);
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}

/** What the template of the body is called with, as `ctx`. */
function bodyContext(message: Message): JsonObject {
  return {
    recipient: message.recipient,
    subject: message.subject,
    body: message.body,
    ...(message.html !== "" && { html_body: message.html }),
    template_type: message.templateType,
    template_data: message.templateData,
    message_type: message.channel,
    request_headers: message.requestHeaders,
  };
}

function failed(reason: string, { isFinal = false } = {}): Delivery {
  return { kind: "failed", reason, isFinal };
}
