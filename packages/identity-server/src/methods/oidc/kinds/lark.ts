// @see https://open.feishu.cn/document/common-capabilities/sso/api/get-user-info
import { claimsOf } from "../claims.js";
import { bearer, fetchJson } from "../http.js";
import { field, oauth2Kind } from "../oauth2.js";

const BASE = "https://passport.feishu.cn/suite/passport/oauth";

export const lark = oauth2Kind({
  authorizeUrl: `${BASE}/authorize`,
  tokenUrl: `${BASE}/token`,
  clientAuth: "body",
  claims: async ({ http }, { tokens }) => {
    const user = await fetchJson(http, `${BASE}/userinfo`, { headers: bearer(tokens.accessToken) });
    return claimsOf(
      {
        iss: `${BASE}/userinfo`,
        sub: field(user, "open_id"),
        name: user.name,
        nickname: user.name,
        picture: user.avatar_url,
        email: user.email,
        phone_number: user.mobile,
      },
      { withRaw: false },
    );
  },
});
