/** Who the visitor is: as the service says it, and as it counts in this app. */
import type { Session } from "@ory/client";
import type { Visitor } from "@/lib/request";
import { askService, logNonsense, frontendApi } from "@/lib/ory/client";
import { hasSessionCookie } from "@/lib/ory/cookies";
import { isSession, serviceErrorShape } from "@/lib/ory/shapes";
import { asPolicyHasIt } from "./aal2-policy";

export type Whoami =
  | { kind: "session"; session: Session; setCookies: string[] }
  | { kind: "none" }
  /** Signed in, and a second factor is asked for before the session counts. */
  | { kind: "aal2" }
  | { kind: "unavailable" };

/**
 * Who may act here: the service's answer, held to REQUIRE_AAL2. Whoever decides by it what somebody may see or do asks
 * this, never {@link askWhoami}.
 */
export async function whoami(visitor: Visitor): Promise<Whoami> {
  return asPolicyHasIt(await askWhoami(visitor));
}

/**
 * Who is signed in as far as the service is concerned: for what is written down, and for leading somebody to a second factor.
 *
 * @param token  of a session without cookie, as native clients have it
 */
export async function askWhoami(visitor: Visitor, token?: string): Promise<Whoami> {
  if (!hasSessionCookie(visitor.cookie) && token === undefined) return { kind: "none" };
  const result = await askService("whoami", visitor, (options) =>
    frontendApi().toSession(token === undefined ? undefined : { xSessionToken: token }, options),
  );
  if (result.kind === "unavailable") return result;
  const { status, body, setCookies } = result;
  if (status === 200 && isSession(body)) return { kind: "session", session: body, setCookies };
  if (status === 401) return { kind: "none" };
  if (status === 403 && errorIdOf(body) === "session_aal2_required") return { kind: "aal2" };
  logNonsense("whoami", visitor, status);
  return { kind: "unavailable" };
}

function errorIdOf(body: unknown): string | undefined {
  const error = typeof body === "object" && body !== null && "error" in body ? body.error : undefined;
  return serviceErrorShape.safeParse(error).data?.id;
}
