/** Sessions of everybody, and of one identity, by the admin API. */
import "server-only";
import { GetSessionExpandEnum, ListSessionsExpandEnum, type Session } from "@ory/client";
import { z } from "zod";
import { type AdminResult, adminResult, askAdmin, identityApi, tellAdmin } from "@/lib/ory/admin";
import { isSessionList } from "@/lib/ory/shapes";
import type { Visitor } from "@/lib/request";
import { COUNTED, type Count, countOf, lengthOf, type Listing, pagingOf } from "./paging";

const PAGE_SIZE = 50;

export interface SessionQuery {
  active?: boolean | undefined;
  pageToken?: string | undefined;
}

export async function listSessions(
  visitor: Visitor,
  { active, pageToken }: SessionQuery,
): Promise<AdminResult<Listing<Session>>> {
  const operation = "list sessions";
  let paging: Pick<Listing<Session>, "next" | "total"> = { next: undefined, total: undefined };
  const expand = [ListSessionsExpandEnum.Identity, ListSessionsExpandEnum.Devices];
  const result = await askAdmin(operation, visitor, async (options) => {
    const answer = await identityApi().listSessions(
      { pageSize: PAGE_SIZE, pageToken, active, expand },
      options,
    );
    paging = pagingOf(answer);
    return answer;
  });
  return adminResult(operation, visitor, result, (body) =>
    isSessionList(body) ? { items: body, ...paging } : undefined,
  );
}

/** How many are good; undefined where the service does not tell. */
export async function countActiveSessions(visitor: Visitor): Promise<Count | undefined> {
  let counted: Count | undefined;
  await askAdmin("count sessions", visitor, async (options) => {
    const answer = await identityApi().listSessions({ pageSize: COUNTED, active: true }, options);
    counted = countOf(answer, lengthOf(answer.data));
    return answer;
  });
  return counted;
}

/** Those of one identity that are still good, the newest first. */
export async function listSessionsOf(visitor: Visitor, identityId: string): Promise<AdminResult<Session[]>> {
  const operation = "list identity sessions";
  const result = await askAdmin(operation, visitor, (options) =>
    identityApi().listIdentitySessions({ id: identityId, active: true, pageSize: PAGE_SIZE }, options),
  );
  return adminResult(operation, visitor, result, (body) => (isSessionList(body) ? body : undefined));
}

const ownedShape = z.looseObject({ identity: z.looseObject({ id: z.string().min(1) }) });

/** @returns the id of the identity whose session it is */
export async function getSessionOwner(visitor: Visitor, id: string): Promise<AdminResult<string>> {
  const operation = "get session";
  const result = await askAdmin(operation, visitor, (options) =>
    identityApi().getSession({ id, expand: [GetSessionExpandEnum.Identity] }, options),
  );
  return adminResult(operation, visitor, result, (body) => ownedShape.safeParse(body).data?.identity.id);
}

export async function revokeSession(visitor: Visitor, id: string): Promise<AdminResult<"done">> {
  const operation = "disable session";
  const result = await tellAdmin(operation, visitor, (options) =>
    identityApi().disableSession({ id }, options),
  );
  return adminResult(operation, visitor, result, () => "done" as const);
}

export async function revokeSessionsOf(visitor: Visitor, identityId: string): Promise<AdminResult<"done">> {
  const operation = "delete identity sessions";
  const result = await tellAdmin(operation, visitor, (options) =>
    identityApi().deleteIdentitySessions({ id: identityId }, options),
  );
  return adminResult(operation, visitor, result, () => "done" as const);
}
