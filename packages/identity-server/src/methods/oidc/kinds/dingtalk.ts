// @see https://open.dingtalk.com/document/orgapp/obtain-user-token
import { claimsOf } from "../claims.js";
import { upstreamError } from "../errors.js";
import { fetchJson } from "../http.js";
import { field, oauth2Kind } from "../oauth2.js";

const ME = "https://api.dingtalk.com/v1.0/contact/users/me";

export const dingtalk = oauth2Kind({
  authorizeUrl: "https://login.dingtalk.com/oauth2/auth",
  tokenUrl: "https://api.dingtalk.com/v1.0/oauth2/userAccessToken",
  parameters: () => ({ prompt: "consent" }),
  // Its token endpoint takes and gives JSON with names of its own.
  exchange: async ({ config, http }, code) => {
    const body = await fetchJson(http, "https://api.dingtalk.com/v1.0/oauth2/userAccessToken", {
      method: "POST",
      headers: { "content-type": "application/json;charset=UTF-8" },
      body: JSON.stringify({
        clientId: config.client_id,
        clientSecret: config.client_secret ?? "",
        code,
        grantType: "authorization_code",
      }),
    });
    const accessToken = field(body, "accessToken");
    if (accessToken === "") throw upstreamError("DingTalk did not accept the code.", field(body, "message"));
    return { body, tokens: { accessToken, refreshToken: "", idToken: "" } };
  },
  claims: async ({ http }, { tokens }) => {
    const user = await fetchJson(http, ME, {
      headers: { "x-acs-dingtalk-access-token": tokens.accessToken },
    });
    return claimsOf(
      {
        iss: ME,
        sub: field(user, "openId"),
        nickname: user.nick,
        name: user.nick,
        picture: user.avatarUrl,
        email: user.email,
      },
      { withRaw: false },
    );
  },
});
