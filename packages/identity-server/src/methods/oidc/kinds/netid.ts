// @see https://developerzone.netid.dev/
import { claimsOf } from "../claims.js";
import { upstreamError } from "../errors.js";
import { bearer, fetchJson } from "../http.js";
import type { Provider, ProviderKind } from "../kind.js";
import { field } from "../oauth2.js";
import { claimsFromIdToken, openidKind, withOpenid } from "../openid.js";

const BROKER = "https://broker.netid.de";
const ISSUER = `${BROKER}/`;

const openid = openidKind({
  issuer: ISSUER,
  endpoints: { authorize: `${BROKER}/authorize`, token: `${BROKER}/token` },
  claimsSource: "id_token",
  scopes: ({ config }) => withOpenid(config.scope),
  complete: async ({ http }, { iss, sub }, { tokens }) => {
    const info = await fetchJson(http, `${BROKER}/userinfo`, { headers: bearer(tokens.accessToken) });
    return { ...claimsOf(info, { withRaw: false }), iss, sub };
  },
});

export const netid: ProviderKind = {
  ...openid,
  /** A browser's FedCM token is first exchanged for an id token. */
  verifyIdToken: async (provider: Provider, fedcmToken: string) => {
    const answer = await fetchJson(provider.http, `${BROKER}/token`, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        origin: provider.config.net_id_token_origin_header ?? "",
      },
      body: new URLSearchParams({ grant_type: "netid_fedcm", fedcm_token: fedcmToken }).toString(),
    });
    const idToken = field(answer, "id_token");
    if (idToken === "") throw upstreamError("netID did not exchange the token.");
    return claimsOf(await claimsFromIdToken(provider, ISSUER, idToken, undefined));
  },
};
