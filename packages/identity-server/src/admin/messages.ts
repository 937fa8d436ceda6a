// The courier's messages in the admin API.
import type { Context } from "../context.js";
import { messageStatuses, type Dispatch, type Message, type MessageStatus } from "../courier/message.js";
import { badRequest } from "../http/errors.js";
import { keysetHeaders, keysetSize, readInteger } from "../http/pagination.js";
import { seal, unseal } from "../http/seal.js";
import type { JsonObject } from "../json.js";
import { iso } from "../time.js";
import { invalidPageToken, malformed, noSuchResource, ok, readUuid, type AdminHandler } from "./answer.js";

const KEYSET_SIZES = { default: 10, max: 500 };
/** Messages hold codes and links: only a developer sees them here. */
const REDACTED = "<redacted-unless-dev-mode>";
/** Higher than the number of any message. */
const BEFORE_NONE = 999_999_999_999_999;
const TOKEN_PURPOSE = "page of courier messages";

export const listMessages: AdminHandler = (context, { query }) => {
  const status = readStatus(query);
  const asked = query.get("page_size") ?? "";
  if (asked !== "" && readInteger(asked) === undefined) throw malformed('"page_size" is not a number');
  const size = keysetSize(readInteger(asked), KEYSET_SIZES);
  const recipient = query.get("recipient") ?? "";
  const before = readToken(context, query.get("page_token") ?? "");
  const found = context.store.messages.list({
    ...(status && { status }),
    ...(recipient !== "" && { recipient }),
    ...(before !== undefined && { before }),
    limit: size + 1,
  });
  const page = found.slice(0, size);
  const last = found.length > size ? page.at(-1) : undefined;
  return ok(
    page.map((message) => messageJson(context, message)),
    keysetHeaders("/admin/courier/messages", query, size, {
      first: makeToken(context, BEFORE_NONE),
      next: last && makeToken(context, last.sequence),
    }),
  );
};

export const getMessage: AdminHandler = (context, request) => {
  const message = context.store.messages.find(readUuid(request.params.id));
  if (!message) throw noSuchResource();
  const dispatches = context.store.messages.dispatches(message.id);
  return ok(messageJson(context, message, dispatches));
};

function messageJson(context: Context, message: Message, dispatches: Dispatch[] = []): JsonObject {
  return {
    id: message.id,
    status: message.status,
    type: message.channel,
    recipient: message.recipient,
    body: context.isDev ? message.body : REDACTED,
    subject: context.isDev ? message.subject : REDACTED,
    template_type: message.templateType,
    channel: message.channel,
    send_count: message.sendCount,
    ...(dispatches.length > 0 && { dispatches: dispatches.map(dispatchJson) }),
    created_at: iso(message.createdAt),
    updated_at: iso(message.updatedAt),
  };
}

function dispatchJson(dispatch: Dispatch): JsonObject {
  return {
    id: dispatch.id,
    message_id: dispatch.messageId,
    status: dispatch.status,
    error: Object.keys(dispatch.error).length > 0 ? dispatch.error : null,
    created_at: iso(dispatch.createdAt),
    updated_at: iso(dispatch.updatedAt),
  };
}

function readStatus(query: URLSearchParams): MessageStatus | undefined {
  if (!query.has("status")) return undefined;
  const status = messageStatuses.find((known) => known === query.get("status"));
  if (status === undefined) throw badRequest(`"status" must be one of ${messageStatuses.join(", ")}.`);
  return status;
}

function makeToken(context: Context, sequence: number): string {
  return seal(String(sequence), TOKEN_PURPOSE, context.config().secrets.pagination);
}

function readToken(context: Context, token: string): number | undefined {
  if (token === "") return undefined;
  const sequence = readInteger(unseal(token, TOKEN_PURPOSE, context.config().secrets.pagination) ?? null);
  if (sequence === undefined) throw invalidPageToken();
  return sequence;
}
