// @see https://developers.line.biz/en/docs/line-login/integrate-line-login/
import { openidKind } from "../openid.js";

export const line = openidKind({
  issuer: "https://access.line.me",
  // Without it, the id token is signed with the client's secret.
  tokenParameters: { id_token_key_type: "JWK" },
});
