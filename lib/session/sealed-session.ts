/** The verified session on its way from the middleware to the page of the same request. */
import { createHash } from "node:crypto";
import type { Session } from "@ory/client";
import { z } from "zod";
import { serviceCookies } from "@/lib/ory/cookies";
import { isSession } from "@/lib/ory/shapes";
import { open, seal } from "@/lib/security/seal";

/** One request's time. */
const LIFESPAN_SECONDS = 60;
/** Node takes 16 KB of headers: a session that is larger goes without, and the page asks for it itself. */
const MAX_LENGTH = 8 * 1024;

const shape = z.object({ cookies: z.string(), session: z.custom<Session>(isSession) });

/** @returns the header's value, or undefined where the session is too large for one */
export async function sealSession(session: Session, cookieHeader: string): Promise<string | undefined> {
  const sealed = await seal("session", { cookies: fingerprint(cookieHeader), session }, LIFESPAN_SECONDS);
  return sealed.length <= MAX_LENGTH ? sealed : undefined;
}

/** @returns the session, or undefined where the seal is missing, forged, old, or of a visitor with other cookies */
export async function openSession(sealed: string | null, cookieHeader: string): Promise<Session | undefined> {
  const content = await open("session", sealed, shape);
  return content?.cookies === fingerprint(cookieHeader) ? content.session : undefined;
}

function fingerprint(cookieHeader: string): string {
  return createHash("sha256").update(serviceCookies(cookieHeader)).digest("base64url");
}
