// @see https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
import { isJsonObject, type JsonObject } from "../../../json.js";
import { claimsOf, type Claims } from "../claims.js";
import { upstreamError } from "../errors.js";
import type { HttpClient } from "../../../outgoing/client.js";
import { bearer, fetchJson, providerFetch } from "../http.js";
import type { Provider, TokenAnswer } from "../kind.js";
import { field, oauth2Kind } from "../oauth2.js";

const TOKEN_URL = "https://github.com/login/oauth/access_token";
const endpoints = { authorizeUrl: "https://github.com/login/oauth/authorize", tokenUrl: TOKEN_URL };

export const github = oauth2Kind({
  ...endpoints,
  requiresScopes: ",",
  claims: async ({ http }, answer) => {
    const granted = field(answer.body, "scope").split(",");
    return readClaims(http, answer, { withEmails: granted.includes("user:email") });
  },
});

/** Apps of GitHub have permissions instead of scopes. */
export const githubApp = oauth2Kind({
  ...endpoints,
  claims: async ({ http }: Provider, answer: TokenAnswer) => readClaims(http, answer, { withEmails: true }),
});

async function readClaims(
  http: HttpClient,
  { tokens }: TokenAnswer,
  { withEmails }: { withEmails: boolean },
): Promise<Claims> {
  const user = await fetchJson(http, "https://api.github.com/user", { headers: bearer(tokens.accessToken) });
  const email = withEmails ? await primaryEmail(http, tokens.accessToken) : undefined;
  return claimsOf(
    {
      iss: TOKEN_URL,
      sub: field(user, "id"),
      name: user.name,
      nickname: user.login,
      website: user.blog,
      picture: user.avatar_url,
      profile: user.html_url,
      updated_at: user.updated_at,
      ...(email && { email: email.email, email_verified: email.verified }),
    },
    { withRaw: false },
  );
}

/** The list is the only place that tells of private addresses, and of verified ones. */
async function primaryEmail(http: HttpClient, token: string): Promise<JsonObject | undefined> {
  const response = await providerFetch(http, "https://api.github.com/user/emails", {
    headers: { accept: "application/json", "user-agent": "foyer-identity", ...bearer(token) },
  });
  const emails: unknown = response.ok ? await response.json() : undefined;
  if (!Array.isArray(emails))
    throw upstreamError("GitHub did not tell your addresses. Try again in a moment.");
  const known = emails.filter(isJsonObject);
  return known.find((email) => email.primary === true) ?? known.at(-1);
}
