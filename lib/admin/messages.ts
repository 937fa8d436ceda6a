/** What the courier has sent, or tries to. */
import "server-only";
import type { Message } from "@ory/client";
import { z } from "zod";
import { type AdminResult, adminResult, askAdmin, courierApi } from "@/lib/ory/admin";
import type { Visitor } from "@/lib/request";
import { COUNTED, type Count, countOf, lengthOf, type Listing, pagingOf } from "./paging";

const PAGE_SIZE = 50;

export const messageStatuses = ["queued", "processing", "sent", "abandoned"] as const;
export type MessageStatus = (typeof messageStatuses)[number];

export interface MessageQuery {
  status?: MessageStatus | undefined;
  recipient?: string | undefined;
  pageToken?: string | undefined;
}

const messageShape = z.looseObject({ id: z.string(), recipient: z.string(), status: z.string() });

function isMessage(value: unknown): value is Message {
  return messageShape.safeParse(value).success;
}

export async function listMessages(
  visitor: Visitor,
  { status, recipient, pageToken }: MessageQuery,
): Promise<AdminResult<Listing<Message>>> {
  const operation = "list messages";
  let paging: Pick<Listing<Message>, "next" | "total"> = { next: undefined, total: undefined };
  const result = await askAdmin(operation, visitor, async (options) => {
    const answer = await courierApi().listCourierMessages(
      { pageSize: PAGE_SIZE, pageToken, status, recipient },
      options,
    );
    paging = pagingOf(answer);
    return answer;
  });
  return adminResult(operation, visitor, result, (body) =>
    Array.isArray(body) && body.every(isMessage) ? { items: body, ...paging } : undefined,
  );
}

/** How many are in that state; undefined where the service does not tell. */
export async function countMessages(visitor: Visitor, status: MessageStatus): Promise<Count | undefined> {
  let counted: Count | undefined;
  await askAdmin("count messages", visitor, async (options) => {
    const answer = await courierApi().listCourierMessages({ pageSize: COUNTED, status }, options);
    counted = countOf(answer, lengthOf(answer.data));
    return answer;
  });
  return counted;
}

/** One message with every try to deliver it. */
export async function getMessage(visitor: Visitor, id: string): Promise<AdminResult<Message>> {
  const operation = "get message";
  const result = await askAdmin(operation, visitor, (options) =>
    courierApi().getCourierMessage({ id }, options),
  );
  return adminResult(operation, visitor, result, (body) => (isMessage(body) ? body : undefined));
}
