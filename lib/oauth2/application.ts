/** The application that a sign-in or a sign-up is for, where an OAuth2 server has asked for it. */
import { z } from "zod";

/** As much of an application's name as is shown. */
export const MAX_CLIENT_NAME_LENGTH = 100;
/** @see https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1.3 */
const MAX_HINT_LENGTH = 320;

const requestShape = z.looseObject({
  client: z
    .looseObject({ client_name: z.string().catch("") })
    .nullish()
    .catch(undefined),
  oidc_context: z
    .looseObject({ login_hint: z.string().max(MAX_HINT_LENGTH).catch("") })
    .nullish()
    .catch(undefined),
});

export interface Application {
  /** As it calls itself; "" where it doesn't. */
  name: string;
  /** Whom it expects, by their identifier; it may be wrong, or made up. */
  loginHint: string | undefined;
}

/**
 * @param loginRequest  what the OAuth2 server asks for, as the identity service shows it with the flow
 * @returns undefined where nobody asks
 * @see https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest `login_hint`
 */
export function applicationOf(loginRequest: unknown): Application | undefined {
  const data = requestShape.safeParse(loginRequest).data;
  if (!data) return undefined;
  return {
    name: (data.client?.client_name ?? "").slice(0, MAX_CLIENT_NAME_LENGTH),
    loginHint: data.oidc_context?.login_hint || undefined,
  };
}
