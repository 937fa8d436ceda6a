// The seam between the method and the providers: each kind of provider is an adapter that says where to send a person
// and how to learn who they are.
import type { OidcProviderConfig } from "../../config/schema/methods.js";
import type { JsonObject } from "../../json.js";
import type { HttpClient } from "../../outgoing/client.js";
import type { Claims } from "./claims.js";

export interface Provider {
  config: OidcProviderConfig;
  redirectUri: string;
  /** Asks the provider: `clients.http` keeps out of private networks what it asks. */
  http: HttpClient;
}

/** What the person's way to the provider carries. */
export interface Departure {
  state: string;
  nonce: string;
  /** Given with PKCE. */
  codeChallenge: string | undefined;
  /** The provider is to ask the person again. */
  isRefresh: boolean;
  upstream: Record<string, string>;
}

/** What came back from the provider. */
export interface Arrival {
  /** The parameters of the way back. */
  query: URLSearchParams;
  state: string;
  nonce: string;
  codeVerifier: string | undefined;
}

export interface Tokens {
  accessToken: string;
  refreshToken: string;
  idToken: string;
}

export interface ProviderAnswer {
  claims: Claims;
  tokens: Tokens;
}

export interface ProviderKind {
  /** The address of the provider's sign-in page. @throws ApiError */
  authorizeUrl(provider: Provider, departure: Departure): Promise<string>;
  /** Redeems the code and learns who the person is. @throws ApiError */
  redeem(provider: Provider, arrival: Arrival): Promise<ProviderAnswer>;
  /** How PKCE is used where the configuration says `auto`. */
  supportsPkce(provider: Provider): Promise<boolean>;
  /** Checks an id token that an app got by itself. @throws ApiError */
  verifyIdToken?(provider: Provider, idToken: string): Promise<Claims>;
  /** Whether an app's id token of these claims may come without a nonce. */
  canSkipNonce?(claims: Claims): boolean;
}

/** What a token endpoint answered. */
export interface TokenAnswer {
  tokens: Tokens;
  body: JsonObject;
}
