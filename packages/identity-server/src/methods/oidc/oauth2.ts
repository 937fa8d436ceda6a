// Plain OAuth 2.0: how providers without OpenID Connect are asked, and what those with it share.
import * as oauth from "oauth4webapi";
import { isJsonObject, type JsonObject } from "../../json.js";
import { badRequest } from "../../http/errors.js";
import { missingScope, upstreamError } from "./errors.js";
import { providerFetch } from "./http.js";
import type { Claims } from "./claims.js";
import type { Arrival, Departure, Provider, ProviderKind, TokenAnswer } from "./kind.js";

/** What a person may hand on to the provider. */
const UPSTREAM = new Set(["login_hint", "hd", "prompt", "auth_type", "acr_values"]);

export interface Oauth2Settings {
  authorizeUrl: string | ((provider: Provider) => string);
  tokenUrl: string | ((provider: Provider) => string);
  /** Added to the provider's sign-in page. */
  parameters?: (provider: Provider, departure: Departure) => Record<string, string>;
  /** How granted scopes are separated where all that were asked for must be granted. */
  requiresScopes?: "," | " ";
  /** Default: tried in turn. */
  clientAuth?: "basic" | "body";
  scopes?: (provider: Provider) => string[];
  claims: (provider: Provider, answer: TokenAnswer, query: URLSearchParams) => Promise<Claims>;
  exchange?: (provider: Provider, code: string) => Promise<TokenAnswer>;
  supportsPkce?: boolean;
}

export function oauth2Kind(settings: Oauth2Settings): ProviderKind {
  return {
    authorizeUrl: async (provider, departure) =>
      authorizeAddress(urlOf(settings.authorizeUrl, provider), provider, departure, {
        scopes: settings.scopes?.(provider) ?? provider.config.scope,
        parameters: settings.parameters?.(provider, departure) ?? {},
      }),
    redeem: async (provider, arrival) => {
      const answer = settings.exchange
        ? await settings.exchange(provider, codeOf(arrival))
        : await exchangeCode(provider, arrival, urlOf(settings.tokenUrl, provider), settings.clientAuth);
      if (settings.requiresScopes !== undefined) {
        assertScopes(provider, answer.body.scope, settings.requiresScopes);
      }
      return { claims: await settings.claims(provider, answer, arrival.query), tokens: answer.tokens };
    },
    supportsPkce: async () => settings.supportsPkce ?? false,
  };
}

function urlOf(url: Oauth2Settings["authorizeUrl"], provider: Provider): string {
  return typeof url === "string" ? url : url(provider);
}

/** The address of the provider's page, its parameters in the order of the alphabet. */
export function authorizeAddress(
  address: string,
  { config, redirectUri }: Provider,
  departure: Departure,
  { scopes, parameters }: { scopes: readonly string[]; parameters: Record<string, string> },
): string {
  const url = new URL(address);
  const upstream = Object.entries(departure.upstream).filter(([name]) => UPSTREAM.has(name));
  const all: Record<string, string> = {
    client_id: config.client_id,
    redirect_uri: redirectUri,
    response_type: "code",
    state: departure.state,
    ...(scopes.length > 0 && { scope: scopes.join(" ") }),
    ...(departure.codeChallenge !== undefined && {
      code_challenge: departure.codeChallenge,
      code_challenge_method: "S256",
    }),
    ...parameters,
    ...Object.fromEntries(upstream),
  };
  for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value);
  url.searchParams.sort();
  return url.href;
}

export function codeOf({ query }: Arrival): string {
  // DingTalk has its own name for it.
  const code = query.get("code") ?? query.get("authCode") ?? "";
  if (code === "") throw badRequest("The service sent you back without a code. Try again.");
  return code;
}

/**
 * Redeems a code at a token endpoint that need not be a conforming one. Client credentials go into the header, and, if
 * that is refused, into the body.
 */
async function exchangeCode(
  provider: Provider,
  arrival: Arrival,
  url: string,
  clientAuth: "basic" | "body" | undefined,
): Promise<TokenAnswer> {
  const ways = clientAuth === undefined ? (["basic", "body"] as const) : [clientAuth];
  let refusal = "";
  for (const way of ways) {
    const response = await requestToken(provider, arrival, url, way);
    const text = await response.text();
    const body = parseTokenBody(text);
    if (response.ok && typeof body?.access_token === "string") return { body, tokens: tokensOf(body) };
    refusal = text;
  }
  throw upstreamError(`${new URL(url).host} did not accept the code. Try again.`, refusal.slice(0, 1000));
}

async function requestToken(
  { config, redirectUri, http }: Provider,
  arrival: Arrival,
  url: string,
  way: "basic" | "body",
): Promise<Response> {
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    code: codeOf(arrival),
    redirect_uri: redirectUri,
    ...(arrival.codeVerifier !== undefined && { code_verifier: arrival.codeVerifier }),
  });
  const headers = new Headers({
    accept: "application/json",
    "content-type": "application/x-www-form-urlencoded",
    "user-agent": "foyer-identity",
  });
  const secret = config.client_secret ?? "";
  if (way === "basic") {
    await oauth.ClientSecretBasic(secret)({ issuer: url }, { client_id: config.client_id }, form, headers);
  } else {
    form.set("client_id", config.client_id);
    form.set("client_secret", secret);
  }
  try {
    return await providerFetch(http, url, { method: "POST", headers, body: form.toString() });
  } catch (error) {
    throw upstreamError(`${new URL(url).host} did not answer. Try again in a moment.`, error);
  }
}

/** Older providers answer with a form. */
function parseTokenBody(text: string): JsonObject | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return isJsonObject(body) ? body : undefined;
  } catch {
    const form = Object.fromEntries(new URLSearchParams(text));
    return "access_token" in form ? form : undefined;
  }
}

export function tokensOf(body: JsonObject): TokenAnswer["tokens"] {
  const text = (name: string) => (typeof body[name] === "string" ? body[name] : "");
  return {
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
  };
}

function assertScopes({ config }: Provider, granted: JsonObject[string], separator: string): void {
  const scopes = typeof granted === "string" ? granted.split(separator) : [];
  if (config.scope.some((scope) => !scopes.includes(scope))) throw missingScope();
}

/** A field of a provider's answer as text. */
export function field(body: JsonObject, path: string): string {
  let value: unknown = body;
  for (const key of path.split(".")) {
    value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : "";
}
