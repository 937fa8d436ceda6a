// @see https://developer.apple.com/documentation/sign_in_with_apple/sign_in_with_apple_rest_api
import { importPKCS8, SignJWT } from "jose";
import { isJsonObject } from "../../../json.js";
import type { Claims } from "../claims.js";
import { misconfigured } from "../errors.js";
import type { Provider } from "../kind.js";
import { field } from "../oauth2.js";
import { openidKind } from "../openid.js";

const ISSUER = "https://appleid.apple.com";

export const apple = openidKind({
  issuer: ISSUER,
  endpoints: { authorize: `${ISSUER}/auth/authorize`, token: `${ISSUER}/auth/token` },
  clientAuth: "body",
  clientSecret: signedSecret,
  // Apple posts the answer as soon as it is asked for more than the subject.
  parameters: ({ config }): Record<string, string> =>
    config.scope.some((scope) => scope === "email" || scope === "name") ? { response_mode: "form_post" } : {},
  complete: async (_provider, claims, _answer, query) => withName(claims, query.get("user")),
  appKeys: `${ISSUER}/auth/keys`,
  canSkipNonce: (claims) => claims.nonce_supported === true,
});

/** Apple takes no fixed secret, but a token that is signed with the developer's key. */
async function signedSecret({ config }: Provider): Promise<string> {
  const { apple_private_key: pem = "", apple_private_key_id: keyId, apple_team_id: team } = config;
  try {
    const key = await importPKCS8(pem, "ES256");
    return await new SignJWT()
      .setProtectedHeader({ alg: "ES256", ...(keyId !== undefined && { kid: keyId }) })
      .setIssuer(team ?? "")
      .setSubject(config.client_id)
      .setAudience(ISSUER)
      .setIssuedAt()
      .setExpirationTime("5m")
      .sign(key);
  } catch (error) {
    throw misconfigured(
      `The provider ${JSON.stringify(config.id)} needs a private key for ES256 in apple_private_key.`,
      error,
    );
  }
}

/** The name comes once, beside the code, and is not signed. */
function withName(claims: Claims, user: string | null): Claims {
  const name = parsedName(user);
  if (!name) return claims;
  return {
    ...(name.first !== "" && { given_name: name.first }),
    ...(name.last !== "" && { last_name: name.last, family_name: name.last }),
    ...claims,
  };
}

function parsedName(user: string | null): { first: string; last: string } | undefined {
  try {
    const parsed: unknown = JSON.parse(user ?? "");
    return isJsonObject(parsed)
      ? { first: field(parsed, "name.firstName"), last: field(parsed, "name.lastName") }
      : undefined;
  } catch {
    return undefined;
  }
}
