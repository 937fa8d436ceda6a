/** What an id token says of a person: by the scopes that were asked for, from the traits. */
import type { Identity } from "@ory/client";
import { z } from "zod";

const text = z.string().min(1);
const namesShape = z.object({ first: text.optional(), last: text.optional() });
const traitsShape = z.looseObject({
  email: text.optional().catch(undefined),
  phone: text.optional().catch(undefined),
  name: z.union([text, namesShape]).optional().catch(undefined),
});

/**
 * @param scopes  as granted
 * @see https://openid.net/specs/openid-connect-core-1_0.html#ScopeClaims
 */
export function idTokenClaims(
  identity: Identity,
  scopes: readonly string[],
): Record<string, string | boolean> {
  const { email, phone, name } = traitsShape.safeParse(identity.traits).data ?? {};
  const isVerified = (value: string) =>
    identity.verifiable_addresses?.some((address) => address.value === value && address.verified) ?? false;
  return {
    ...(scopes.includes("email") && email !== undefined && { email, email_verified: isVerified(email) }),
    ...(scopes.includes("phone") &&
      phone !== undefined && { phone_number: phone, phone_number_verified: isVerified(phone) }),
    ...(scopes.includes("profile") && name !== undefined && nameClaims(name)),
  };
}

function nameClaims(name: string | z.infer<typeof namesShape>): Record<string, string> {
  if (typeof name === "string") return { name };
  const { first, last } = name;
  const whole = [first, last].filter((part) => part !== undefined).join(" ");
  return {
    ...(whole !== "" && { name: whole }),
    ...(first !== undefined && { given_name: first }),
    ...(last !== undefined && { family_name: last }),
  };
}
