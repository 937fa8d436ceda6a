// @see https://docs.patreon.com/#oauth
import { claimsOf } from "../claims.js";
import { bearer, fetchJson } from "../http.js";
import { field, oauth2Kind } from "../oauth2.js";

const IDENTITY =
  "https://www.patreon.com/api/oauth2/v2/identity?fields%5Buser%5D=first_name,last_name,url,full_name,email,image_url";

export const patreon = oauth2Kind({
  authorizeUrl: "https://www.patreon.com/oauth2/authorize",
  tokenUrl: "https://www.patreon.com/api/oauth2/token",
  parameters: (_provider, { isRefresh }) => ({ prompt: isRefresh ? "consent" : "none" }),
  claims: async ({ http }, { tokens }) => {
    const identity = await fetchJson(http, IDENTITY, { headers: bearer(tokens.accessToken) });
    const attribute = (name: string) => field(identity, `data.attributes.${name}`);
    return claimsOf(
      {
        iss: "https://www.patreon.com/",
        sub: field(identity, "data.id"),
        name: attribute("full_name"),
        email: attribute("email"),
        given_name: attribute("first_name"),
        family_name: attribute("last_name"),
        last_name: attribute("last_name"),
        picture: attribute("image_url"),
      },
      { withRaw: false },
    );
  },
});
