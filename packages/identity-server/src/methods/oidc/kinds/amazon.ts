// @see https://developer.amazon.com/docs/login-with-amazon/authorization-code-grant.html
import { claimsOf } from "../claims.js";
import { misconfigured } from "../errors.js";
import { fetchJson } from "../http.js";
import type { Provider } from "../kind.js";
import { field, oauth2Kind } from "../oauth2.js";

const TOKEN_URL = "https://api.amazon.com/auth/o2/token";
const SCOPES = ["profile", "profile:user_id", "postal_code"];

export const amazon = oauth2Kind({
  authorizeUrl: (provider) => {
    assertUsable(provider);
    return "https://www.amazon.com/ap/oa";
  },
  tokenUrl: TOKEN_URL,
  claims: async ({ http }, { tokens }) => {
    const profile = await fetchJson(http, "https://api.amazon.com/user/profile", {
      headers: { "x-amz-access-token": tokens.accessToken },
    });
    return claimsOf(
      {
        iss: TOKEN_URL,
        sub: field(profile, "user_id"),
        name: profile.name,
        email: profile.email,
        zoneinfo: profile.postal_code,
      },
      { withRaw: false },
    );
  },
});

function assertUsable({ config }: Provider): void {
  const unknown = config.scope.find((scope) => !SCOPES.includes(scope));
  if (unknown !== undefined) {
    throw misconfigured(`Amazon knows no scope ${JSON.stringify(unknown)}; it knows ${SCOPES.join(", ")}.`);
  }
  if (config.pkce === "auto")
    throw misconfigured('Amazon does not tell whether it takes PKCE: set pkce to "force" or "never".');
}
