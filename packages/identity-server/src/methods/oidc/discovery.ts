// What an issuer publishes about itself, and the keys that it signs with: kept for some minutes.
import { createRemoteJWKSet, customFetch, jwtVerify, type JWTPayload } from "jose";
import * as oauth from "oauth4webapi";
import type { JsonObject } from "../../json.js";
import type { HttpClient } from "../../outgoing/client.js";
import { badRequest } from "../../http/errors.js";
import { misconfigured } from "./errors.js";
import { providerFetch, requestOptions } from "./http.js";

const KEPT_MS = 10 * 60 * 1000;
const MAX_KEPT = 100;
const CLOCK_TOLERANCE_S = 60;

type Keys = ReturnType<typeof createRemoteJWKSet>;

interface Known {
  servers: Map<string, { server: oauth.AuthorizationServer; until: number }>;
  keySets: Map<string, Keys>;
}

// By client, which stands for a server: two in one process share nothing.
const knownBy = new WeakMap<HttpClient, Known>();

function knownTo(http: HttpClient): Known {
  const known = knownBy.get(http) ?? { servers: new Map(), keySets: new Map() };
  knownBy.set(http, known);
  return known;
}

/** @throws ApiError 500 when the issuer cannot be reached, or is somebody else */
export async function discover(http: HttpClient, issuerUrl: string): Promise<oauth.AuthorizationServer> {
  const { servers } = knownTo(http);
  const known = servers.get(issuerUrl);
  if (known && known.until > Date.now()) return known.server;
  try {
    const issuer = new URL(issuerUrl);
    const response = await oauth.discoveryRequest(issuer, requestOptions(http, issuerUrl));
    const server = await oauth.processDiscoveryResponse(issuer, response);
    if (servers.size >= MAX_KEPT) servers.clear();
    servers.set(issuerUrl, { server, until: Date.now() + KEPT_MS });
    return server;
  } catch (error) {
    throw misconfigured(`${issuerUrl} does not answer as an OpenID provider.`, error);
  }
}

export interface ExpectedToken {
  issuer: string;
  audiences: readonly string[];
  jwksUri: string;
  algorithms?: readonly string[];
  /** Given where this server asked for one. */
  nonce?: string | undefined;
}

/**
 * Checks an id token: signature, issuer, audience, times, nonce.
 *
 * @throws ApiError 400 when it is not what was expected
 * @see https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation
 */
export async function verifyIdToken(
  http: HttpClient,
  idToken: string,
  expected: ExpectedToken,
): Promise<JsonObject> {
  let payload: JWTPayload;
  try {
    const verified = await jwtVerify(idToken, keysAt(http, expected.jwksUri), {
      issuer: expected.issuer,
      audience: [...expected.audiences],
      clockTolerance: CLOCK_TOLERANCE_S,
      ...(expected.algorithms && { algorithms: [...expected.algorithms] }),
      requiredClaims: ["exp", "iat"],
    });
    payload = verified.payload;
  } catch (error) {
    throw badRequest(
      `The id_token of the service is not good: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (expected.nonce !== undefined && payload.nonce !== undefined && payload.nonce !== expected.nonce) {
    throw badRequest("The id_token of the service belongs to another sign-in.");
  }
  return payload as JsonObject;
}

function keysAt(http: HttpClient, uri: string): Keys {
  const { keySets } = knownTo(http);
  const known = keySets.get(uri);
  if (known) return known;
  const keys = createRemoteJWKSet(new URL(uri), {
    [customFetch]: (url, { method, headers }) => providerFetch(http, url, { method, headers }),
    cacheMaxAge: KEPT_MS,
  });
  if (keySets.size >= MAX_KEPT) keySets.clear();
  keySets.set(uri, keys);
  return keys;
}
