// @see https://dev.vk.com/en/api/access-token/authcode-flow-user
import { isJsonObject } from "../../../json.js";
import { claimsOf } from "../claims.js";
import { upstreamError } from "../errors.js";
import { fetchJson } from "../http.js";
import { field, oauth2Kind } from "../oauth2.js";

const METHOD = "https://api.vk.com/method/users.get";
const GENDERS: Record<string, string> = { "1": "female", "2": "male" };

export const vk = oauth2Kind({
  authorizeUrl: "https://oauth.vk.com/authorize",
  tokenUrl: "https://oauth.vk.com/access_token",
  claims: async ({ http }, { tokens, body }) => {
    const answer = await fetchJson(http, METHOD, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        fields: "photo_200,nickname,bdate,sex",
        access_token: tokens.accessToken,
        v: "5.103",
      }).toString(),
    });
    const user = Array.isArray(answer.response) ? answer.response[0] : undefined;
    if (!isJsonObject(user)) throw upstreamError("VK did not tell who you are.");
    return claimsOf(
      {
        iss: METHOD,
        sub: field(user, "id"),
        given_name: user.first_name,
        family_name: user.last_name,
        nickname: user.nickname,
        picture: user.photo_200,
        // VK tells the address with the token.
        email: field(body, "email"),
        gender: GENDERS[field(user, "sex")] ?? "",
        birthdate: user.bdate,
      },
      { withRaw: false },
    );
  },
});
