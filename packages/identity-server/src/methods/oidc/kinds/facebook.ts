// @see https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow
import { createHmac } from "node:crypto";
import { claimsOf } from "../claims.js";
import { bearer, fetchJson } from "../http.js";
import { field, oauth2Kind } from "../oauth2.js";
import { withOpenid } from "../openid.js";

const FIELDS = "id,name,first_name,last_name,middle_name,email,picture,birthday,gender";

export const facebook = oauth2Kind({
  authorizeUrl: "https://facebook.com/dialog/oauth",
  tokenUrl: "https://graph.facebook.com/oauth/access_token",
  clientAuth: "body",
  scopes: ({ config }) => withOpenid(config.scope),
  parameters: (_provider, { isRefresh }): Record<string, string> => (isRefresh ? { prompt: "login" } : {}),
  claims: async ({ config, http }, { tokens }) => {
    // Shows that the token was given to this very application.
    const proof = createHmac("sha256", config.client_secret ?? "")
      .update(tokens.accessToken)
      .digest("hex");
    const url = `https://graph.facebook.com/me?fields=${FIELDS}&appsecret_proof=${proof}`;
    const user = await fetchJson(http, url, { headers: bearer(tokens.accessToken) });
    return claimsOf(
      {
        iss: "https://graph.facebook.com/me",
        sub: field(user, "id"),
        name: user.name,
        given_name: user.first_name,
        family_name: user.last_name,
        middle_name: user.middle_name,
        nickname: user.name,
        preferred_username: user.name,
        picture: field(user, "picture.data.url"),
        email: user.email,
        email_verified: field(user, "email") !== "",
        gender: user.gender,
        birthdate: user.birthday,
      },
      { withRaw: false },
    );
  },
});
