/** Sealed values: encrypted and authenticated (iron-session), short-lived, and good for one purpose only. */
import { sealData, unsealData } from "iron-session";
import { z } from "zod";
import { env } from "@/lib/env";

export type SealPurpose =
  "session" | "notices" | "typed" | "place" | "error" | "continue" | "consent" | "oauth2-logout" | "put-away";

/**
 * @param ttlSeconds  how long the seal can be opened, and up to a minute more, as iron allows for clocks that differ; it
 *   can't be taken back
 * @returns text that fits into a cookie, a header or a URL
 */
export async function seal(purpose: SealPurpose, value: unknown, ttlSeconds: number): Promise<string> {
  return sealData({ purpose, value }, { password: env().secret, ttl: ttlSeconds });
}

/** @returns what was sealed, or undefined for anything that isn't a valid seal for this purpose and of this shape. */
export async function open<T extends z.ZodType>(
  purpose: SealPurpose,
  sealed: string | null | undefined,
  shape: T,
): Promise<z.infer<T> | undefined> {
  if (!sealed) return undefined;
  try {
    // A wrong or old seal gives an empty object; a foreign text throws.
    const envelope = envelopeShape.safeParse(await unsealData<unknown>(sealed, { password: env().secret }));
    if (envelope.data?.purpose !== purpose) return undefined;
    return shape.safeParse(envelope.data.value).data;
  } catch {
    return undefined;
  }
}

const envelopeShape = z.object({ purpose: z.string(), value: z.unknown() });
