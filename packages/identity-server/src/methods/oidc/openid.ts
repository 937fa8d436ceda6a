// OpenID Connect: providers that publish what they are, and sign who the person is.
import * as oauth from "oauth4webapi";
import { ApiError } from "../../http/error.js";
import { badRequest } from "../../http/errors.js";
import type { JsonObject } from "../../json.js";
import { claimsOf, type Claims } from "./claims.js";
import { discover, verifyIdToken } from "./discovery.js";
import { misconfigured, missingIdToken, upstreamError } from "./errors.js";
import { requestOptions } from "./http.js";
import { authorizeAddress, codeOf, field, tokensOf } from "./oauth2.js";
import type { Arrival, Departure, Provider, ProviderKind, TokenAnswer } from "./kind.js";

export interface OpenidSettings {
  /** Default: `issuer_url` of the configuration. */
  issuer?: string;
  /** Stands in for what the issuer publishes. */
  endpoints?: { authorize: string; token: string };
  /** Default: the secret of the configuration. */
  clientSecret?: (provider: Provider) => Promise<string>;
  clientAuth?: "basic" | "body";
  scopes?: (provider: Provider) => string[];
  parameters?: (provider: Provider, departure: Departure) => Record<string, string>;
  tokenParameters?: Record<string, string>;
  /** Default: `claims_source` of the configuration. */
  claimsSource?: "id_token" | "userinfo";
  /** Adds to the claims, or replaces them. */
  complete?: (
    provider: Provider,
    claims: Claims,
    answer: TokenAnswer,
    query: URLSearchParams,
  ) => Promise<Claims>;
  /** Where the keys of id tokens are that apps send by themselves; without it, none are taken. */
  appKeys?: string;
  canSkipNonce?: (claims: Claims) => boolean;
}

export function openidKind(settings: OpenidSettings = {}): ProviderKind {
  const { appKeys, canSkipNonce } = settings;
  return {
    authorizeUrl: async (provider, departure) => {
      const address =
        settings.endpoints?.authorize ?? (await published(provider, settings)).authorization_endpoint;
      if (address === undefined) throw misconfigured("The issuer publishes no authorization_endpoint.");
      return authorizeAddress(address, provider, departure, {
        scopes: settings.scopes?.(provider) ?? withOpenid(provider.config.scope),
        parameters: {
          ...commonParameters(provider, departure),
          ...settings.parameters?.(provider, departure),
        },
      });
    },
    redeem: async (provider, arrival) => {
      const answer = await exchange(provider, arrival, settings);
      const claims = await readClaims(provider, arrival, answer, settings);
      const complete = (await settings.complete?.(provider, claims, answer, arrival.query)) ?? claims;
      return { claims: complete, tokens: answer.tokens };
    },
    supportsPkce: async (provider) => {
      const { code_challenge_methods_supported: methods } = await published(provider, settings);
      return methods?.includes("S256") ?? false;
    },
    ...(appKeys !== undefined && {
      verifyIdToken: async (provider: Provider, idToken: string) =>
        claimsOf(
          await verifyIdToken(provider.http, idToken, {
            issuer: issuerOf(provider, settings),
            audiences: [provider.config.client_id, ...provider.config.additional_id_token_audiences],
            jwksUri: appKeys,
          }),
        ),
    }),
    ...(canSkipNonce && { canSkipNonce }),
  };
}

/** @returns the scopes, `openid` among them */
export function withOpenid(scope: readonly string[]): string[] {
  return scope.includes("openid") ? [...scope] : [...scope, "openid"];
}

/** Checks an id token against what its issuer publishes. */
export async function claimsFromIdToken(
  { config, http }: Provider,
  issuer: string,
  idToken: string,
  nonce: string | undefined,
): Promise<JsonObject> {
  const server = await discover(http, issuer);
  if (server.jwks_uri === undefined) throw misconfigured(`${issuer} publishes no keys.`);
  return verifyIdToken(http, idToken, {
    issuer: server.issuer,
    audiences: [config.client_id],
    jwksUri: server.jwks_uri,
    algorithms: server.id_token_signing_alg_values_supported?.filter((name) => !/^(none|HS)/.test(name)) ?? [
      "RS256",
    ],
    nonce,
  });
}

