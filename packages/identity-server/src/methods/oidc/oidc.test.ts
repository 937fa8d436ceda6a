import { generateKeyPair, exportPKCS8, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import type { OidcProviderConfig } from "../../config/schema/methods.js";
import { OutgoingError, type HttpClient, type OutgoingRequest } from "../../outgoing/client.js";
import { claimsOf } from "./claims.js";
import type { Departure, Provider } from "./kind.js";
import { apple } from "./kinds/apple.js";
import { kinds } from "./kinds/index.js";
import { signedHeader } from "./kinds/oauth1.js";
import { applyMapping } from "./plain-mapping.js";

const departure: Departure = {
  state: "the-state",
  nonce: "the-nonce",
  codeChallenge: undefined,
  isRefresh: false,
  upstream: {},
};

/** What providers answer in the test at work. */
let answer: HttpClient["send"];
const http: HttpClient = { send: (request, options) => answer(request, options) };

function provider(kind: OidcProviderConfig["provider"], more: Partial<OidcProviderConfig> = {}): Provider {
  return {
    http,
    redirectUri: "https://app.example/self-service/methods/oidc/callback/one",
    config: {
      id: "one",
      provider: kind,
      client_id: "the-client",
      client_secret: "the-secret",
      mapper_url: "base64://e30=",
      scope: [],
      subject_source: "userinfo",
      additional_id_token_audiences: [],
      claims_source: "id_token",
      pkce: "never",
      account_linking_mode: "confirm_with_existing_credential",
      ...more,
    },
  };
}

/** Answers requests by the beginning of their address; remembers them. */
function answerWith(answers: Record<string, unknown>) {
  const asked: OutgoingRequest[] = [];
  answer = (request) => {
    asked.push(request);
    const match = Object.entries(answers).find(([beginning]) => request.url.startsWith(beginning));
    const headers = { "content-type": "application/json" };
    return Promise.resolve(
      match ? { status: 200, headers, body: JSON.stringify(match[1]) } : { status: 404, headers, body: "{}" },
    );
  };
  return asked;
}

describe("claims", () => {
  it("keep what was said and leave out what is empty", () => {
    const raw = {
      iss: "i",
      sub: 7,
      email: "",
      email_verified: "true",
      locale: { language: "de", country: "AT" },
    };
    expect(claimsOf(raw)).toEqual({
      iss: "i",
      sub: "7",
      email_verified: true,
      locale: "de-AT",
      raw_claims: raw,
    });
    expect(claimsOf({ iss: "i", sub: "s", updated_at: "2026-01-02T03:04:05Z" }, { withRaw: false })).toEqual({
      iss: "i",
      sub: "s",
      updated_at: 1767323045,
    });
  });
});

describe("a plain mapping", () => {
  const mapping = {
    identity: {
      traits: { email: "email", name: { first: "given_name" }, from: "=GitHub" },
      metadata_public: { team: "raw_claims.team" },
      verified_addresses: [{ via: "email", value: "email", if: "email_verified" }],
    },
  };

  it("puts claims where they are named, and leaves out what was not told", () => {
    const claims = { iss: "i", sub: "s", email: "ada@example.org", email_verified: true };
    expect(applyMapping(mapping, claims)).toEqual({
      identity: {
        traits: { email: "ada@example.org", name: {}, from: "GitHub" },
        metadata_public: {},
        verified_addresses: [{ via: "email", value: "ada@example.org" }],
      },
    });
  });

  it("takes no address for verified that is not", () => {
    expect(applyMapping(mapping, { iss: "i", sub: "s", email: "ada@example.org" })).toMatchObject({
      identity: { verified_addresses: [] },
    });
  });

  it("knows no claims but those that were told", () => {
    expect(applyMapping({ a: "constructor", b: "raw_claims.toString" }, { iss: "i", sub: "s" })).toEqual({});
  });
});

describe("a request by OAuth 1.0a", () => {
  // The example of OAuth Core 1.0, appendix A.5.
  it("is signed as the service expects", () => {
    const header = signedHeader(
      "GET",
      "http://photos.example.net/photos?file=vacation.jpg&size=original",
      {
        consumerKey: "dpf43f3p2l4k3l03",
        consumerSecret: "kd94hf93k423kf44",
        token: "nnch734d00sl2jdk",
        tokenSecret: "pfkkdhi9sl3r4s00",
      },
      {},
      { nonce: "kllo9940pd9333jh", timestamp: 1191242096 },
    );
    expect(header).toContain('oauth_signature="tR3%2BTy81lMeYAr%2FFid0kMTYa%2FWM%3D"');
  });
});

describe("a well-known provider", () => {
  const addresses: [OidcProviderConfig["provider"], string, Partial<OidcProviderConfig>?][] = [
    ["github", "https://github.com/login/oauth/authorize"],
    ["github-app", "https://github.com/login/oauth/authorize"],
    ["gitlab", "https://gitlab.com/oauth/authorize"],
    ["gitlab", "https://git.example/oauth/authorize", { issuer_url: "https://git.example/" }],
    [
      "microsoft",
      "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
      { microsoft_tenant: "common" },
    ],
    ["discord", "https://discord.com/api/v9/oauth2/authorize"],
    ["slack", "https://slack.com/oauth/authorize"],
    ["facebook", "https://facebook.com/dialog/oauth"],
    ["auth0", "https://a.auth0.example/authorize", { issuer_url: "https://a.auth0.example" }],
    ["apple", "https://appleid.apple.com/auth/authorize"],
    ["spotify", "https://accounts.spotify.com/authorize"],
    ["linkedin", "https://www.linkedin.com/oauth/v2/authorization"],
    ["patreon", "https://www.patreon.com/oauth2/authorize"],
    ["yandex", "https://oauth.yandex.com/authorize"],
    ["vk", "https://oauth.vk.com/authorize"],
    ["amazon", "https://www.amazon.com/ap/oa"],
    ["salesforce", "https://s.example/services/oauth2/authorize", { issuer_url: "https://s.example" }],
    ["netid", "https://broker.netid.de/authorize"],
    ["dingtalk", "https://login.dingtalk.com/oauth2/auth"],
    ["lark", "https://passport.feishu.cn/suite/passport/oauth/authorize"],
    ["uaepass", "https://id.uaepass.ae/idshub/authorize"],
  ];

  it.each(addresses)("has its own page: %s", async (kind, address, more) => {
    const url = new URL(await kinds[kind].authorizeUrl(provider(kind, more), departure));
    expect(url.origin + url.pathname).toBe(address);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: "the-client",
      response_type: "code",
      state: "the-state",
      redirect_uri: "https://app.example/self-service/methods/oidc/callback/one",
    });
  });

  it("asks Apple for a posted answer where it is to tell more than the subject", async () => {
    const url = await apple.authorizeUrl(provider("apple", { scope: ["email"] }), departure);
    expect(new URL(url).searchParams.get("response_mode")).toBe("form_post");
  });

  it("hands on only what a person may choose", async () => {
    const url = await kinds.github.authorizeUrl(provider("github"), {
      ...departure,
      upstream: { login_hint: "ada", redirect_uri: "https://evil.example" },
    });
    expect(new URL(url).searchParams.get("login_hint")).toBe("ada");
    expect(new URL(url).searchParams.get("redirect_uri")).toContain("app.example");
  });

  it("learns a person's address from GitHub's list", async () => {
    answerWith({
      "https://github.com/login/oauth/access_token": { access_token: "t", scope: "user:email" },
      "https://api.github.com/user/emails": [
        { email: "old@example.org", primary: false, verified: true },
        { email: "ada@example.org", primary: true, verified: true },
      ],
      "https://api.github.com/user": {
        id: 42,
        login: "ada",
        name: "Ada",
        html_url: "https://github.com/ada",
      },
    });
    const { claims, tokens } = await kinds.github.redeem(
      provider("github", { scope: ["user:email"] }),
      arrival(),
    );
    expect(claims).toMatchObject({
      sub: "42",
      nickname: "ada",
      email: "ada@example.org",
      email_verified: true,
    });
    expect(tokens.accessToken).toBe("t");
  });

  it("goes on only with the scopes that it asked for", async () => {
    answerWith({ "https://github.com/login/oauth/access_token": { access_token: "t", scope: "read:user" } });
    await expect(
      kinds.github.redeem(provider("github", { scope: ["user:email"] }), arrival()),
    ).rejects.toMatchObject({ code: 400 });
  });

  it("signs Apple's client secret with the developer's key", async () => {
    const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
    const asked = answerWith({
      "https://appleid.apple.com/.well-known/openid-configuration": {
        issuer: "https://appleid.apple.com",
        jwks_uri: "https://appleid.apple.com/auth/keys",
        authorization_endpoint: "https://appleid.apple.com/auth/authorize",
        token_endpoint: "https://appleid.apple.com/auth/token",
      },
      "https://appleid.apple.com/auth/token": { access_token: "t", token_type: "bearer" },
    });
    const config = {
      apple_private_key: await exportPKCS8(privateKey),
      apple_private_key_id: "k",
      apple_team_id: "team",
    };
    await expect(apple.redeem(provider("apple", config), arrival())).rejects.toMatchObject({ code: 400 });
    const form = new URLSearchParams(bodyOf(asked, "/auth/token"));
    const { payload, protectedHeader } = await jwtVerify(form.get("client_secret") ?? "", publicKey);
    expect(payload).toMatchObject({ iss: "team", sub: "the-client", aud: "https://appleid.apple.com" });
    expect(protectedHeader.kid).toBe("k");
  });

  it("says so when it is down", async () => {
    answer = () => Promise.reject(new OutgoingError("unreachable", "connection refused"));
    await expect(kinds.spotify.redeem(provider("spotify"), arrival())).rejects.toMatchObject({
      code: 502,
      id: "upstream_error",
    });
    await expect(
      kinds.generic.authorizeUrl(provider("generic", { issuer_url: "https://down.example" }), departure),
    ).rejects.toMatchObject({ code: 500, id: "invalid_configuration" });
  });
});

function bodyOf(asked: OutgoingRequest[], path: string): string {
  return asked.find(({ url }) => url.endsWith(path))?.body ?? "";
}

function arrival() {
  return {
    query: new URLSearchParams({ code: "the-code", state: "the-state" }),
    state: "the-state",
    nonce: "the-nonce",
    codeVerifier: undefined,
  };
}
