/** The other devices that a person is signed in on. */
import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import type { Session } from "@ory/client";
import { askService, tellService, frontendApi, type ServiceResult } from "@/lib/ory/client";
import { isSessionList } from "@/lib/ory/shapes";
import { type Visitor, visitorOf } from "@/lib/request";

/** More than a person uses; the rest can be revoked all the same. */
const PAGE_SIZE = 100;

/** The other active sessions of whoever asks for the page; undefined where the service can't tell. */
export const listOtherSessions = cache(async (): Promise<Session[] | undefined> =>
  listMySessions(visitorOf(await headers())),
);

/** The visitor's active sessions but the one that asks; undefined where the service can't tell. */
export async function listMySessions(visitor: Visitor): Promise<Session[] | undefined> {
  const result = await askService("listMySessions", visitor, (options) =>
    frontendApi().listMySessions({ pageSize: PAGE_SIZE }, options),
  );
  return result.kind === "answer" && result.status === 200 && isSessionList(result.body)
    ? result.body
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
