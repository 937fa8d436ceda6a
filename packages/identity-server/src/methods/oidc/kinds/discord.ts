// @see https://discord.com/developers/docs/topics/oauth2
import { claimsOf } from "../claims.js";
import { bearer, fetchJson } from "../http.js";
import { field, oauth2Kind } from "../oauth2.js";

const BASE = "https://discord.com/api/v9/oauth2/";
const IMAGES = "https://cdn.discordapp.com";

export const discord = oauth2Kind({
  authorizeUrl: `${BASE}authorize`,
  tokenUrl: `${BASE}token`,
  requiresScopes: " ",
  parameters: (_provider, { isRefresh }) => ({ prompt: isRefresh ? "consent" : "none" }),
  claims: async ({ http }, { tokens }) => {
    const user = await fetchJson(http, "https://discord.com/api/v9/users/@me", {
      headers: bearer(tokens.accessToken),
    });
    const [id, avatar] = [field(user, "id"), field(user, "avatar")];
    const image = avatar.startsWith("a_") ? `${avatar}.gif` : `${avatar}.png`;
    return claimsOf(
      {
        iss: BASE,
        sub: id,
        name: `${field(user, "username")}#${field(user, "discriminator")}`,
        nickname: user.username,
        preferred_username: user.username,
        picture: avatar === "" ? "" : `${IMAGES}/avatars/${id}/${image}`,
        email: user.email,
        email_verified: user.verified,
        locale: user.locale,
      },
      { withRaw: false },
    );
  },
});
