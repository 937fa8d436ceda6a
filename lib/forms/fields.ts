/** The fields of a posted form. Names and values are the service's business; here are only their bounds and their nature. */
import { z } from "zod";

const MAX_FIELDS = 200;

/**
 * Nothing is stripped: `traits.*`, `upstream_parameters.*`, `transient_payload` and whatever a method adds reach the
 * service. A file has no place in a flow.
 */
export const fieldsShape = z
  .array(z.tuple([z.string().min(1).max(256), z.string().max(256 * 1024)]))
  .max(MAX_FIELDS)
  .readonly();

/** In the order of the form; a name may come again. */
export type Fields = z.infer<typeof fieldsShape>;

/** The last value counts, as with a checkbox and the hidden field before it. */
export function fieldValue(fields: Fields, name: string): string | undefined {
  return fields.findLast(([each]) => each === name)?.[1];
}

/** Fields that must not be kept, shown again or logged. What is not known to be harmless counts as secret. */
export function isSecretField(name: string): boolean {
  return !(
    name === "identifier" ||
    name === "email" ||
    name === "recovery_address" ||
    name === "recovery_confirm_address" ||
    /^traits\.(?!.*(password|secret|pin|code)).+/i.test(name)
  );
}

/** The body in the form that the service casts by the schema itself: numbers, booleans, empty and repeated values. */
export function encodeFields(fields: Fields): string {
  return new URLSearchParams(fields.map(([name, value]) => [name, value])).toString();
}
