/** The other devices that a person is signed in on. */
import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import type { Session } from "@ory/client";
import { askService, tellService, frontendApi, type ServiceResult } from "@/lib/ory/client";
import { pagingOf } from "@/lib/admin/paging";
import { isSessionList } from "@/lib/ory/shapes";
import { type Visitor, visitorOf } from "@/lib/request";

/** More than a person uses; the rest can be revoked all the same. */
const PAGE_SIZE = 100;
const MAX_PAGES = 100;

/** The other active sessions of whoever asks for the page; undefined where the service can't tell. */
export const listOtherSessions = cache(async (): Promise<Session[] | undefined> =>
  listMySessions(visitorOf(await headers())),
);

/** The first of the visitor's active sessions but the one that asks; undefined where the service can't tell. */
export async function listMySessions(visitor: Visitor): Promise<Session[] | undefined> {
  return (await pageOf(visitor, undefined))?.sessions;
}

/** All of them, page by page. */
export async function listAllMySessions(visitor: Visitor): Promise<Session[] | undefined> {
  const all: Session[] = [];
  let token: string | undefined;
  for (let n = 0; n < MAX_PAGES; n++) {
    const page = await pageOf(visitor, token);
    if (!page) return undefined;
    all.push(...page.sessions);
    // Ory Kratos links a next page even where there is nothing at all.
    const isLast = page.sessions.length === 0 || (page.total !== undefined && all.length >= page.total);
    if (isLast || page.next === undefined) break;
    token = page.next;
  }
  return all;
}

interface Listed {
  sessions: Session[];
  next: string | undefined;
  /** How many there are in all, where the service says so. */
  total: number | undefined;
}

async function pageOf(visitor: Visitor, pageToken: string | undefined): Promise<Listed | undefined> {
  let paging: Pick<Listed, "next" | "total"> = { next: undefined, total: undefined };
  const result = await askService("listMySessions", visitor, async (options) => {
    const answer = await frontendApi().listMySessions({ pageSize: PAGE_SIZE, pageToken }, options);
    paging = pagingOf(answer);
    return answer;
  });
  return result.kind === "answer" && result.status === 200 && isSessionList(result.body)
    ? { sessions: result.body, ...paging }
    : undefined;
}

export type RevokeOutcome = "revoked" | "not-signed-in" | "rejected" | "unavailable";

/** Signs out one other device of the visitor. Another person's session id changes nothing. */
export async function revokeSession(visitor: Visitor, id: string): Promise<RevokeOutcome> {
  const result = await tellService("disableMySession", visitor, (options) =>
    frontendApi().disableMySession({ id }, options),
  );
  return revokeOutcome(result);
}

export async function revokeOtherSessions(visitor: Visitor): Promise<RevokeOutcome> {
  const result = await tellService("disableMyOtherSessions", visitor, (options) =>
    frontendApi().disableMyOtherSessions(undefined, options),
  );
  return revokeOutcome(result);
}

function revokeOutcome(result: ServiceResult): RevokeOutcome {
  if (result.kind === "unavailable") return "unavailable";
  if (result.status === 401 || result.status === 403) return "not-signed-in";
  return result.status < 300 ? "revoked" : "rejected";
}
