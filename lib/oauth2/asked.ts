/** Binds a form to the request that it was shown for, and to the person it was shown to. */
import "server-only";
import { z } from "zod";
import { open, seal } from "@/lib/security/seal";

const LIFESPAN_SECONDS = 60 * 60;

const shape = z.object({ challenge: z.string(), identityId: z.string() });
export type Asked = z.infer<typeof shape>;

/** @param purpose  a consent's form is none for a sign-out */
export function sealAsked(purpose: "consent" | "oauth2-logout", asked: Asked): Promise<string> {
  return seal(purpose, asked, LIFESPAN_SECONDS);
}

export function openAsked(
  purpose: "consent" | "oauth2-logout",
  sealed: string | undefined,
): Promise<Asked | undefined> {
  return open(purpose, sealed, shape);
}