function issuerOf({ config }: Provider, settings: OpenidSettings): string {
  const issuer = settings.issuer ?? config.issuer_url;
  if (issuer === undefined) {
    throw misconfigured(`The provider ${JSON.stringify(config.id)} has no issuer_url.`);
  }
  return issuer;
}

async function published(provider: Provider, settings: OpenidSettings): Promise<oauth.AuthorizationServer> {
  return discover(provider.http, issuerOf(provider, settings));
}

function commonParameters({ config }: Provider, { nonce, isRefresh }: Departure): Record<string, string> {
  return {
    nonce,
    ...(isRefresh && { prompt: "login" }),
    ...(config.requested_claims && { claims: JSON.stringify(config.requested_claims) }),
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc9207 for the check of `iss` */
async function exchange(
  provider: Provider,
  arrival: Arrival,
  settings: OpenidSettings,
): Promise<TokenAnswer> {
  const issuer = issuerOf(provider, settings);
  const discovered = await discover(provider.http, issuer);
  const server: oauth.AuthorizationServer = {
    ...discovered,
    ...(settings.endpoints && { token_endpoint: settings.endpoints.token }),
  };
  const client: oauth.Client = { client_id: provider.config.client_id };
  codeOf(arrival);
  let parameters: URLSearchParams;
  try {
    parameters = oauth.validateAuthResponse(server, client, arrival.query, arrival.state);
  } catch (error) {
    throw badRequest(
      `The way back from the service is not good: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  try {
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      await clientAuthOf(provider, server, settings),
      parameters,
      provider.redirectUri,
      arrival.codeVerifier ?? oauth.nopkce,
      { ...requestOptions(provider.http, issuer), additionalParameters: settings.tokenParameters ?? {} },
    );
    const body = (await response.json()) as JsonObject;
    if (!response.ok || typeof body.access_token !== "string") {
      throw new Error(`status ${String(response.status)}: ${JSON.stringify(body).slice(0, 500)}`);
    }
    return { body, tokens: tokensOf(body) };
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw upstreamError(`${provider.config.id} did not accept the code. Try again.`, error);
  }
}

async function clientAuthOf(
  provider: Provider,
  server: oauth.AuthorizationServer,
  settings: OpenidSettings,
): Promise<oauth.ClientAuth> {
  const secret = (await settings.clientSecret?.(provider)) ?? provider.config.client_secret;
  if (secret === undefined || secret === "") return oauth.None();
  const offered = server.token_endpoint_auth_methods_supported;
  const isBasic = offered === undefined || offered.includes("client_secret_basic");
  const way = settings.clientAuth ?? (isBasic ? "basic" : "body");
  return way === "basic" ? oauth.ClientSecretBasic(secret) : oauth.ClientSecretPost(secret);
}

async function readClaims(
  provider: Provider,
  { nonce }: Arrival,
  answer: TokenAnswer,
  settings: OpenidSettings,
): Promise<Claims> {
  const { idToken } = answer.tokens;
  if (idToken === "") throw missingIdToken();
  const signed = await claimsFromIdToken(provider, issuerOf(provider, settings), idToken, nonce);
  const source = settings.claimsSource ?? provider.config.claims_source;
  if (source === "id_token") return claimsOf(signed);
  const info = await userinfo(provider, answer, settings);
  // A userinfo of somebody else must not be taken for the person who signed in.
  if (info.sub !== signed.sub) {
    throw badRequest(
      "The service told of two different people: the subjects of id_token and userinfo differ.",
    );
  }
  const claims = claimsOf(info);
  return claims.iss === "" ? { ...claims, iss: field(signed, "iss") } : claims;
}

async function userinfo(
  provider: Provider,
  answer: TokenAnswer,
  settings: OpenidSettings,
): Promise<JsonObject> {
  const issuer = issuerOf(provider, settings);
  const server = await discover(provider.http, issuer);
  let response: Response;
  try {
    response = await oauth.userInfoRequest(
      server,
      { client_id: provider.config.client_id },
      answer.tokens.accessToken,
      requestOptions(provider.http, issuer),
    );
    if (!response.ok) throw new Error(`status ${String(response.status)}`);
    return (await response.json()) as JsonObject;
  } catch (error) {
    // As in Kratos, which has no words of its own for it.
    throw new ApiError({
      code: 500,
      message: "Something went wrong on the server",
      reason: `${provider.config.id} did not tell who you are. Try again in a moment.`,
      debug: error instanceof Error ? error.message : String(error),
    });
  }
}
