// X speaks OAuth 1.0a. @see https://docs.x.com/resources/fundamentals/authentication
import { badRequest } from "../../../http/errors.js";
import { isJsonObject } from "../../../json.js";
import { claimsOf } from "../claims.js";
import { upstreamError } from "../errors.js";
import type { HttpClient } from "../../../outgoing/client.js";
import { providerFetch } from "../http.js";
import type { Provider, ProviderKind } from "../kind.js";
import { field } from "../oauth2.js";
import { signedHeader, type Oauth1Keys } from "./oauth1.js";

const BASE = "https://api.twitter.com";
const PROFILE = `${BASE}/1.1/account/verify_credentials.json`;

export const x: ProviderKind = {
  authorizeUrl: async (provider, { state }) => {
    const callback = new URL(provider.redirectUri);
    callback.searchParams.set("state", state);
    // The way back has a verifier instead of a code.
    callback.searchParams.set("code", "unused");
    const answer = await call(provider.http, `${BASE}/oauth/request_token`, keysOf(provider), {
      oauth_callback: callback.href,
    });
    const token = answer.get("oauth_token") ?? "";
    if (token === "") throw upstreamError("X did not begin a sign-in.");
    return `${BASE}/oauth/authenticate?oauth_token=${encodeURIComponent(token)}`;
  },
  redeem: async (provider, { query }) => {
    if (query.has("denied")) throw badRequest('Nobody was signed in at X: it returned error "access_denied"');
    const requestToken = query.get("oauth_token") ?? "";
    const access = await call(
      provider.http,
      `${BASE}/oauth/access_token`,
      { ...keysOf(provider), token: requestToken, tokenSecret: "" },
      { oauth_verifier: query.get("oauth_verifier") ?? "" },
    );
    const url = provider.config.scope.includes("email") ? `${PROFILE}?include_email=true` : PROFILE;
    const keys = {
      ...keysOf(provider),
      token: access.get("oauth_token") ?? "",
      tokenSecret: access.get("oauth_token_secret") ?? "",
    };
    const response = await providerFetch(provider.http, url, {
      headers: { authorization: signedHeader("GET", url, keys) },
    });
    const user: unknown = response.ok ? await response.json() : undefined;
    if (!isJsonObject(user)) throw upstreamError("X did not tell who you are.");
    return {
      tokens: { accessToken: "", refreshToken: "", idToken: "" },
      claims: claimsOf(
        {
          iss: url,
          sub: field(user, "id_str"),
          name: user.name,
          picture: user.profile_image_url_https,
          email: user.email,
          preferred_username: user.screen_name,
          website: user.url,
        },
        { withRaw: false },
      ),
    };
  },
  supportsPkce: async () => false,
};

function keysOf({ config }: Provider): Oauth1Keys {
  return { consumerKey: config.client_id, consumerSecret: config.client_secret ?? "" };
}

async function call(
  http: HttpClient,
  url: string,
  keys: Oauth1Keys,
  extra: Record<string, string>,
): Promise<URLSearchParams> {
  let response: Response;
  try {
    response = await providerFetch(http, url, {
      method: "POST",
      headers: { authorization: signedHeader("POST", url, keys, extra) },
    });
  } catch (error) {
    throw upstreamError("X did not answer. Try again in a moment.", error);
  }
  const text = await response.text();
  if (!response.ok) throw upstreamError(`X answered with status ${String(response.status)}.`, text);
  return new URLSearchParams(text);
}
