/** The session that an answer of the service gives the visitor. */
import type { Session } from "@ory/client";
import { setsSession, withSetCookies } from "@/lib/ory/cookies";
import { isSession } from "@/lib/ory/shapes";
import type { Visitor } from "@/lib/request";
import { askWhoami } from "./whoami";

/**
 * @param body  of the answer: it may bring the session along, else the service is asked for it
 * @returns undefined where there is none, or where it does not count before a second step
 */
export async function givenSession(
  { setCookies, body }: { setCookies: readonly string[]; body: unknown },
  visitor: Visitor,
): Promise<Session | undefined> {
  const session = typeof body === "object" && body !== null && "session" in body ? body.session : undefined;
  if (isSession(session)) return session;
  if (!setsSession(setCookies)) return undefined;
  const who = await askWhoami({ ...visitor, cookie: withSetCookies(visitor.cookie, setCookies) });
  return who.kind === "session" ? who.session : undefined;
}
