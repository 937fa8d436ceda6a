/** Whether an identity has set up a second factor, as the admin API shows its credentials. */
import type { Identity } from "@ory/client";
import { z } from "zod";

/** Every identity has an entry for keys, whether it has a key or not. */
const keysShape = z.looseObject({
  config: z.looseObject({ credentials: z.array(z.looseObject({ is_passwordless: z.boolean().optional() })) }),
});

export function hasSecondFactor({ credentials = {} }: Identity): boolean {
  if (credentials["totp"] !== undefined || credentials["lookup_secret"] !== undefined) return true;
  const keys = keysShape.safeParse(credentials["webauthn"]).data?.config.credentials ?? [];
  return keys.some(({ is_passwordless: isPasswordless }) => isPasswordless !== true);
}
