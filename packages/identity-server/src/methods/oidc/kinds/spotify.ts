// @see https://developer.spotify.com/documentation/web-api/tutorials/code-flow
import { claimsOf } from "../claims.js";
import { bearer, fetchJson } from "../http.js";
import { field, oauth2Kind } from "../oauth2.js";

const TOKEN_URL = "https://accounts.spotify.com/api/token";

export const spotify = oauth2Kind({
  authorizeUrl: "https://accounts.spotify.com/authorize",
  tokenUrl: TOKEN_URL,
  requiresScopes: " ",
  claims: async ({ http }, { tokens }) => {
    const user = await fetchJson(http, "https://api.spotify.com/v1/me", {
      headers: bearer(tokens.accessToken),
    });
    return claimsOf(
      {
        iss: TOKEN_URL,
        sub: field(user, "id"),
        name: user.display_name,
        nickname: user.display_name,
        email: user.email,
        picture: field(user, "images.0.url"),
        profile: field(user, "external_urls.spotify"),
        birthdate: user.birthdate,
      },
      { withRaw: false },
    );
  },
});
