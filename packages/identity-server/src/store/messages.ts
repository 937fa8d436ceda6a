// Messages to people, until they are delivered and after.
import type { Dispatch, Message, MessageStatus } from "../courier/message.js";
import type { AddressChannel } from "../identities/identity.js";
import type { JsonObject } from "../json.js";
import type { Timestamp } from "../time.js";
import type { Database } from "./database.js";

export interface MessageFilter {
  status?: MessageStatus;
  /** The whole address. */
  recipient?: string;
  templateType?: string;
  /** Only messages older than the one with this number. */
  before?: number;
  /** Only messages newer than the one with this number. */
  after?: number;
  limit: number;
}

export interface MessageStore {
  find(id: string): Message | undefined;
  /** Newest first. */
  list(filter: MessageFilter): Message[];
  /** Newest first. */
  dispatches(messageId: string): Dispatch[];
  /** Whether a worker would find anything to do. */
  hasDue(now: Timestamp): boolean;
  /** Within a write. */
  insert(message: Omit<Message, "sequence">): void;
  /**
   * Within a write: takes what is due into delivery and counts the attempt. What isn't settled until `leaseUntil`
   * is due again: its worker is gone.
   */
  claim(now: Timestamp, leaseUntil: Timestamp, limit: number): Message[];
  /** Within a write: notes an attempt and what became of the message. */
  settle(messageId: string, outcome: Settlement, dispatch: Dispatch): void;
  /** Within a write: forgets what the message said. */
  wipe(messageId: string): void;
  /** Within a write. @returns how many were deleted */
  deleteAll(): number;
  /** Within a write: deletes settled messages. @returns how many, at most `limit` */
  deleteOlder(before: Timestamp, limit: number): number;
}

export type Settlement =
  { status: "sent" | "abandoned"; at: Timestamp } | { status: "queued"; at: Timestamp; dueAt: Timestamp };

interface MessageRow {
  sequence: number;
  id: string;
  status: MessageStatus;
  channel: AddressChannel;
  recipient: string;
  subject: string;
  body: string;
  html: string;
  template_type: Message["templateType"];
  template_data: string;
  request_headers: string;
  send_count: number;
  created_at: number;
  updated_at: number;
}

interface DispatchRow {
  id: string;
  message_id: string;
  status: Dispatch["status"];
  error: string;
  created_at: number;
}

const COLUMNS =
  "sequence, id, status, channel, recipient, subject, body, html, template_type, template_data, request_headers, send_count, created_at, updated_at";

export function createMessageStore(database: Database): MessageStore {
  const find = database.prepare<MessageRow>(`SELECT ${COLUMNS} FROM courier_messages WHERE id = :id`);
  const list = database.prepare<MessageRow>(
    `SELECT ${COLUMNS} FROM courier_messages
     WHERE (:status IS NULL OR status = :status) AND (:recipient IS NULL OR recipient = :recipient)
       AND (:templateType IS NULL OR template_type = :templateType)
       AND (:before IS NULL OR sequence < :before) AND (:after IS NULL OR sequence > :after)
     ORDER BY sequence DESC LIMIT :limit`,
  );
  const dispatches = database.prepare<DispatchRow>(
    `SELECT id, message_id, status, error, created_at FROM courier_dispatches
     WHERE message_id = :messageId ORDER BY created_at DESC, id`,
  );
  const due = database.prepare<{ id: string }>(
    `SELECT id FROM courier_messages WHERE status IN ('queued', 'processing') AND due_at <= :now
     ORDER BY due_at, sequence LIMIT :limit`,
  );
  const insert = database.prepare(
    `INSERT INTO courier_messages (id, status, channel, recipient, subject, body, html, template_type,
       template_data, request_headers, send_count, due_at, created_at, updated_at)
     VALUES (:id, :status, :channel, :recipient, :subject, :body, :html, :templateType, :templateData,
       :requestHeaders, :sendCount, :createdAt, :createdAt, :updatedAt)`,
  );
  const claim = database.prepare(
    `UPDATE courier_messages SET status = 'processing', send_count = send_count + 1, due_at = :leaseUntil,
       updated_at = :now WHERE id = :id`,
  );
  const settle = database.prepare(
    "UPDATE courier_messages SET status = :status, due_at = :dueAt, updated_at = :at WHERE id = :id",
  );
  const insertDispatch = database.prepare(
    `INSERT INTO courier_dispatches (id, message_id, status, error, created_at)
     VALUES (:id, :messageId, :status, :error, :createdAt)`,
  );
  const wipe = database.prepare(
    `UPDATE courier_messages SET subject = '', body = '', html = '', template_data = '{}', request_headers = '{}'
     WHERE id = :id`,
  );
  const deleteAll = database.prepare("DELETE FROM courier_messages");
  const deleteOlder = database.prepare(
    `DELETE FROM courier_messages WHERE id IN
       (SELECT id FROM courier_messages WHERE created_at < :before AND status IN ('sent', 'abandoned') LIMIT :limit)`,
  );
  return {
    find: (id) => {
      const row = find.get({ id });
      return row && toMessage(row);
    },
    list: ({ status, recipient, templateType, before, after, limit }) =>
      list
        .all({
          status: status ?? null,
          recipient: recipient ?? null,
          templateType: templateType ?? null,
          before: before ?? null,
          after: after ?? null,
          limit,
        })
        .map(toMessage),
    dispatches: (messageId) => dispatches.all({ messageId }).map(toDispatch),
    hasDue: (now) => due.get({ now, limit: 1 }) !== undefined,
    insert: (message) => {
      insert.run({
        id: message.id,
        status: message.status,
        channel: message.channel,
        recipient: message.recipient,
        subject: message.subject,
        body: message.body,
        html: message.html,
        templateType: message.templateType,
        templateData: JSON.stringify(message.templateData),
        requestHeaders: JSON.stringify(message.requestHeaders),
        sendCount: message.sendCount,
        createdAt: message.createdAt,
        updatedAt: message.updatedAt,
      });
    },
    claim: (now, leaseUntil, limit) =>
      due.all({ now, limit }).flatMap(({ id }) => {
        claim.run({ id, now, leaseUntil });
        const row = find.get({ id });
        return row ? [toMessage(row)] : [];
      }),
    settle: (messageId, outcome, dispatch) => {
      const dueAt = outcome.status === "queued" ? outcome.dueAt : outcome.at;
      const isThere = settle.run({ id: messageId, status: outcome.status, dueAt, at: outcome.at }) === 1;
      if (!isThere) return;
      insertDispatch.run({
        id: dispatch.id,
        messageId,
        status: dispatch.status,
        error: JSON.stringify(dispatch.error),
        createdAt: dispatch.createdAt,
      });
    },
    wipe: (messageId) => {
      wipe.run({ id: messageId });
    },
    deleteAll: () => deleteAll.run(),
    deleteOlder: (before, limit) => deleteOlder.run({ before, limit }),
  };
}

function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    sequence: row.sequence,
    status: row.status,
    channel: row.channel,
    recipient: row.recipient,
    subject: row.subject,
    body: row.body,
    html: row.html,
    templateType: row.template_type,
    templateData: JSON.parse(row.template_data) as JsonObject,
    requestHeaders: JSON.parse(row.request_headers) as JsonObject,
    sendCount: row.send_count,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function toDispatch(row: DispatchRow): Dispatch {
  return {
    id: row.id,
    messageId: row.message_id,
    status: row.status,
    error: JSON.parse(row.error) as JsonObject,
    createdAt: row.created_at,
    updatedAt: row.created_at,
  };
}
