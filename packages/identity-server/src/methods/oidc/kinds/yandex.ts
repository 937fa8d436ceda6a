// @see https://yandex.com/dev/id/doc/en/user-information
import { claimsOf } from "../claims.js";
import { fetchJson } from "../http.js";
import { field, oauth2Kind } from "../oauth2.js";

const INFO = "https://login.yandex.ru/info";

export const yandex = oauth2Kind({
  authorizeUrl: "https://oauth.yandex.com/authorize",
  tokenUrl: "https://oauth.yandex.com/token",
  claims: async ({ http }, { tokens }) => {
    const user = await fetchJson(http, `${INFO}?format=json`, {
      headers: { authorization: `OAuth ${tokens.accessToken}` },
    });
    const avatar = user.is_avatar_empty === true ? "" : field(user, "default_avatar_id");
    return claimsOf(
      {
        iss: INFO,
        sub: field(user, "id"),
        given_name: user.first_name,
        family_name: user.last_name,
        picture: avatar === "" ? "" : `https://avatars.yandex.net/get-yapic/${avatar}/islands-200`,
        email: user.default_email,
        gender: user.sex,
        birthdate: user.birthday,
      },
      { withRaw: false },
    );
  },
});
