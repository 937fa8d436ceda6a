/** The advice that a person does not want to see now: in a sealed cookie, which names nobody and counts for that person only. */
import { z } from "zod";
import { cookieValue } from "@/lib/ory/cookies";
import { ownCookie } from "@/lib/security/own-cookie";
import { open, seal } from "@/lib/security/seal";
import { type AdviceId, adviceIds } from "./advice";

export const PUT_AWAY_COOKIE = "foyer_put_away";

/**
 * Advice that was put away is not given again for 90 days. A quarter is long enough to be no nagging, four words a year at
 * most; and short enough that much of what was in the way has changed by then: people have another phone, or more to lose.
 */
export const PUT_AWAY_SECONDS = 90 * 24 * 60 * 60;

const shape = z.object({
  identityId: z.string(),
  /** Until when, in seconds since the epoch. */
  until: z.partialRecord(z.enum(adviceIds), z.number()),
});

/** @param nowSeconds  since the epoch */
export async function putAwayOf(
  identityId: string,
  cookieHeader: string,
  nowSeconds = Date.now() / 1000,
): Promise<ReadonlySet<AdviceId>> {
  const until = await readUntil(identityId, cookieHeader);
  return new Set(adviceIds.filter((id) => (until[id] ?? 0) > nowSeconds));
}

/** The Set-Cookie header that puts one more away. */
export async function putAwayCookie(
  identityId: string,
  id: AdviceId,
  { cookie, origin }: { cookie: string; origin: string },
  nowSeconds = Date.now() / 1000,
): Promise<string> {
  const until = { ...(await readUntil(identityId, cookie)), [id]: Math.floor(nowSeconds) + PUT_AWAY_SECONDS };
  const sealed = await seal("put-away", { identityId, until }, PUT_AWAY_SECONDS);
  return ownCookie(PUT_AWAY_COOKIE, sealed, { maxAge: PUT_AWAY_SECONDS, origin });
}

async function readUntil(identityId: string, cookieHeader: string): Promise<z.infer<typeof shape>["until"]> {
  const content = await open("put-away", cookieValue(cookieHeader, PUT_AWAY_COOKIE), shape);
  return content?.identityId === identityId ? content.until : {};
}
