// What browsers send on of a key's answer: JSON in a field of a form.
import * as z from "zod";

/** In base64url; a padding, which some scripts leave on, is taken off. */
const bytes = z
  .string()
  .transform((text) => text.replace(/=+$/, ""))
  .refine((text) => /^[\w-]*$/.test(text), "is not base64url");

const id = bytes.refine((text) => text !== "", "is empty");

const createdSchema = z.object({
  id,
  rawId: id,
  type: z.literal("public-key"),
  response: z.object({
    attestationObject: bytes,
    clientDataJSON: bytes,
    transports: z.array(z.string()).optional(),
  }),
});

const signedSchema = z.object({
  id,
  rawId: id,
  type: z.literal("public-key"),
  response: z.object({
    authenticatorData: bytes,
    clientDataJSON: bytes,
    signature: bytes,
    userHandle: bytes.nullish(),
  }),
});

/** The answer to options for a new key. */
export type CreatedAnswer = z.infer<typeof createdSchema>;
/** The answer to options for signing in. */
export type SignedAnswer = z.infer<typeof signedSchema>;

/** @returns undefined when it is no such answer */
export function readCreated(text: string): CreatedAnswer | undefined {
  return createdSchema.safeParse(parse(text)).data;
}

/** @returns undefined when it is no such answer */
export function readSigned(text: string): SignedAnswer | undefined {
  return signedSchema.safeParse(parse(text)).data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
