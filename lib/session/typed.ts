/** What was typed into a form that the service did not answer: kept sealed until the next try, never what is secret. */
import "server-only";
import { cookies } from "next/headers";
import { z } from "zod";
import { type Fields, isSecretField } from "@/lib/forms/fields";
import { expiredCookie, ownCookie } from "@/lib/security/own-cookie";
import { open, seal } from "@/lib/security/seal";

export const TYPED_COOKIE = "foyer_typed";
const LIFESPAN_SECONDS = 10 * 60;
/** Browsers keep 4096 bytes for name, value and attributes. */
const MAX_SEALED = 3_500;

const shape = z.object({ flow: z.string(), values: z.record(z.string(), z.string()) });

/** What was typed into this flow's form, by field name. */
export async function readTyped(flowId: string): Promise<Record<string, string>> {
  const content = await open("typed", (await cookies()).get(TYPED_COOKIE)?.value, shape);
  return content?.flow === flowId ? content.values : {};
}

/** The Set-Cookie header that keeps it, or undefined where there is nothing to keep, or too much. */
export async function typedCookie(
  flowId: string,
  fields: Fields,
  origin: string,
): Promise<string | undefined> {
  const values = typedValues(fields);
  if (Object.keys(values).length === 0) return undefined;
  const sealed = await seal("typed", { flow: flowId, values }, LIFESPAN_SECONDS);
  return sealed.length <= MAX_SEALED
    ? ownCookie(TYPED_COOKIE, sealed, { maxAge: LIFESPAN_SECONDS, origin })
    : undefined;
}

export function forgetTyped(origin: string): string {
  return expiredCookie(TYPED_COOKIE, origin);
}

export function typedValues(fields: Fields): Record<string, string> {
  return Object.fromEntries(fields.filter(([name, value]) => value !== "" && !isSecretField(name)));
}
