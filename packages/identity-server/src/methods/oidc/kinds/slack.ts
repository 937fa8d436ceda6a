// Slack's first version of OAuth: the second has parameters of its own. @see https://api.slack.com/legacy/oauth
import { claimsOf } from "../claims.js";
import { upstreamError } from "../errors.js";
import { bearer, fetchJson } from "../http.js";
import { field, oauth2Kind } from "../oauth2.js";

export const slack = oauth2Kind({
  authorizeUrl: "https://slack.com/oauth/authorize",
  tokenUrl: "https://slack.com/api/oauth.access",
  requiresScopes: ",",
  claims: async ({ http }, { tokens }) => {
    const answer = await fetchJson(http, "https://slack.com/api/users.identity", {
      headers: bearer(tokens.accessToken),
    });
    if (answer.ok !== true) throw upstreamError("Slack did not tell who you are.", field(answer, "error"));
    const name = field(answer, "user.name");
    return claimsOf(
      {
        iss: "https://slack.com/oauth/",
        sub: field(answer, "user.id"),
        name,
        preferred_username: name,
        nickname: name,
        email: field(answer, "user.email"),
        email_verified: true,
        picture: field(answer, "user.image_512"),
        team: field(answer, "team.id"),
      },
      { withRaw: false },
    );
  },
});
