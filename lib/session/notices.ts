/** One-time notices: ids that the pages have texts for, sealed in a cookie by the handler, shown by the next page. */
import "server-only";
import { headers } from "next/headers";
import { z } from "zod";
import { OWN_HEADERS } from "@/lib/request";
import { ownCookie } from "@/lib/security/own-cookie";
import { open, seal } from "@/lib/security/seal";

const KINDS = {
  flow_expired: "info",
  flow_gone: "info",
  flow_foreign: "info",
  address_unverified: "error",
  second_factor_needed: "info",
  service_unavailable: "error",
  too_many_requests: "error",
  signed_out: "success",
  session_revoked: "success",
  sessions_revoked: "success",
  access_taken_back: "success",
  access_kept: "error",
  request_rejected: "error",
  deletion_unconfirmed: "error",
  account_deleted: "success",
} as const;

export type NoticeId = keyof typeof KINDS;

/** An id the page has a text for, never free text from a URL. */
export interface Notice {
  id: NoticeId;
  kind: "info" | "error" | "success";
}

export const NOTICE_COOKIE = "foyer_notices";
const LIFESPAN_SECONDS = 60;

const idsShape = z.array(z.enum(Object.keys(KINDS) as [NoticeId, ...NoticeId[]]));

/** The notices for the page that is being rendered. The middleware has taken them out of the cookie. */
export async function readNotices(): Promise<Notice[]> {
  const ids = await open("notices", (await headers()).get(OWN_HEADERS.notices), idsShape);
  return (ids ?? []).map((id) => ({ id, kind: KINDS[id] }));
}

/** The Set-Cookie header that takes notices to the next page. */
export async function noticeCookie(ids: readonly NoticeId[], origin: string): Promise<string> {
  return ownCookie(NOTICE_COOKIE, await sealNotices(ids), { maxAge: LIFESPAN_SECONDS, origin });
}

export async function sealNotices(ids: readonly NoticeId[]): Promise<string> {
  return seal("notices", ids, LIFESPAN_SECONDS);
}

export async function openNotices(sealed: string | undefined): Promise<NoticeId[]> {
  return (await open("notices", sealed, idsShape)) ?? [];
}

/** Why a page had to replace its flow: pages can't set cookies, so these three may stand in an address. */
export const replacementNotice = z.enum(["flow_expired", "flow_gone", "flow_foreign"]);
export type ReplacementNotice = z.infer<typeof replacementNotice>;
